"""The one form of an article's HTML."""

import gzip
import json
from pathlib import Path

import pytest

from news.blocks import BodyBlock
from news.exchange.html import clean, read
from news.exchange.tree import TooDeepError

REAL = Path(__file__).parents[3] / "shared/data/digitalgov-2010-2016.jsonl.gz"
LONG = "A heading that goes on and on " * 8


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("", ""),
        ("Loose words", "<p>Loose words</p>"),
        ("<p>One<p>Two", "<p>One</p>\n<p>Two</p>"),
        ("One<br><br>Two<br>Three<br>", "<p>One</p>\n<p>Two<br/>Three</p>"),
        ("<div>One</div><div>  Two\n words </div>", "<p>One</p>\n<p>Two words</p>"),
        ("<p>&nbsp;</p><p> </p><b></b>", ""),
        ("<p>5 &lt; 6 &amp; «7»</p>", "<p>5 &lt; 6 &amp; «7»</p>"),
        ("<p><strong>Bold</strong><em> both</em></p>", "<p><b>Bold</b><i> both</i></p>"),
        ("<p><i><b>x</b></i><b>y</b></p>", "<p><b><i>x</i>y</b></p>"),
        ("<p>H<sub>2</sub>O, m<sup>2</sup></p>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("<b><p>One</p><p>Two</p></b>", "<p><b>One</b></p>\n<p><b>Two</b></p>"),
        ("<p>a<script>alert(1)</script><style>p{}</style>b</p>", "<p>ab</p>"),
        ("<p><font color=red>Red</font> <span>words</span></p>", "<p>Red words</p>"),
        ("<pre>one\n two</pre>", "<p>one<br/>two</p>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<hr/>\n<p>b</p>"),
    ],
)
def test_text(html: str, cleaned: str):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            '<a href="https://a.example/?a=1&b=2">x</a>',
            '<p><a href="https://a.example/?a=1&amp;b=2">x</a></p>',
        ),
        (
            '<a href="mailto:a@b.example" onclick="x()">x</a>',
            '<p><a href="mailto:a@b.example">x</a></p>',
        ),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="data:text/html,x">x</a>', "<p>x</p>"),
        ('<a href=" java&#10;script:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="http://[x">x</a>', "<p>x</p>"),
        ("<a name=top>x</a>", "<p>x</p>"),
        ('<a linktype="page" id="3">x</a>', "<p>x</p>"),
    ],
)
def test_links(html: str, cleaned: str):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        (
            "<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>",
            "<h2>A</h2>\n<h2>B</h2>\n<h3>C</h3>\n<h3>D</h3>",
        ),
        ("<h2><b>A</b><br>title</h2>", "<h2>A title</h2>"),
        ("<h2> </h2>", ""),
        (f"<h2>{LONG}</h2>", f"<p><b>{LONG.strip()}</b></p>"),
        ('<h3><a href="/en/">A</a></h3>', '<p><a href="/en/"><b>A</b></a></p>'),
    ],
)
def test_headings(html: str, cleaned: str):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<ul><li>a<li><p>b</p><p>c</p></ul>", "<ul><li>a</li><li>b<br/>c</li></ul>"),
        (
            "<ul><li>a<ol><li>b</li></ol></li></ul>",
            "<ul><li>a<ol><li>b</li></ol></li></ul>",
        ),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><ul><li>b</li></ul></li></ul>", "<ul><li>b</li></ul>"),
        ("<ul>loose<li></li></ul><ol></ol>", "<ul><li>loose</li></ul>"),
    ],
)
def test_lists(html: str, cleaned: str):
    assert clean(html) == cleaned


def test_quote_with_attribution():
    html = "<blockquote><p>Words.</p><p>More.</p><footer><cite>Ann</cite>, mentor</footer></blockquote>"
    assert clean(html) == html
    assert read(html)[0].value == {"text": "Words.\n\nMore.", "name": "Ann", "role": "mentor"}
    for end in ("<footer>— Ann, mentor</footer>", "<p>— <cite>Ann</cite></p>", "<cite>Ann</cite>"):
        assert read(f"<blockquote><p>Words.</p>{end}</blockquote>")[0].value["name"] == "Ann"


def test_quote_of_a_role_only():
    html = "<blockquote><p>Words.</p><footer><cite></cite>A mentor</footer></blockquote>"
    assert clean(html) == html
    assert read(html)[0].value["role"] == "A mentor"


def test_quote_that_a_block_cannot_hold_stays_as_text():
    linked = '<blockquote><p>See <a href="/en/">here</a></p></blockquote>'
    assert clean(linked) == '<p><i>See </i><a href="/en/"><i>here</i></a></p>'
    assert "<blockquote>" not in clean(f"<blockquote>{'word ' * 130}</blockquote>")


def test_table():
    html = (
        "<table><caption>Rates</caption><tr><th>Year<th>Rate</tr>"
        "<tr><th rowspan=2>2019<td><p>5</p><p>6</p></tr><tr><td>7</tr><tr><td colspan=2>x</tr></table>"
    )
    cleaned = clean(html).replace("\n", "")
    assert cleaned == (
        "<table><caption>Rates</caption><thead><tr><th>Year</th><th>Rate</th></tr></thead><tbody>"
        "<tr><td><b>2019</b></td><td>5<br/>6</td></tr><tr><td></td><td>7</td></tr>"
        "<tr><td>x</td><td></td></tr></tbody></table>"
    )
    assert clean(cleaned) == clean(html)


