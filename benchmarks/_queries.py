"""Questions for measuring look-up, drawn from the names themselves with a fixed seed.

How they are drawn:

- Every app is as likely as every other; an app that does not fit the kind of question is drawn anew.
- Questions with mistakes come from names in plain Latin letters and figures. Mistakes are made in letters and figures
  only, each kind and each place equally likely, and what comes out is as many edits away from the name as was wanted,
  both folded: an insertion that a deletion takes back does not count.
- One mistake: the squeezed name has at least four letters; two: at least six. What is typed has at least four, too.
- A half-typed name ends somewhere between its middle and its last letter but one, after at least four letters.
- Former and other names are those that differ from the app's name, folded; names in native script are those, of
  either kind, in which most letters are not Latin.

The right answer is every app that has the name drawn among its names, folded. Whoever tunes uses `TUNING`; what is
reported is drawn with `REPORTED`.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from core.catalogue.fold import fold, is_latin, squeeze
from core.catalogue.model import Searchable
from core.publishing.listings.model import BY_NAME

REPORTED, TUNING = 20261123, 7
"""Seeds."""
LONGEST_TYPED = 12
"""Letters of a question that are typed one by one: by then people see what they mean, or stop."""

_FEWEST, _FEWEST_FOR_TWO = 4, 6
_TRIES = 400
"""Apps that are drawn for one question, on average, before a kind of question is given up."""
_TRIES_FOR_A_MISTAKE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the name that is meant."""

    text: str
    key: str
    """The name drawn, folded and squeezed."""


Edit = Callable[[random.Random, str], str | None]
"""Makes one mistake; None where it cannot be made."""


def key_of(name: str) -> str:
    """A name as names are compared: folded, without spaces."""
    return squeeze(fold(name))


def keystrokes(text: str, longest: int = LONGEST_TYPED) -> list[str]:
    """What stands in the field after each key while a question is typed."""
    return [text[:length] for length in range(1, min(len(text), longest) + 1)]


def draw(kind: str, apps: Sequence[Searchable], count: int, seed: int) -> list[Asked]:
    """Questions of one kind (see `KINDS`); fewer than wanted where the names do not give so many."""
    chance = random.Random(f"{seed} {kind}")  # noqa: S311 - not for secrets: the same questions in every run
    make, found = KINDS[kind], list[Asked]()
    for _ in range(count * _TRIES):
        if len(found) == count or not apps:
            break
        asked = make(chance, chance.choice(apps))
        if asked is not None:
            found.append(asked)
    return found


