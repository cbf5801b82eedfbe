from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from core.catalogue.store import CatalogueStore
from core.catalogue.vocabulary import whole_vocabulary
from core.commands import main
from core.commands.as_text import card_text
from core.commands.page import Page
from core.commands.terminal import Terminal
from core.facts import Kind, Verified
from core.guidance.match import Applicability
from core.guidance.model import Strength
from core.risk.desk import Desk
from core.rules.levels import Answer, Gate, Level
from core.rules.model import Rules
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role
from core.texts import Language, pofile, translate
from core.texts.words import Words
from tests.builders import NOW, a_situation
from tests.core.commands.conftest import Run

NORWEGIAN = ("nb", "nn")


@pytest.mark.parametrize(
    "name",
    [
        "tiktok",
        "TikTok",
        "TIKTOK",
        "google-play:com.zhiliaoapp.musically",
        "https://play.google.com/store/apps/details?id=com.zhiliaoapp.musically",
        "musical.ly",
    ],
)
def test_an_app_is_found_by_id_name_store_id_and_link(name: str, run: Run) -> None:
    assert run("card", name, "--json").json["app"]["app"] == "tiktok"


def test_a_name_of_several_words_needs_no_quotes(run: Run) -> None:
    assert run("card", "Google", "Chrome", "--json").json["app"]["name"] == "Google Chrome"


