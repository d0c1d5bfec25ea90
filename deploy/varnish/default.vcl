vcl 4.1;

# The cache before the site (Varnish 7.1 or newer, with varnish-modules). Why it is so: docs/decisions/0018.
#
# The site says in `Surrogate-Control` for how long a page is good and in `Surrogate-Key` what it is made of. What
# says neither is not kept. A change is told in two requests, PURGE with `X-Step: announce` and, a moment later,
# PURGE with the keys. From the announcement on nothing is stored that was begun before it.

import directors;
import std;
import var;
import xkey;

include "site.vcl";

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Fresh;
        unset req.http.X-Stale;
        unset req.http.X-Whole-Url;
        if (req.http.Host ~ "[A-Z:]") {
            set req.http.Host = std.tolower(regsub(req.http.Host, ":(80|443)$", ""));
        }
        if (req.http.X-Forwarded-Proto != "https") {
            set req.http.X-Forwarded-Proto = "http";
        }
        # Varnish has added the address of the proxy; the site wants the last one that the proxy saw.
        if (client.ip ~ fronts && req.http.X-Forwarded-For ~ ",") {
            set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
        }
    }
    if (req.method == "PURGE") {
        call purge_keys;
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    call pass_admin;
    # Readers who chose a look of their own; programs that prefer a text.
    if (req.http.Cookie ~ "(^|;\s*)view=" || req.http.Accept ~ "(?i)text/markdown") {
        return (pass);
    }
    if (req.url ~ "^/[a-z]{2,3}(-[a-z]+)?/" || req.url ~ "^/static/") {
        unset req.http.Accept-Language;
    } else {
        call other_address;
    }
    unset req.http.Cookie;
    unset req.http.Authorization;
    if (req.restarts == 0 && req.url ~ "\?") {
        call clean_query;
    }
    if (req.http.X-Fresh) {
        set req.grace = 0s;
    } else {
        set req.grace = 1d;
    }
    return (hash);
}

# Neither a page in a language nor a static file.
sub other_address {
    # Previews; what only some may read.
    if (req.url ~ "^/_util(/|\?|$)"
        || (req.url ~ "^/documents/" && req.http.Cookie ~ "(^|;\s*)sessionid=")) {
        return (pass);
    }
    if (req.url ~ "^/documents/") {
        unset req.http.Accept-Language;
    } else {
        call choose_language;
    }
}

# Only parameters that the site knows tell pages apart, in any order; the whole address is kept for what leads on.
sub clean_query {
    set req.http.X-Whole-Url = req.url;
    set req.url = regsub(req.url, "#.*$", "");
    set req.url = regsuball(req.url,
        "(?<=[?&])(?!(?:name|from|to|venue|programme|topic|kind|order|page|count|q|type|field|month|year|fragment|all|p)(?:=|&|$))[^&]*(?:&|$)", "");
    set req.url = std.querysort(regsub(req.url, "[?&]+$", ""));
    if (req.url == req.http.X-Whole-Url) {
        unset req.http.X-Whole-Url;
    }
}

sub vcl_hash {
    # Feeds and data hold whole addresses.
    hash_data(req.http.X-Forwarded-Proto);
}

sub purge_keys {
    call read_secret;
    if (client.ip !~ purgers || !req.http.X-Purge-Secret || req.http.X-Purge-Secret != req.http.X-Secret) {
        return (synth(403, "Forbidden"));
    }
    if (req.http.X-Step == "announce") {
        var.global_set("announced", "" + std.time2real(now, 0.0));
        return (synth(200, "Announced"));
    }
    if (!req.http.X-Keys) {
        return (synth(400, "X-Keys is missing"));
    }
    var.global_set("purged", "" + std.time2real(now, 0.0));
    # Kept all the same, for when no fresh page can be had.
    set req.http.X-Purged = xkey.softpurge(req.http.X-Keys);
    return (synth(200, "Purged " + req.http.X-Purged));
}

sub vcl_hit {
    if (obj.ttl > 0s || req.http.X-Stale || !std.healthy(pages.backend())) {
        return (deliver);
    }
    # What merely grew old may be seen once more while a new page is made; what was purged may not. A purged
    # page is known by the moment at which it ended: that of the latest purge (a second for a large one), or before.
    if (obj.ttl < -60s
        || std.time2real(now + obj.ttl, 0.0) <= std.real(var.global_get("purged"), 0.0) + 1.0) {
        set req.http.X-Fresh = "1";
        return (restart);
    }
}

