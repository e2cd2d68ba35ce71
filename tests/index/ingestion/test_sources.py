"""Feeds and sitemaps lead to documents, each fetched when its turn comes."""

from __future__ import annotations

import pytest

from index.ingestion.fetching.fetcher import FEED, FetchedPage
from index.ingestion.limited.reader import Reader
from index.ingestion.refusals import DraftRefusal, EmptyFeedRefusal, LongFeedRefusal, NoFeedRefusal, StatusRefusal
from index.ingestion.sources import list_documents
from tests.support.ingestion.pages import ORDINARY

ITEM = "https://news.example/harbour"
RSS = f"<rss version='2.0'><channel><title>P</title><item><title>H</title><link>{ITEM}</link></item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title><entry><title>H</title><link href='{ITEM}'/></entry></feed>"
JSON = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [{{"id": "1", "url": "{ITEM}"}}]}}'
SITEMAP = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{ITEM}</loc></url></urlset>"
INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://news.example/map</loc></sitemap></sitemapindex>"


class Site:
    """A site by its addresses; everything else is not there."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"https://news.example/{name}": page for name, page in pages.items()}

    async def fetch(self, url: str) -> FetchedPage:
        if url not in self.pages:
            raise StatusRefusal(host="news.example", status=404)
        kind = "text/html" if self.pages[url] is ORDINARY else FEED
        return FetchedPage(url, self.pages[url].encode(), kind, None)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON, SITEMAP, INDEX], ids=["rss", "atom", "json", "sitemap", "index"])
def test_a_feed_leads_to_its_items(reader: Reader, feed: str) -> None:
    """Of every dialect; a sitemap may be one of sitemaps."""
    site = Site(feed=feed, map=SITEMAP, harbour=ORDINARY)
    documents = list(list_documents(["https://news.example/feed"], site, reader))
    assert [document.source for document in documents] == [ITEM]
    draft = documents[0].make(reader)
    assert (draft.metadata.title, draft.metadata.url) == ("Harbour burned for three days", ITEM)


@pytest.mark.parametrize(
    ("feed", "refusal"),
    [
        ("<html><body>No feed</body></html>", NoFeedRefusal),
        ("{}", NoFeedRefusal),
        ("<rss version='2.0'><channel><title>P</title></channel></rss>", EmptyFeedRefusal),
        (RSS.replace("https:", "file:"), EmptyFeedRefusal),
        ("<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>]><r>&a;</r>", NoFeedRefusal),
    ],
)
def test_what_is_no_feed_is_one_refusal(reader: Reader, feed: str, refusal: type[DraftRefusal]) -> None:
    """And the other sources go on."""
    site = Site(feed=feed, harbour=ORDINARY)
    documents = list(list_documents(["https://news.example/feed", ITEM], site, reader))
    with pytest.raises(refusal):
        documents[0].make(reader)
    assert documents[1].make(reader).metadata.author == "Jo Lind"


@pytest.mark.parametrize("sample", [RSS, JSON, SITEMAP], ids=["rss", "json", "sitemap"])
def test_of_a_feed_of_5000_items_it_is_said_what_is_left(reader: Reader, sample: str) -> None:
    """The first thousand are documents, and one line says how many there are."""
    item = {
        RSS: f"<item><title>H</title><link>{ITEM}</link></item>",
        JSON: f'{{"id": "1", "url": "{ITEM}"}}',
        SITEMAP: f"<url><loc>{ITEM}</loc></url>",
    }[sample]
    feed = sample.replace(item, ("," if sample is JSON else "").join([item] * 5_000))
    *items, last = list_documents(["https://news.example/feed"], Site(feed=feed), reader)
    assert {document.source for document in items} == {ITEM}
    assert len(items) == 1_000
    with pytest.raises(LongFeedRefusal) as caught:
        last.make(reader)
    assert caught.value.values == {"items": 5_000, "most": 1_000}