def right_answers(keys: Collection[str], apps: Sequence[Searchable]) -> Mapping[str, frozenset[str]]:
    """For each key, the apps that have a name with this key."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = frozenset(keys)
    for app in apps:
        for name in app.names:
            if (key := key_of(name)) in wanted:
                found[key].add(app.app)
    return {key: frozenset(apps) for key, apps in found.items()}


# ---- mistakes -------------------------------------------------------------------------------------------------------


def insert(chance: random.Random, text: str) -> str | None:
    """A letter too many, before, between or after those there are."""
    places = [*_letters(text), len(text)]
    place = chance.choice(places)
    return text[:place] + chance.choice(ascii_lowercase) + text[place:]


def delete(chance: random.Random, text: str) -> str | None:
    """A letter missing."""
    places = _letters(text)
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


def substitute(chance: random.Random, text: str) -> str | None:
    """Another letter in the place of one."""
    places = _letters(text)
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + chance.choice(ascii_lowercase.replace(text[place].lower(), "")) + text[place + 1 :]


def swap(chance: random.Random, text: str) -> str | None:
    """Two different neighbours in the place of each other."""
    letters = frozenset(_letters(text))
    places = [place for place in letters if place + 1 in letters and fold(text[place]) != fold(text[place + 1])]
    if not places:
        return None
    place = chance.choice(sorted(places))
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _letters(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isalnum()]


def mistaken(chance: random.Random, name: str, edits: Sequence[Sequence[Edit]]) -> str | None:
    """The name with as many mistakes as there are `edits`, one drawn from each; None where it cannot be done."""
    if not is_latin(fold(name)):
        return None
    for _ in range(_TRIES_FOR_A_MISTAKE):
        text: str | None = name
        for choices in edits:
            text = chance.choice(choices)(chance, text) if text is not None else None
        key = key_of(text or "")
        if len(key) >= _FEWEST and OSA.distance(key_of(name), key) == len(edits):
            return text
    return None


# ---- kinds of questions ---------------------------------------------------------------------------------------------

_ONE: Sequence[Sequence[Edit]] = ((insert, delete, substitute),)
_SWAP: Sequence[Sequence[Edit]] = ((swap,),)
_ANY: Sequence[Sequence[Edit]] = ((insert, delete, substitute, swap),)
_TWO: Sequence[Sequence[Edit]] = (*_ANY, *_ANY)


def _exact(_chance: random.Random, app: Searchable) -> Asked | None:
    key = key_of(app.names[0])
    return Asked(app.names[0], key) if key else None


def _half_typed(chance: random.Random, app: Searchable) -> Asked | None:
    half = _half(chance, app.names[0])
    return Asked(half, key_of(app.names[0])) if half else None


def _half(chance: random.Random, name: str) -> str | None:
    """The beginning of a name, letters enough to go on from."""
    places = _letters(name)
    least = max(_FEWEST, (len(places) + 1) // 2)
    if least >= len(places):
        return None
    return name[: places[chance.randrange(least, len(places))]].rstrip()


def _with_mistakes(
    edits: Sequence[Sequence[Edit]], fewest: int, chance: random.Random, app: Searchable
) -> Asked | None:
    name = app.names[0]
    key = key_of(name)
    text = mistaken(chance, name, edits) if len(key) >= fewest else None
    return Asked(text, key) if text else None


def _half_with_mistake(chance: random.Random, app: Searchable) -> Asked | None:
    half = _half(chance, app.names[0])
    text = mistaken(chance, half, _ANY) if half and len(key_of(half)) >= _FEWEST else None
    return Asked(text, key_of(app.names[0])) if text else None


def _other_name(chance: random.Random, app: Searchable) -> Asked | None:
    others = app.names[1:]
    own = key_of(app.names[0]) if others else ""
    names = [name for name in others if key_of(name) not in ("", own)]
    if not names:
        return None
    name = chance.choice(names)
    return Asked(name, key_of(name))


def _native(chance: random.Random, app: Searchable) -> Asked | None:
    names = [name for name in app.names if not name.isascii() and _is_native(name)]
    name = chance.choice(names) if names else ""
    return Asked(name, key_of(name)) if key_of(name) else None


def _is_native(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    foreign = [letter for letter in letters if not unicodedata.name(letter, "LATIN").startswith("LATIN")]
    return len(foreign) * 2 > len(letters)


KINDS: Mapping[str, Callable[[random.Random, Searchable], Asked | None]] = {
    "exact": _exact,
    "half-typed": _half_typed,
    "one edit": partial(_with_mistakes, _ONE, _FEWEST),
    "swap": partial(_with_mistakes, _SWAP, _FEWEST),
    "two edits": partial(_with_mistakes, _TWO, _FEWEST_FOR_TWO),
    "half-typed, one mistake": _half_with_mistake,
    "other name": _other_name,
    "native script": _native,
}
"""Every kind of question by its name."""


def draw_links(apps: Sequence[Searchable], count: int, seed: int) -> list[tuple[str, str]]:
    """(link or id, id of the app) for apps whose own id is one of a store with links, each form equally likely."""
    chance = random.Random(f"{seed} links")  # noqa: S311 - not for secrets: the same questions in every run
    fitting = [app.app for app in apps if app.app.partition(":")[0] in _LINKS and f":{BY_NAME}" not in app.app]
    chosen = [chance.choice(fitting) for _ in range(count if fitting else 0)]
    return [(chance.choice(pasted(*app.split(":", 1))), app) for app in chosen]


def pasted(store: str, store_id: str) -> list[str]:
    """Ways in which somebody pastes an app of a store; none for a store that has no links."""
    forms = _LINKS.get(store, ())
    return [f"{store}:{store_id}", *(form.format(id=store_id) for form in forms)] if forms else []


_LINKS = {
    "google-play": (
        "https://play.google.com/store/apps/details?id={id}",
        "play.google.com/store/apps/details?hl=no&id={id}&pcampaignid=web_share",
        "market://details?id={id}",
        "Hei, kan jeg bruke https://play.google.com/store/apps/details?id={id}?",
    ),
    "app-store": (
        "https://apps.apple.com/no/app/name/id{id}?mt=8",
        "https://itunes.apple.com/us/app/id{id}",
        "<itms-apps://itunes.apple.com/app/id{id}>",
    ),
    "f-droid": ("https://f-droid.org/nb/packages/{id}/", "f-droid.org/packages/{id}"),
}
