"""Which language a person wants: the one asked for, the one in the settings, the system's, else English."""

from __future__ import annotations

import locale
import sys
from collections.abc import Mapping

from core.texts.phrase import Language

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def system_language(environment: Mapping[str, str]) -> Language:
    """The language the system speaks, as far as it is one of ours; `no` and Danish are answered in bokmål."""
    for name in _VARIABLES:
        for wish in environment.get(name, "").split(":"):
            if wish and (language := _known(wish)):
                return language
        if environment.get(name) and name != "LANGUAGE":
            return Language.EN
    if sys.platform in ("win32", "darwin"):
        return _known(locale.getlocale()[0] or "") or Language.EN
    return Language.EN


def _known(name: str) -> Language | None:
    """The language that a locale's name begins with; Windows writes some of them in words."""
    folded = name.casefold().replace("-", "_")
    if folded.startswith(("nn", "norwegian nynorsk", "norwegian_nynorsk")):
        return Language.NN
    if folded.startswith(("nb", "no", "da", "norwegian", "danish")):
        return Language.NB
    return Language.EN if folded.startswith(("en", "english")) else None