@pytest.mark.parametrize("name", ["", " ", "\u00a0"])
def test_no_name_is_no_app(name: str, run: Run) -> None:
    done = run("card", name, "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "usage")


def test_an_app_that_nobody_knows_has_a_card_too(run: Run) -> None:
    done = run("card", "No Such App At All", "--json")
    assert (done.code, done.err) == (0, "")
    card = done.json
    assert card["app"]["app"] is None
    assert card["verdict"]["answer"] == "not-assessed"
    assert card["verdict"]["rule"] == "V5"
    assert card["assessment"] is None
    assert card["guidance"]
    assert card["factors"] == {"value": None, "threat": None, "vulnerability": None}
    assert "No Such App At All" in run("card", "No Such App At All").out


def test_a_name_that_fits_several_apps_is_refused_with_all_of_them(run: Run, store: CatalogueStore) -> None:
    name = _shared_name(store)
    if name is None:
        pytest.skip("no two apps of the catalogue share a name today")
    done = run("card", name, "--json")
    assert done.code == 1
    assert done.error["code"] == "ambiguous"
    assert len(done.error["candidates"]) > 1
    assert set(done.error["candidates"][0]) == {"app", "name", "publisher"}
    assert all(candidate["app"] in run("card", name).err for candidate in done.error["candidates"])


def _shared_name(store: CatalogueStore) -> str | None:
    from core.catalogue.search import Search

    with Search(store) as search:
        names = [name for app in store.apps() for name in (app.name, app.name.split()[0])]
        return next((name for name in names if search.best_match(name).candidates), None)


def test_options_describe_the_situation(run: Run) -> None:
    options = (
        "--org ministry --body smk --role management --device travel --class red --purpose official "
        "--platform web --date 2025-01-31"
    )
    assert run("card", "TikTok", "--json", *options.split()).json["situation"] == {
        "org": "ministry",
        "body": "smk",
        "role": "management",
        "device": "travel",
        "class": "red",
        "purpose": "official",
        "platform": "web",
        "date": "2025-01-31",
    }


def test_a_day_before_the_advice_has_no_advice(run: Run) -> None:
    card = run("card", "TikTok", "--json", "--date", "2023-01-01").json
    assert card["verdict"]["rule"] == "V6"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_clock_at_1970_does_not_make_advice_vanish(
    form: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    monkeypatch.setattr("core.commands.moments.system_moment", lambda: datetime(1970, 1, 1, tzinfo=UTC))
    done = run("card", "TikTok", *form, now=None)
    assert done.code == 0
    assert "The clock of this machine is wrong" in done.err
    if form:
        assert done.json["verdict"]["answer"] == "advised-against"
    else:
        assert "NSM advises against" in done.out


def test_a_moment_given_before_the_catalogue_is_told_too(run: Run) -> None:
    done = run("card", "TikTok", "--json", now="2020-01-01T00:00:00Z")
    assert "The moment given is before this catalogue was made" in done.err
    assert done.json["situation"]["date"] == "2026-11-23"
    asked = run("card", "TikTok", "--json", "--date", "2020-01-01", now="2020-01-01T00:00:00Z")
    assert asked.json["situation"]["date"] == "2020-01-01"


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("app", ["tiktok", "telegram", "signal", "zoom", "vipps", "opera", "no such app"])
def test_no_english_sentence_is_left_in_a_norwegian_card(app: str, language: str, run: Run) -> None:
    shown = " ".join(run("card", app, "--language", language).out.split())
    entries = pofile.read(translate.path_of(Language(language)).read_text("utf-8"))
    for entry in entries:
        # Short words, such as "no", stand in names and in Norwegian too.
        longest = max(re.split(r"\{\w+\}", entry.message), key=len).strip(" .,:;()")
        if entry.message and len(longest) > 12 and longest not in " ".join(entry.strings):
            assert longest not in shown, entry.message


@pytest.mark.parametrize("language", [*NORWEGIAN, "en"])
def test_text_fits_eighty_columns(language: str, run: Run) -> None:
    lines = run("card", "TikTok", "--language", language).out.splitlines()
    long = [line for line in lines if len(line) > 80 and "://" not in line]
    assert long == []


def test_the_answer_comes_first_then_the_way_forward(run: Run) -> None:
    shown = run("card", "TikTok", "--language", "nb").out
    order = [
        "[!] NSM fraråder",
        "Slik kan du gå fram",
        "Tre faktorer",
        "Råd og regler",
        "Hvem som eier den",
        "Hva den kan nå",
        "Hva som er funnet",
        "Hva som ville endret svaret",
        "Slik kom vi fram til svaret",
        "Kilder",
    ]
    places = [shown.index(part) for part in order]
    assert places == sorted(places)


def test_conditions_stand_with_their_ids(run: Run) -> None:
    shown = run("card", "Signal", "--language", "nb").out
    assert "[*] Greit med vilkår" in shown
    assert re.search(r"^  K1\s+Ikke bruk jobbkontoen i appen\.$", shown, re.MULTILINE)


def test_colour_is_only_for_a_screen(desk: Desk, store: CatalogueStore, rules: Rules) -> None:
    card = desk.card(store.apps()[0].id, a_situation(), NOW)
    assert card is not None

    def shown(*, colour: bool) -> str:
        page = Page(Words(Language.NB, whole_vocabulary(store)), Terminal(io.StringIO(), 80, colour))
        return card_text(card, (), store.ownership_facts(), rules, page)

    assert "\x1b[" not in shown(colour=False)
    assert "\x1b[" in shown(colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", shown(colour=True)) == shown(colour=False)


KEYS = (
    *(f"answers.{answer}.label" for answer in Answer),
    *(f"levels.{level}.label" for level in Level),
    *(f"devices.{device}.label" for device in Device),
    *(f"org_types.{org}.label" for org in Organisation),
    *(f"roles.{role}.label" for role in Role),
    *(f"classes.{name}.label" for name in InformationClass),
    *(f"purposes.{purpose}.label" for purpose in Purpose),
    *(f"platforms.{platform}.label" for platform in Platform),
    *(f"applicability.{word}.label" for word in Applicability),
    *(f"gates.{gate}" for gate in Gate),
    *(f"guidance_kinds.{strength}.label" for strength in Strength),
    *(f"fact_kinds.{kind}.label" for kind in Kind if kind is not Kind.NOT_RECORDED),
    *(f"verification.{mark}.label" for mark in Verified),
    *(
        f"evidence_basis.{basis}.label"
        for basis in ("documented incident", "legal exposure", "precautionary", "general")
    ),
    *(f"factors.{name}.label" for name in ("value", "threat", "vulnerability")),
    *(f"conditions.K{number}" for number in range(1, 11)),
    "rulings.no_ruling",
    "levels.provisional",
    "levels.at_least",
    "guidance_status.low_confidence",
)


@pytest.mark.parametrize("key", KEYS)
def test_every_value_has_words_in_all_languages(key: str, store: CatalogueStore) -> None:
    words = whole_vocabulary(store)[key]
    assert all(words.of(language) for language in Language)


def test_every_app_has_a_card_in_text(store: CatalogueStore, desk: Desk, rules: Rules) -> None:
    page = Page(Words(Language.NN, whole_vocabulary(store)), Terminal(io.StringIO()))
    for app in store.apps():
        card = desk.card(app.id, a_situation(), NOW)
        assert card is not None
        assert app.name in card_text(card, store.alternatives(app), store.ownership_facts(), rules, page)


def test_without_a_catalogue_the_card_says_what_to_do(tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main(["card", "TikTok", "--data", str(tmp_path / "none")], out, err, {"LANG": "nb_NO"}) == 1
    assert out.getvalue() == ""
    assert "Det er ingen katalog" in err.getvalue()
    assert "catalogue build" in err.getvalue()
    assert not (tmp_path / "none").exists()
