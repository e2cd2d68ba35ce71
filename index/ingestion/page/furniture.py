"""Lines that belong to a page and not to its article: prompts, credits, bylines, notices."""

from __future__ import annotations

import re

from index.ingestion.page.dates import is_date_line

_LONGEST = 300

_MORE = re.compile(
    r"(?:read|see|watch|listen|more|also|related|don.?t miss|in case you missed|next|up next|explore)\b[^.:!?]{0,30}[:|>»→]"
    r"|(?:read (?:more|next|also|the full)|more (?:on|from|about) (?:this|the|our)|click here|tap here|learn more|find out more)\b"
    r"|(?:читайте|читати|чита[йю]т|дивіться|див\.|також|докладніше|детальніше|нагадаємо, раніше ми писали)[^.!?]{0,40}:"
    r"|(?:читайте также|читайте ещё|читать далее|смотрите|подробнее|по теме|материалы по теме)\b[^.!?]{0,40}(?::|$)"
    r"|(?:lesen sie (?:auch|mehr|hier|dazu)|mehr (?:zum thema|dazu|lesen|themen)|lire aussi|à lire|lee también|lea también|te puede interesar"
    r"|noticias? relacionadas?|leggi anche|czytaj (?:więcej|też|także)|přečtěte si|leia (?:também|mais)|les også|läs (?:också|mer))\b",
    re.I,
)
_PROMPT = re.compile(
    r"\b(?:sign up|signing up|subscribe|subscribed|register|sign in|log ?in|get)\b[^.!?]{0,80}"
    r"\b(?:newsletters?|inbox|emails?|updates|alerts|subscribers?|subscription|account|digest)\b"
    r"|\bnewsletters?\b[^.!?]{0,60}\b(?:sign up|subscribe|inbox|here)\b"
    r"|\b(?:follow|like|join) (?:us|our|the)\b[^.!?]{0,60}\b(?:facebook|twitter|instagram|telegram|whatsapp|x|youtube|channel|google news)\b"
    r"|\b(?:download|get) (?:the|our)\b[^.!?]{0,40}\bapp\b|already (?:a )?(?:subscriber|member|registered)|unlimited access"
    r"|(?:this|the) (?:article|story|content) is (?:only )?(?:for|reserved for|available to|exclusive to) (?:our )?(?:paying )?(?:subscribers|members)"
    r"|cancel (?:at )?any ?time|free trial|your (?:email|e-mail) address|privacy (?:policy|notice)|terms (?:of (?:use|service)|& conditions|and conditions)"
    r"|please (?:enable|turn on|activate) (?:javascript|cookies)|enable javascript|browser (?:version|does not support)"
    r"|(?:this )?video can ?not be played|(?:article|story) continues (?:after|below)|(?:you can |please )?subscribe (?:here|now|today)\b"
    r"|reader-supported|consider becoming|\b(?:e-?mail|contact|reach|write to|get in touch with) (?:us|me|him|her|them|the|our|\w+ )[^.!?]{0,60}(?:@|\bat \d{3})"
    r"|support (?:our|independent|quality) journalism|become a (?:member|supporter|subscriber)"
    r"|підпи(?:сатися|суйтесь|шіться|суйся|шись)[^.!?]{0,60}(?:канал|telegram|телеграм|розсилк|нас|facebook|youtube)"
    r"|подпи(?:саться|сывайтесь|шитесь|сывайся|шись)[^.!?]{0,60}(?:канал|telegram|телеграм|рассылк|нас|facebook|youtube)"
    r"|(?:долучайтесь|приєднуйтесь|підтримай(?:те)?|присоединяйтесь|поддержи(?:те)?)[^.!?]{0,50}(?:telegram|канал|клуб|редакці|редакци|нас|патрон)"
    r"|(?:помітили|знайшли|заметили|нашли)[^.!?]{0,20}(?:помилку|ошибку)|ctrl\s*\+\s*enter"
    r"|(?:newsletter|probe-?abo)[^.!?]{0,60}(?:abonnieren|anmelden|bestellen)|(?:abonnieren|testen) sie|jetzt (?:abonnieren|anmelden|testen|lesen)"
    r"|s.inscrire à|inscrivez-vous|suscr[ií]b(?:ete|ase)|s[oó]lo para suscriptores|iscriviti|zapisz się|assine\b|abone ol",
    re.I,
)
_CREDIT = re.compile(
    r"\W*(?:photo(?:graph|graphy|grapher)?s?|pictures?|image|images|foto(?:s|graf)?|bild(?:er|quelle)?|video|illustration|graphics?|infografik|"
    r"фото|світлина|відео|видео|ілюстрація|иллюстрация)\s*(?:credit|by|courtesy|von|d'illustration)?\s*[:/©]"
    r"|(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|усі права захищено|все права защищены|<copyright)"
    r"|getty images$|[^.!?]{0,80}(?:/|via) (?:getty images|reuters|afp|ap|epa|shutterstock|istock)(?: images)?$",
    re.I,
)
_SOURCE = re.compile(
    r"\W*(?:quelle|source|sources|джерело|источник|fuente|fonte|źródło)\s*:\s*[^.!?]{1,60}$"
    r"|\(?(?:(?:written|compiled|edited|reporting|additional reporting) by|(?:with|based on) (?:additional )?reporting (?:by|from))\b[^.!?]{3,150}[.)]*$"
    r"|[^.!?]{0,60}\b(?:views|opinions) expressed (?:in|by|here)\b|(?:думка|мнение|точка зрения|погляди)\b[^.!?]{0,60}(?:редакц|автор)[^.!?]{0,80}(?:збігат|совпада)"
    r"|\((?:quelle|source)\s*:[^)]{1,60}\)$|(?:dpa|afp|reuters|sda|apa|ap|pa media|epd|kna)(?:[/-][\w/-]{1,12})?$|our standards:",
    re.I,
)
_CONTACT = re.compile(
    r"(?:e-?mail|tel(?:ephone|efon)?|phone|fax|mobile|contacts?|kontakt|контакти?|тел(?:ефон)?)\b[^!?]{0,60}(?:@|\d{3})|(?:media|press) (?:enquiries|inquiries|contacts?)\W*$|notes to editors\W*$|share this page\W*$",
    re.I,
)
"""What follows a statement to the press."""

