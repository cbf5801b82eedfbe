"""A card on paper: a document that is set from plain text alone, and pages with numbers.

Nothing from outside is read as markup: every piece goes in through a text cursor, letter by letter. Paper is always
white, whatever the theme of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from core.facts import Fact
from core.guidance.match import Applicability, Match
from core.risk.model import Factor, RiskCard
from core.risk.sentences import level_words
from core.texts import outside
from core.texts.phrase import Argument, Phrase, Term, phrase, plural
from core.texts.words import capitalised
from gui import wording
from gui.card.context import CardContext
from gui.card.grounds import inputs
from gui.card.voices import official_lines, own_lines, ruling_lines
from gui.theme.metrics import TextStyle
from gui.theme.palette import LIGHT

_POINTS_A_PIXEL = 0.68
"""Paper is read from nearer than a screen."""
_SPACE_BELOW = 0.35
"""Below a paragraph, in its own line heights."""
_FOOT_LINES = 2.5


def paper_font(style: TextStyle) -> QFont:
    """The font of a style on paper, whatever the size of text on the screen."""
    font = style.font_at(1)
    font.setPointSizeF(style.value.pixels * _POINTS_A_PIXEL)
    return font


class Paper:
    """A document that grows paragraph by paragraph."""

    def __init__(self) -> None:
        self.document = QTextDocument()
        self.document.setDefaultFont(paper_font(TextStyle.BODY))
        self.document.setDocumentMargin(0)
        self.document.setUndoRedoEnabled(False)
        self._cursor = QTextCursor(self.document)
        self._is_empty = True

    def write(self, text: str, style: TextStyle = TextStyle.BODY, *, subtle: bool = False, hangs: bool = False) -> None:
        """A paragraph of plain text; one that hangs has its further lines a little to the right."""
        block, letters = QTextBlockFormat(), QTextCharFormat()
        size = paper_font(style).pointSizeF()
        block.setTopMargin(size if style in _HEADINGS and not self._is_empty else 0)
        block.setBottomMargin(size * _SPACE_BELOW)
        if hangs:
            block.setLeftMargin(size)
            block.setTextIndent(-size)
        if style in _HEADINGS:
            block.setHeadingLevel(_HEADINGS.index(style) + 1)
        letters.setFont(paper_font(style))
        letters.setForeground(QColor(LIGHT.subtle if subtle else LIGHT.ink))
        if self._is_empty:
            self._cursor.setBlockFormat(block)
            self._cursor.setCharFormat(letters)
        else:
            self._cursor.insertBlock(block, letters)
        self._is_empty = False
        self._cursor.insertText(outside.passage(text), letters)

    def items(self, texts: Iterable[str]) -> None:
        """A list, one line each."""
        for text in texts:
            self.write(f"•\u2002{text}", hangs=True)


_HEADINGS = (TextStyle.TITLE, TextStyle.HEADING, TextStyle.SECTION)


def card_document(context: CardContext) -> QTextDocument:
    """The card as a document: who, for what situation, the answer, why, what holds, and every fact with its source."""
    paper = Paper()
    _head(context, paper)
    _answer(context, paper)
    _voices(context, paper)
    _factors(context, paper)
    _guidance(context, paper)
    _facts(context, paper)
    return paper.document


def _head(context: CardContext, paper: Paper) -> None:
    card = context.card
    paper.write(outside.name(card.app.name), TextStyle.TITLE)
    if context.answered.is_known:
        parts = wording.publisher_and_owner(card, card.owner)
        paper.write(capitalised(" – ".join(context.words.say(part) for part in parts)), subtle=True)
    else:
        paper.write(context.say(phrase("Not in the catalogue")), subtle=True)
    asked = "; ".join(f"{context.say(name)}: {value}" for name, value in inputs(context))
    paper.write(asked, TextStyle.SMALL, subtle=True)


def _answer(context: CardContext, paper: Paper) -> None:
    verdict = context.card.verdict
    if (held := verdict.exemption.in_force) is not None:
        paper.write(context.say(phrase("You have an exemption until {until}.", until=held.until)), TextStyle.STRONG)
    paper.write(context.say(verdict.sentence), TextStyle.HEADING)
    paper.items(context.say(reason) for reason in verdict.reasons)
    for remark in context.card.remarks:
        paper.write(context.say(remark), TextStyle.SMALL)
    _section(context, paper, phrase("Conditions"), [condition.sentence for condition in verdict.conditions])
    _section(context, paper, phrase("The way forward"), verdict.next_steps)
    _section(context, paper, phrase("What would change the answer"), [wording.flip(flip) for flip in verdict.flips])


def _section(context: CardContext, paper: Paper, title: Phrase, sentences: Sequence[Phrase]) -> None:
    if sentences:
        paper.write(context.say(title), TextStyle.SECTION)
        paper.items(context.say(sentence) for sentence in sentences)


def _voices(context: CardContext, paper: Paper) -> None:
    paper.write(context.say(phrase("Three voices")), TextStyle.SECTION)
    for title, lines in (
        (phrase("Official advice"), official_lines(context)),
        (phrase("Our rule"), ruling_lines(context)),
        (phrase("Appvett's own assessment"), own_lines(context)),
    ):
        paper.write(context.say(title), TextStyle.STRONG)
        paper.write(" · ".join(line.rstrip(".") for line in lines))


def _factors(context: CardContext, paper: Paper) -> None:
    found = [(name, factor) for name in ("value", "threat", "vulnerability") if (factor := _factor(context.card, name))]
    if found:
        paper.write(context.say(phrase("Three factors")), TextStyle.SECTION)
    for name, factor in found:
        level = level_words(factor.level, factor.provisional, factor.at_least)
        rules: Argument = (factor.rule, *factor.also)
        said = phrase("{factor}: {level} ({rules})", factor=Term(f"factors.{name}.label"), level=level, rules=rules)
        paper.write(context.say(said), TextStyle.STRONG)
        paper.items(context.say(cause) for cause in factor.caption)


def _factor(card: RiskCard, name: str) -> Factor | None:
    found: Factor | None = getattr(card, name)
    return found


def _guidance(context: CardContext, paper: Paper) -> None:
    matches = context.card.guidance or context.card.general
    if matches:
        paper.write(context.say(phrase("Advice and rules")), TextStyle.SECTION)
    told = [match for match in matches if match.applicability in _TOLD]
    for match in told:
        _entry(context, paper, match)
    if rest := len(matches) - len(told):
        more = plural(
            "{count} more entry, for comparison or as background, stands in Appvett.",
            "{count} more entries, for comparison or as background, stand in Appvett.",
            count=rest,
        )
        paper.write(context.say(more), subtle=True)


_TOLD = (Applicability.APPLIES, Applicability.REASONING_REACHES, Applicability.DOES_NOT_APPLY)
"""What is printed entry by entry; the rest is counted."""


def _entry(context: CardContext, paper: Paper, match: Match) -> None:
    applicability = Term(f"applicability.{match.applicability.value}.label")
    said = phrase("{applicability}: {entry}", applicability=applicability, entry=wording.spoken(match))
    paper.write(context.say(said), TextStyle.STRONG)
    gate = context.term(f"gates.{match.failed_gate.value}") if match.failed_gate else ""
    paper.write(" ".join(part for part in (match.advice.title, gate) if part))
    paper.write(match.advice.url, TextStyle.CAPTION, subtle=True)


def _facts(context: CardContext, paper: Paper) -> None:
    facts = [fact for fact in context.card.facts if fact.subject != "situation"]
    if facts:
        title = phrase("Sources: every fact ({number})", number=len(facts))
        paper.write(context.say(title), TextStyle.SECTION)
    for fact in facts:
        _fact(context, paper, fact)


def _fact(context: CardContext, paper: Paper, fact: Fact) -> None:
    paper.write(f"•\u2002{context.say(fact.statement)}", hangs=True)
    paper.write(context.say(wording.mark(fact)), TextStyle.CAPTION, subtle=True)
    for source in fact.sources:
        paper.write(source, TextStyle.CAPTION, subtle=True)


# ---- pages ----------------------------------------------------------------------------------------------------------


def print_document(context: CardContext, document: QTextDocument, device: QPagedPaintDevice) -> int:
    """Put a document on pages, each with a foot: what it is printed from, and the number of the page.

    Args:
        context: the card, for the words of the foot.
        document: what to print; it is laid out for the device.
        device: a printer, a file or a preview.

    Returns:
        The number of pages.
    """
    painter = QPainter(device)
    try:
        return _paint(context, document, device, painter)
    finally:
        painter.end()


def _paint(context: CardContext, document: QTextDocument, device: QPagedPaintDevice, painter: QPainter) -> int:
    room = QRectF(painter.viewport())
    painter.setFont(paper_font(TextStyle.CAPTION))
    foot = painter.fontMetrics().height() * _FOOT_LINES
    body = QRectF(0, 0, room.width(), room.height() - foot)
    # The layout must measure with the printer's own dots, or the lines on paper come out too long.
    document.documentLayout().setPaintDevice(device)
    document.setPageSize(QSizeF(body.size()))
    pages = document.pageCount()
    for page in range(pages):
        if page:
            device.newPage()
        _paint_page(document, painter, body, page)
        _paint_foot(context, painter, QRectF(0, body.height(), room.width(), foot), page + 1, pages)
    return pages


def _paint_page(document: QTextDocument, painter: QPainter, body: QRectF, page: int) -> None:
    shown = body.translated(0, page * body.height())
    painter.save()
    painter.translate(0, -shown.top())
    painter.setClipRect(shown)
    how = QAbstractTextDocumentLayout.PaintContext()
    how.clip = shown
    document.documentLayout().draw(painter, how)
    painter.restore()


def _paint_foot(context: CardContext, painter: QPainter, place: QRectF, page: int, pages: int) -> None:
    left = context.say(phrase("Printed from Appvett. Catalogue of {date}.", date=context.shelf.info.created.date()))
    right = context.say(phrase("Page {page} of {pages}", page=page, pages=pages))
    painter.save()
    painter.setFont(paper_font(TextStyle.CAPTION))
    painter.setPen(QColor(LIGHT.subtle))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, left)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, right)
    painter.restore()
