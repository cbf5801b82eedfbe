"""The pages as they would be printed, with buttons of our own: print, save as PDF, larger, smaller, close."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from core.texts import outside
from core.texts.phrase import Phrase, phrase
from gui.card.context import CardContext
from gui.printing import card_document, print_document
from gui.theme.metrics import TextStyle
from gui.watch import waiting_for_person
from gui.widgets.announce import announce
from gui.widgets.buttons import Button, ButtonRole
from gui.widgets.choices import Option
from gui.widgets.fields import ChoiceField
from gui.widgets.layouts import Flow
from gui.widgets.plain_label import PlainLabel

_MAIN, _OTHER = ButtonRole.PRIMARY, ButtonRole.PLAIN
_MARGIN_POINTS = 40
_CHOICE_WIDTH = 220


class PrintPreview(QDialog):
    """Shows the pages of a card; works without a printer, and says so.

    Args:
        context: the card.
        parent: the window.
        printers: names of the printers that there are; None: ask the system.
    """

    def __init__(self, context: CardContext, parent: QWidget | None = None, printers: list[str] | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._printers = QPrinterInfo.availablePrinterNames() if printers is None else printers
        self._printer = _a_printer()
        self.pages = 0
        name = outside.name(context.card.app.name)
        # Titles are read by more than the person before the screen: no app is named there.
        self.setWindowTitle(context.say(phrase("Print preview")))
        self.preview = QPrintPreviewWidget(self._printer, self)
        self.preview.setAccessibleName(self._say_name(name))
        self.preview.paintRequested.connect(self._paint)
        self.print: Button | None = None
        self._choice: ChoiceField[str] | None = None
        self.told = PlainLabel("", TextStyle.SMALL)
        self.told.hide()
        layout = QVBoxLayout(self)
        layout.addLayout(self._bar())
        layout.addWidget(self.told)
        if not self._printers:
            self._tell(phrase("No printer was found on this machine. The pages can be saved as PDF."))
        layout.addWidget(self.preview, 1)
        self.resize(860, 820)
        self.preview.fitToWidth()

    def save_pdf(self, path: Path) -> None:
        """Write the pages to a file, and tell how that went."""
        try:
            with path.open("ab"):
                pass
        except OSError:
            self._tell(phrase("The file could not be written. Nothing was changed. Choose another folder."))
            return
        printer = _a_printer()
        printer.setOutputFileName(str(path))
        print_document(self._context, card_document(self._context), printer)
        self._tell(phrase("Saved as {file}.", file=path.name))

    def _tell(self, said: Phrase) -> None:
        self.told.setText(self._context.say(said))
        self.told.show()
        announce(self, self.told.text())

    def _say_name(self, name: str) -> str:
        return self._context.say(phrase("Print preview: {name}", name=name))

    def _bar(self) -> Flow:
        say, flow = self._context.say, Flow(gap=6, line_gap=4)
        if self._printers:
            options = [Option(name, outside.line(name)) for name in self._printers]
            self._choice = ChoiceField(say(phrase("Printer")), options, self._printers[0])
            self._choice.setMinimumWidth(_CHOICE_WIDTH)
            flow.addWidget(self._choice)
        first, second = (_MAIN, _OTHER) if self._printers else (_OTHER, _MAIN)
        self.print = Button(say(phrase("Print now")), first, picture="print")
        self.print.setEnabled(bool(self._printers))
        self.print.clicked.connect(self._print)
        save = Button(say(phrase("Save as PDF …")), second)
        save.clicked.connect(self._choose_file)
        larger, smaller = Button(say(phrase("Larger"))), Button(say(phrase("Smaller")))
        larger.clicked.connect(lambda _: self.preview.zoomIn())
        smaller.clicked.connect(lambda _: self.preview.zoomOut())
        close = Button(say(phrase("Close")))
        close.clicked.connect(self.reject)
        for button in (self.print, save, larger, smaller, close):
            flow.addWidget(button)
        return flow

    def _paint(self, printer: QPrinter) -> None:
        self.pages = print_document(self._context, card_document(self._context), printer)

    def _print(self) -> None:
        if self._choice is None:
            return
        printer = _a_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
        printer.setPrinterName(self._choice.value())
        self._paint(printer)
        self.accept()

    def _choose_file(self) -> None:
        say = self._context.say
        suggested = f"{self._context.card.app.id or 'appvett'}.pdf"
        with waiting_for_person():
            chosen, _ = QFileDialog.getSaveFileName(self, say(phrase("Save as PDF")), suggested, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen))


def _a_printer() -> QPrinter:
    """Pages of A4 that need no printer until one is named."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    margins = QMarginsF(_MARGIN_POINTS, _MARGIN_POINTS, _MARGIN_POINTS, _MARGIN_POINTS)
    page, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(page, upright, margins, QPageLayout.Unit.Point))
    return printer