_BYLINE = re.compile(r"(?:by|von|por|par|автор[иы]?|text)\s*:?\s+[^.!?]{3,60}$", re.I)
_READING_TIME = re.compile(
    r"(?:lesezeit|reading time|read time|час читання|время чтения)\W.{0,20}$|\d{1,2}[ -]?(?:min(?:ute)?s?|minuten|хв|мин)\.? (?:read|lesezeit|lesedauer|читання|чтения)\w*$"
    r"|lesedauer\W.{0,20}$",
    re.I,
)
ABOUT_AUTHOR = re.compile(
    r"(?:about|meet) the (?:author|writer|photographer)s?|об авторе|про автор(?:а|ку)|über (?:den autor|die autorin)",
    re.I,
)
"""The heading of what a page says of who wrote its article."""

_SIGNATURE = re.compile(r"[—–-]\s*[^()]{2,60}\(@\w{1,30}\)")
_LABELS = re.compile(
    r"(?:advertisement|advertising|anzeige|werbung|реклама|publicidad|publicité|reklama|comments?|kommentare|коментарі|комментарии|share(?: this)?(?: article)?|"
    r"teilen|поділитися|поделиться|print(?: article)?|drucken|related(?: articles| stories| topics| content)?|recommended|most (?:read|popular|viewed)|trending|"
    r"popular|ähnliche|tags?|topics|themen|теги|order reprints|thank you|sorry!?|read in app|view comments|skip advertisement|listen to this article|"
    r"more on this(?: story)?|more from .{2,40}|latest videos from|read preview|copy link|copied|link copied|save|saved|ad|loading\.*)\W*$",
    re.I,
)


def is_furniture(line: str, *, at_head: bool = False, at_end: bool = False) -> bool:
    """Return whether a line is a page's own; at the edges of an article bylines are, and at its end sources."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return False
    if _LABELS.match(line) or is_date_line(line) or _READING_TIME.search(line) or _CREDIT.match(line):
        return True
    if _MORE.match(line) or _SIGNATURE.match(line):
        return True
    if _PROMPT.search(line) and not _is_reported(line):
        return True
    if at_end and (_SOURCE.match(line) or _CONTACT.match(line)):
        return True
    return (at_head or at_end) and bool(_BYLINE.match(line)) and len(line.split()) <= 9


def _is_reported(line: str) -> bool:
    """Return whether a line tells what somebody said, so that it is news about subscriptions."""
    return bool(
        re.search(r"[“”«»„]|\b(?:said|says|told|according|announced|reported|сказа[влн]|заяви[влт])", line, re.I)
    )
