"""Why something that a moderator hands in does not become an article."""

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


class PdfRefusal(DraftRefusal):
    """A PDF has no text that could be quoted to the character."""

    key = "refusal.pdf"


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


class HeavyPageRefusal(DraftRefusal):
    """A page took more time or memory than reading one may."""

    key = "refusal.heavy_page"


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
