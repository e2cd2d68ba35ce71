"""Invented pages, ordinary and hostile."""

from __future__ import annotations

UKRAINIAN = "Порт Вельдри закрили в понеділок. Ніхто не постраждав, сказала начальниця порту.\n"
LONG = "The council of Veldra met again on Monday, and nobody in the hall said what for. " * 5

ORDINARY = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Harbour burned for three days | The Veldra Post</title>
<meta property="og:site_name" content="The Veldra Post"><meta name="author" content="Jo Lind">
<meta property="article:published_time" content="2024-03-02T10:00:00Z">
<link rel="canonical" href="https://post.example/harbour"></head>
<body><nav><a href="/">Home</a><a href="/more">More news</a></nav><article><h1>Harbour burned for three days</h1>
<p>The port of <b>Veldra</b> was closed on Monday. “We had no choice,” said <a href="/karr">Anna Karr</a>, the harbour
   master, who has run the port since the storm of two thousand and nine.</p>
<figure><img src="a.jpg" alt="fire"><figcaption>The warehouse seen from the quay on Tuesday.</figcaption></figure>
<h2>Losses</h2>
<p>Officials counted 340 damaged\u00a0ships.<br>He called it a disaster for the whole northern coast and its people.</p>
<blockquote><p>Nobody was hurt, and that is the main thing, she said.</p><p>We will rebuild the port.</p></blockquote>
<ul><li>The first boat sank at dawn.</li><li>The second <em>boat</em> sank at noon.</li></ul>
<table><tr><th>Ship</th><th>Loss</th></tr><tr><td>Anna</td><td>12</td></tr></table>
<p>The fire began in a warehouse. It burned for three days, and the smoke could be seen from the capital.</p>
</article><footer><p>Copyright The Veldra Post</p></footer></body></html>
"""

ORDINARY_TEXT = """The port of Veldra was closed on Monday. “We had no choice,” said Anna Karr, the harbour master, \
who has run the port since the storm of two thousand and nine.

## Losses

Officials counted 340 damaged\u00a0ships.
He called it a disaster for the whole northern coast and its people.

> Nobody was hurt, and that is the main thing, she said.
>
> We will rebuild the port.

- The first boat sank at dawn.
- The second boat sank at noon.

- Ship Loss
- Anna 12

The fire began in a warehouse. It burned for three days, and the smoke could be seen from the capital.
"""


def make_article_page(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>A page</title></head><body><article>{body}</article></body></html>"


def make_hostile_pages(size: int) -> dict[str, str]:
    """Return pages of about so many characters that cost more than they look."""
    words = "The council met again, and nobody said what for. "
    return {
        "nested blocks": "<html><body>" + _fill("<div>", size) + words * 9,
        "nested marks": "<html><body><p>" + _fill("<b><i>", size) + words * 9,
        "nested lists": "<html><body>" + _fill("<ul><li>a", size),
        "nested tables": "<html><body>" + _fill("<table><tr><td>a", size),
        "nested quotations": "<html><body>" + _fill("<blockquote><p>a</p>", size),
        "links": "<html><body>" + _fill("<div><a href=x>aaa bbb</a> ccc</div>", size),
        "spans": "<html><body><p>" + _fill("<span>a</span> ", size),
        "paragraphs": "<html><body><article>" + _fill(f"<p>{words}</p>", size),
        "attributes": "<html><body><p " + _fill("a='b' ", size) + f">{words * 9}",
        "one attribute": "<html><body><p class='" + "a " * (size // 2) + f"'>{words * 9}",
        "entities": "<html><body><p>" + _fill("&lt;&amp;&#x1F600;", size),
        "entity bomb": _declare_entities() + f"<html><body><article><p>{words * 9}&lol9;</p></article></body></html>",
        "scripts": "<html><body>" + _fill("<script>var a = '</p>';</script><p>a</p>", size),
        "line breaks": "<html><body><article><p>" + _fill("a<br>", size),
        "structured data": "<html><head><script type='application/ld+json'>" + "[" * size + "</script></head><body>",
        "unclosed tags": "<html><body>" + _fill("<p a=", size),
        "angle brackets": "<" * size,
        "comment": "<html><body><!--" + "-" * size,
        "one word": f"<html><body><article><p>{'a' * size}</p></article></body></html>",
        "white space": f"<html><body><article><p>{' ' * size}a</p></article></body></html>",
    }


def _fill(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def _declare_entities() -> str:
    levels = "".join(f"<!ENTITY lol{n} '{f'&lol{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY lol0 'lol'>{levels}]>"