def test_pictures_of_the_import_become_blocks_and_others_links():
    own = '<p>a <img src="images/my%20hall.jpg" alt="A hall"> b</p>'
    assert [block.type for block in read(own)] == ["text", "image", "text"]
    assert read(own)[1].value["image"] == "my hall.jpg"
    away = (
        '<p><img src="https://a.example/x.jpg" alt="A hall"><img src="https://a.example/y.gif"></p>'
    )
    assert clean(away) == '<p><a href="https://a.example/x.jpg">A hall</a></p>'
    linked = '<p><a href="/x"><img src="//a.example/x" alt="A"></a> <a href="/y">b<img src=z alt=c></a></p>'
    assert clean(linked) == '<p><a href="/x">A</a> <a href="/y">b</a></p>'
    assert clean('<img src="data:image/png;base64,xx" alt="x">') == ""


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        (
            "image",
            '<figure><img src="images/a.jpg" alt="A"/>'
            "<figcaption>Hall<small>Ann</small></figcaption></figure>",
        ),
        (
            "gallery",
            '<figure class="gallery">\n<figure><img src="images/a.jpg" alt="A"/></figure>\n'
            '<figure><img src="images/b.jpg" alt="B"/></figure>\n</figure>',
        ),
        ("figures", '<dl class="figures">\n<dt>clubs</dt><dd>400+</dd>\n</dl>'),
        (
            "callout",
            "<aside><h2>How to apply</h2>\n<p>Write to <b>us</b>.</p>\n<ul><li>x</li></ul>\n</aside>",
        ),
        ("embed", '<iframe src="https://video.example/1" title="The school"></iframe>'),
    ],
)
def test_blocks_keep_their_form(kind: str, html: str):
    assert [block.type for block in read(html)] == [kind]
    assert clean(html) == html


@pytest.mark.parametrize(
    ("html", "url", "title"),
    [
        ('<iframe src="//video.example/1"></iframe>', "https://video.example/1", "video.example"),
        (
            '<audio title="Talk"><source src="https://a.example/1.mp3"><a href="/x">x</a></audio>',
            "https://a.example/1.mp3",
            "Talk",
        ),
    ],
)
def test_embeds_are_addresses(html: str, url: str, title: str):
    assert read(html) == [("embed", {"url": url, "title": title})]


def test_embed_without_a_web_address_leaves_its_words():
    assert clean('<iframe src="data:text/html,x">x</iframe>') == ""
    assert clean('<audio><a href="https://a.example/1.mp3">Listen</a></audio>') == (
        '<p><a href="https://a.example/1.mp3">Listen</a></p>'
    )


def test_many_figures_fill_several_blocks():
    pairs = "".join(f"<dt>clubs</dt><dd>{number}</dd>" for number in range(8))
    assert [len(block.value["figures"]) for block in read(f'<dl class="figures">{pairs}</dl>')] == [
        6,
        2,
    ]
    assert clean("<dl><dt>Term</dt><dd>Meaning</dd></dl>") == "<p><b>Term</b></p>\n<p>Meaning</p>"


def test_depth_is_bounded():
    with pytest.raises(TooDeepError):
        clean("<div>" * 5_000)
    assert clean("<p>x" * 5_000).count("<p>") == 5_000


UGLY = [
    '<div class="box"><p style="text-align:center"><strong><a href="#x" name="y">1</a></strong>&nbsp;</p>'
    "<h4><em>Why?</em></h4>text<ul><li><h3>In a list</h3></li></div>",
    '<ol start="3"><li>c<table><tr><td>x</td><td>y</td></tr></table></li></ol>',
    '<blockquote class="x"><p lang="en">Hello <a href="http://t.example">x</a></p>&mdash; Ann</blockquote>',
    "<table><tr><td><ul><li>a<li>b</ul></td><td><table><tr><td>z</table></td></tr></table>",
    "<p>a<b>b<p>c</b>d</p><location>e</location><u>f</u> <code>g()</code>",
    '<aside><p>No title</p></aside><aside><h2>T</h2><p>x</p><hr><img src="images/x.png" alt="p"></aside>',
    '<figure><img src="http://x.example/y" alt="A"><figcaption>B <a href="/c">c</a></figcaption></figure>',
    "<table><tr><th>Only</th><th>headings</th></tr></table>",
    "<p>a\u00a0 \u00a0<br>\u00a0<br>b</p><h2>\u00a0c\u00a0</h2><li>d",
]


@pytest.mark.parametrize("html", UGLY)
def test_cleaning_twice_changes_nothing(html: str):
    assert clean(clean(html)) == clean(html) != ""


@pytest.mark.skipif(not REAL.exists(), reason="the real articles are not on this machine")
def test_cleaning_real_articles_twice_changes_nothing():
    kinds = set(BodyBlock.base_blocks)
    with gzip.open(REAL, "rt") as lines:
        for line in lines:
            cleaned = clean(json.loads(line)["body_html"])
            assert clean(cleaned) == cleaned
            assert {block.type for block in read(cleaned)} <= kinds
