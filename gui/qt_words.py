"""Qt's own words, in the menus and dialogs that Qt makes. Qt ships nynorsk; bokmål is ours, with nynorsk behind it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from core.texts.phrase import Language

BOKMAAL = {
    "&Undo": "&Angre",
    "&Redo": "&Gjør om",
    "Cu&t": "Klipp &ut",
    "&Copy": "&Kopier",
    "&Paste": "&Lim inn",
    "Delete": "Slett",
    "Select All": "Merk alt",
    "OK": "OK",
    "&OK": "&OK",
    "Cancel": "Avbryt",
    "&Cancel": "&Avbryt",
    "Close": "Lukk",
    "&Close": "&Lukk",
    "&Yes": "&Ja",
    "&No": "&Nei",
    "Save": "Lagre",
    "&Save": "&Lagre",
    "Open": "Åpne",
    "&Open": "&Åpne",
    "Help": "Hjelp",
    "Apply": "Bruk",
    "Reset": "Tilbakestill",
    "Print": "Skriv ut",
    "&Print": "&Skriv ut",
    "&Options >>": "&Valg >>",
    "&Options <<": "&Valg <<",
    "Print to File (PDF)": "Skriv til fil (PDF)",
    "Output &file:": "&Fil:",
    "&Name:": "&Navn:",
    "P&roperties": "&Egenskaper",
    "Location:": "Sted:",
    "Type:": "Type:",
    "Copies": "Kopier",
    "Pages from": "Sider fra",
    "to": "til",
    "Print all": "Skriv ut alt",
    "Triggers the action": "Utfører handlingen",
    "Toggles the state": "Endrer tilstanden",
    "Sets the focus": "Setter fokus",
    "Shows the menu": "Viser menyen",
    "Increase the value": "Øker verdien",
    "Decrease the value": "Senker verdien",
}
"""What the program lets Qt show or say: the menu of a text field, standard buttons, the print dialog, what a screen
reader is told of an action."""

_LOCALES = {Language.NB: "nb_NO", Language.NN: "nn_NO", Language.EN: "en_GB"}


class _Bokmaal(QTranslator):
    """Our own words, whatever part of Qt asks."""

    def translate(self, _context: str, source_text: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The word in bokmål; None lets Qt ask the next translator."""
        return BOKMAAL.get(source_text)  # type: ignore[return-value] # None is how Qt learns that there is none

    def isEmpty(self) -> bool:
        """It has words, though none of a file."""
        return False


class QtWords(QObject):
    """Has Qt speak the language of the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nynorsk, self._bokmaal = QTranslator(self), _Bokmaal(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._has_nynorsk = self._nynorsk.load("qtbase_nn", folder)

    def speak(self, language: Language) -> None:
        """Speak this language from now on."""
        QLocale.setDefault(QLocale(_LOCALES[language]))
        self.silence()
        if language is not Language.EN and self._has_nynorsk:
            QCoreApplication.installTranslator(self._nynorsk)
        if language is Language.NB:
            # The last one installed is asked first.
            QCoreApplication.installTranslator(self._bokmaal)

    def silence(self) -> None:
        """Leave Qt to its English."""
        for translator in (self._nynorsk, self._bokmaal):
            QCoreApplication.removeTranslator(translator)
