"""Cards per second over the whole catalogue in 28 situations, and what surrounds the pure function.

Three figures of one run, each over every app of the catalogue in every device situation and information class:

    decide   the bare decision, as for the badges of a list
    assess   the whole card, facts already gathered
    desk     the whole card as a user gets it: reading the facts from the file, gathering, assessing

The share of time outside the pure function is (desk - assess) / desk. Goal: at most 10 per cent.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._report import Figure, report
from core.catalogue.store import CatalogueStore
from core.errors import Silent
from core.guidance.store import guidance
from core.publishing.build import build
from core.risk.assess import card
from core.risk.decide import Subject, decide
from core.risk.desk import Desk
from core.rules.load import load_rules
from core.rules.model import Rules
from core.situation import Device, InformationClass, Situation

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def situations() -> tuple[Situation, ...]:
    """The 7 device situations by the 4 information classes, for an ordinary employee of a municipality."""
    return tuple(
        Situation(NOW.date(), device=device, information=kind) for device in Device for kind in InformationClass
    )


def seconds(work: Callable[[], None]) -> float:
    """Best of three runs, in seconds."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def measure(path: Path, rules: Rules) -> tuple[Figure, ...]:
    """All figures for the catalogue at `path`."""
    with CatalogueStore.open(path) as store:
        advice = guidance(store)
        apps = store.apps()
        desk = Desk(store, advice, rules)
        day = situations()[0]
        subjects = tuple(about for app in apps if (about := desk.subject(app.id, day)) is not None)
        cards = len(apps) * len(situations())
        bare = seconds(lambda: _each(subjects, lambda about, here: decide(about, here, rules)))
        whole = seconds(lambda: _each(subjects, lambda about, here: card(about, here, NOW, rules)))
    served = seconds(lambda: _serve(path, rules))
    outside = max(0.0, served - whole) / served
    return (
        Figure("apps × situations", cards, "cards"),
        Figure("decide", cards / bare, "decisions a second"),
        Figure("assess", cards / whole, "cards a second"),
        Figure("desk, file to card", cards / served, "cards a second"),
        Figure("time for one card", 1000 * whole / cards, "ms"),
        Figure("share outside the pure function", 100 * outside, "per cent", goal=10.0, lower_is_better=True),
    )


def _each(subjects: tuple[Subject, ...], work: Callable[[Subject, Situation], object]) -> None:
    for about in subjects:
        for here in situations():
            work(about, here)


def _serve(path: Path, rules: Rules) -> None:
    """From the closed file to every card."""
    with CatalogueStore.open(path, verify=False) as store:
        desk = Desk(store, guidance(store), rules)
        for app in store.apps():
            for here in situations():
                desk.card(app.id, here, NOW)


def main() -> None:
    """Build the catalogue, measure and print."""
    rules = load_rules(ROOT / "resources" / "rules" / "rules.toml")
    with tempfile.TemporaryDirectory() as folder:
        path = build(ROOT / "resources" / "catalogue", Path(folder) / "catalogue.sqlite", Silent()).path
        report("card", measure(path, rules))


if __name__ == "__main__":
    main()