sub vcl_miss {
    if (req.http.X-Stale) {
        return (synth(503, "Service unavailable"));
    }
}

sub vcl_backend_fetch {
    set bereq.backend = pages.backend();
    var.set_real("begun", std.time2real(now, 0.0));
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status >= 500) {
        # It must not take the place of a good page.
        return (abandon);
    }
    if (beresp.http.Set-Cookie || std.integer(beresp.http.Content-Length, 0) > 5000000) {
        call keep_none;
    }
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        if (std.real(var.global_get("announced"), 0.0) >= var.get_real("begun")) {
            # Begun before a change, it may show what was before. Where changes come too quickly it is not kept.
            if (bereq.retries < 3) {
                return (retry);
            }
            set beresp.ttl = 0s;
            set beresp.grace = 0s;
            return (deliver);
        }
        set beresp.ttl = std.duration(
            regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1") + "s", 0s);
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        # Taken out once, not whenever the page is read; the id would name the request that the page was made for.
        unset beresp.http.Surrogate-Control;
        unset beresp.http.Surrogate-Key;
        unset beresp.http.X-Request-ID;
        unset beresp.http.Server;
    } elsif (bereq.url !~ "^/static/" || beresp.http.Cache-Control !~ "max-age=[1-9]") {
        call keep_none;
    }
    # For as long as the site is away.
    set beresp.grace = 1d;
    return (deliver);
}

sub keep_none {
    set beresp.uncacheable = true;
    set beresp.ttl = 120s;
    set beresp.grace = 0s;
    return (deliver);
}

sub vcl_backend_error {
    if (!bereq.uncacheable) {
        # A process that was killed has others beside it.
        if (bereq.retries < 1) {
            return (retry);
        }
        return (abandon);
    }
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "5";
    set beresp.body = {"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Please try again</title></head>
<body><h1>The site does not answer</h1><p>Please try again in a minute.</p>
<h1 lang="ru">Сайт не отвечает</h1><p lang="ru">Пожалуйста, попробуйте через минуту.</p></body></html>
"};
    return (deliver);
}

# Of a page that was not kept: a network before this cache would take them for its own.
sub keep_keys_here {
    unset resp.http.Surrogate-Control;
    unset resp.http.Surrogate-Key;
}

sub vcl_deliver {
    # An address that leads on, or nowhere, may have meant something by the rest of its query.
    if (req.http.X-Whole-Url && (resp.status == 404
        || (resp.status >= 301 && resp.status <= 308 && resp.status != 304))) {
        set req.url = req.http.X-Whole-Url;
        unset req.http.X-Whole-Url;
        unset req.http.X-Fresh;
        return (restart);
    }
    if (obj.uncacheable) {
        set resp.http.Cache-Status = "varnish; fwd=bypass";
        call keep_keys_here;
    } elsif (obj.hits == 0) {
        set resp.http.Cache-Status = "varnish; fwd=miss";
        call keep_keys_here;
    } elsif (obj.ttl <= 0s) {
        set resp.http.Cache-Status = "varnish; fwd=stale";
    } else {
        set resp.http.Cache-Status = "varnish; hit";
    }
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}

sub vcl_synth {
    if (resp.status == 503 && req.method != "PURGE" && !req.http.X-Stale) {
        # No fresh page can be had: the one that is kept, if there is one.
        set req.http.X-Stale = "1";
        unset req.http.X-Fresh;
        return (restart);
    }
    unset resp.http.X-Varnish;
    set resp.http.Cache-Control = "no-store";
    if (resp.status != 503) {
        set resp.http.Content-Type = "text/plain; charset=utf-8";
        set resp.body = resp.reason;
        return (deliver);
    }
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Retry-After = "5";
    set resp.body = {"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Please try again</title></head>
<body><h1>The site does not answer</h1><p>Please try again in a minute.</p>
<h1 lang="ru">Сайт не отвечает</h1><p lang="ru">Пожалуйста, попробуйте через минуту.</p></body></html>
"};
    return (deliver);
}
