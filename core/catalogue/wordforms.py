"""How people bend and pad the name of an app in Norwegian: `nettbanken`, `Vipps-appen`, `last ned TikTok`."""

from __future__ import annotations

_SHORTEST_STEM = 4
_APP = ("appene", "appen", "app", "programmet", "program")
"""Ends of compounds that only say that it is an app."""
_DEFINITE = ("ene", "ane", "en", "et", "a")
"""Ends of nouns with the article, in bokmål and nynorsk."""
_FILLERS = frozenset(
    {
        *("app", "appen", "apper", "appene", "applikasjon", "applikasjonen", "program", "programmet"),
        *("last", "ned", "laste", "nedlasting", "installere", "gratis", "download", "install", "free"),
        *("for", "til", "pa", "i", "the", "android", "ios", "iphone", "ipad", "windows", "mac"),
    }
)
"""Words of a question that are seldom part of a name, loosened."""


def plain_forms(key: str) -> tuple[str, ...]:
    """The squeezed key without what stands for "app" at its end, and without the article; longest first."""
    forms = [key[: -len(end)] for end in _APP if key.endswith(end)][:1]
    # After a compound with `s`, as in `skatteetatsappen`.
    forms += [form[:-1] for form in forms if form.endswith("s")]
    forms += [form[: -len(end)] for form in (key, *forms) for end in _DEFINITE if form.endswith(end)]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST_STEM))


def without_fillers(words: tuple[str, ...]) -> tuple[str, ...]:
    """The loosened words that can be part of a name."""
    return tuple(word for word in words if word not in _FILLERS)
