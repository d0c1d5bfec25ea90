# site.vcl of docker-compose.yml: the parts find each other in a network of their own, which nobody else reaches.

# The web processes. With several machines: one `backend` each, all added to the director below.
backend web {
    .host = "10.213.1.10";
    .port = "8000";
    .max_connections = 100;
    .connect_timeout = 2s;
    .first_byte_timeout = 30s;
    .between_bytes_timeout = 10s;
    .probe = {
        # Whether the database answers too: while it does not, readers get the pages that are kept. `Host` must be
        # one of ALLOWED_HOSTS.
        .request =
            "GET /readyz HTTP/1.1"
            "Host: localhost"
            "X-Forwarded-Proto: https"
            "Connection: close";
        .interval = 1s;
        .timeout = 3s;
        .window = 4;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_init {
    new pages = directors.round_robin();
    pages.add_backend(web);
}

# Who may purge: the machines of the web processes and the worker.
acl purgers {
    "10.213.1.0"/24;
}

# The TLS proxy: what it says of the visitor's address is believed.
acl fronts {
    "10.213.1.0"/24;
}

# The secret that purges bear, the same as CACHE_SECRET of the site.
sub read_secret {
    set req.http.X-Secret = regsub(std.fileread("/run/secrets/cache_secret"), "\s+$", "");
}

# The admin: the same path as ADMIN_PATH of the site.
sub pass_admin {
    if (req.url ~ "^/admin(/|\?|$)") {
        return (pass);
    }
}

# The languages of the site, as LANGUAGES has them; the last line names the first of them.
sub choose_language {
    if (req.http.Accept-Language ~ "(?i)(^|,)\s*(en|ru)\b") {
        set req.http.Accept-Language =
            std.tolower(regsub(req.http.Accept-Language, "(?i)^(?:.*?,)??\s*(en|ru)\b.*$", "\1"));
    } else {
        set req.http.Accept-Language = "en";
    }
}
