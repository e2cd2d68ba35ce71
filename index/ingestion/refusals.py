"""Why something that is handed in does not become an article; what each says is in messages.toml."""

from __future__ import annotations

from index.errors import Refusal


class DraftRefusal(Refusal):
    """What was handed in cannot become an article."""


class FileNameRefusal(DraftRefusal):
    """A file's name is a path, or holds what nobody can see."""

    key = "refusal.file_name"


class FileKindRefusal(DraftRefusal):
    """Only Markdown, plain text and HTML are read."""

    key = "refusal.file_kind"


class LargeFileRefusal(DraftRefusal):
    """A file or page is larger than is read."""

    key = "refusal.large_file"


class EncodingRefusal(DraftRefusal):
    """A file is in another encoding than it should be."""

    key = "refusal.encoding"


class ControlCharacterRefusal(DraftRefusal):
    """A text holds a character that no article has."""

    key = "refusal.control_character"


class FrontMatterRefusal(DraftRefusal):
    """The fields at the head of a file cannot be read."""

    key = "refusal.front_matter"


class MetadataRefusal(DraftRefusal):
    """A field cannot be kept as it was given."""

    key = "refusal.metadata"


class EmptyTextRefusal(DraftRefusal):
    """There is no text."""

    key = "refusal.empty_text"


class NoSentenceRefusal(DraftRefusal):
    """There is text, but no sentence that could be quoted."""

    key = "refusal.no_sentence"


class NoArticleRefusal(DraftRefusal):
    """A page has no article that could be found."""

    key = "refusal.no_article"


class ScriptPageRefusal(NoArticleRefusal):
    """A page is empty until a script fills it."""

    key = "refusal.script_page"


class ConsentPageRefusal(NoArticleRefusal):
    """A page asks for consent before it shows anything."""

    key = "refusal.consent_page"


class PaywallRefusal(NoArticleRefusal):
    """A page is for subscribers and shows nothing of the article."""

    key = "refusal.paywall"


class EmptyArchiveRefusal(DraftRefusal):
    """A web archive holds no page."""

    key = "refusal.empty_archive"


class SlowFileRefusal(DraftRefusal):
    """Reading a document took more time than it may."""

    key = "refusal.slow_file"


class HeavyFileRefusal(DraftRefusal):
    """Reading a document took more memory than it may."""

    key = "refusal.heavy_file"


class BrokenReaderRefusal(DraftRefusal):
    """A parser needs what it may not have: the program is wrong, and not the document."""

    key = "refusal.broken_reader"


class DamagedFileRefusal(DraftRefusal):
    """A document is not what it says it is."""

    key = "refusal.damaged_file"


class EncryptedFileRefusal(DraftRefusal):
    """A document cannot be read without a password."""

    key = "refusal.encrypted_file"


class ScannedPdfRefusal(DraftRefusal):
    """A PDF has pictures of pages and no text."""

    key = "refusal.scanned_pdf"


class LongPdfRefusal(DraftRefusal):
    """A PDF has more pages than are read."""

    key = "refusal.long_pdf"


class NoDocumentTextRefusal(DraftRefusal):
    """A document has no paragraph of text."""

    key = "refusal.no_document_text"


class NoFeedRefusal(DraftRefusal):
    """What should be a feed is none."""

    key = "refusal.no_feed"


class EmptyFeedRefusal(DraftRefusal):
    """A feed has no item that leads anywhere."""

    key = "refusal.empty_feed"


class ArchiveKindRefusal(DraftRefusal):
    """A zip is not one that an export made."""

    key = "refusal.archive_kind"


class MissingFileRefusal(DraftRefusal):
    """There is no file of this name."""

    key = "refusal.missing_file"


class UnreadableFileRefusal(DraftRefusal):
    """The system does not hand a file out."""

    key = "refusal.unreadable_file"


class EmptyFolderRefusal(DraftRefusal):
    """A folder has no file that could be read."""

    key = "refusal.empty_folder"


class DuplicateTextRefusal(DraftRefusal):
    """The corpus has this very text."""

    key = "refusal.duplicate_text"


class FetchRefusal(DraftRefusal):
    """An address is not fetched."""


class FetchingOffRefusal(FetchRefusal):
    """The settings do not allow fetching."""

    key = "refusal.fetching_off"


class UrlRefusal(FetchRefusal):
    """What was given is not an address of a page on the web."""

    key = "refusal.url"


class PrivateAddressRefusal(FetchRefusal):
    """A host is not on the public internet."""

    key = "refusal.private_address"


class UnknownHostRefusal(FetchRefusal):
    """Nobody knows a host."""

    key = "refusal.unknown_host"


class RedirectsRefusal(FetchRefusal):
    """A page leads on too often, or nowhere."""

    key = "refusal.redirects"


class StatusRefusal(FetchRefusal):
    """A server does not hand a page out."""

    key = "refusal.status"


class RobotsRefusal(FetchRefusal):
    """A server asks programs not to fetch an address."""

    key = "refusal.robots"


class LongFeedRefusal(DraftRefusal):
    """A feed has more `items` than are looked at; the others are passed over."""

    key = "refusal.long_feed"


class SitemapIndexRefusal(DraftRefusal):
    """A list of sitemaps cannot be followed."""

    key = "refusal.sitemap_index"


class TooManyRequestsRefusal(FetchRefusal):
    """A server asks for a pause."""

    key = "refusal.too_many_requests"

    @property
    def seconds(self) -> int:
        """Return how long the pause is; 0 where the server does not say."""
        told = self.values.get("seconds")
        return told if isinstance(told, int) else 0


class ContentTypeRefusal(FetchRefusal):
    """What an address leads to is no page."""

    key = "refusal.content_type"


class SlowPageRefusal(FetchRefusal):
    """A page took too long to arrive."""

    key = "refusal.slow_page"


class CertificateRefusal(FetchRefusal):
    """A server does not prove that it is the one."""

    key = "refusal.certificate"


class UnreachableRefusal(FetchRefusal):
    """A server cannot be reached, or breaks off."""

    key = "refusal.unreachable"


class ExpiredDraftRefusal(Refusal):
    """A draft was added, discarded or left alone for too long."""

    key = "refusal.draft"


class KeepingRefusal(Refusal):
    """A draft cannot be written to the disk."""

    key = "refusal.keeping"


def find_refusal(key: str) -> type[DraftRefusal]:
    """Return the kind of refusal that has a key."""
    return next((kind for kind in _list_kinds(DraftRefusal) if kind.key == key), DamagedFileRefusal)


def _list_kinds(kind: type[DraftRefusal]) -> list[type[DraftRefusal]]:
    kinds = kind.__subclasses__()
    return [*kinds, *(below for each in kinds for below in _list_kinds(each))]
