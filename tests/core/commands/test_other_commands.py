"""lookup, compare, guidance, rules and catalogue."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from core.commands import main
from core.settings.folders import resource_folder
from tests.core.commands.conftest import Run


def test_lookup_tells_name_answer_and_what_sets_apps_apart(run: Run) -> None:
    shown = run("lookup", "tik tok", "--language", "nb").out
    first, about, *_ = shown.splitlines()
    assert first.split("[!]") == ["TikTok".ljust(42), " Fraråder"]
    assert about.startswith("  tiktok · Android · ")
    assert "Kina" in shown


def test_lookup_without_hits_says_that_this_is_not_safe(run: Run) -> None:
    done = run("lookup", "xyzzyxyzzy")
    assert (done.code, done.err) == (0, "")
    assert "That does not mean that it is safe" in done.out
    assert run("lookup", "xyzzyxyzzy", "--json").json["matches"] == []


def test_lookup_shows_as_many_as_asked_for(run: Run) -> None:
    assert len(run("lookup", "goo", "--limit", "3", "--json").json["matches"]) == 3


def test_compare_says_it_in_words_first(run: Run) -> None:
    shown = run("compare", "TikTok", "Instagram", "--language", "nb").out
    assert shown.startswith("Begge har høy sårbarhet (S4, S2).\nTrusselen skiller dem: ")
    assert "Svaret er ulikt fordi NSM nevner TikTok (V3)" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_compare_refuses_an_app_that_is_not_there(run: Run) -> None:
    done = run("compare", "TikTok", "No Such App", "--json")
    assert (done.code, done.error["code"]) == (1, "unknown-app")


def test_guidance_by_issuer_and_app(run: Run) -> None:
    every = run("guidance", "--json").json["entries"]
    by_nsm = run("guidance", "--issuer", "nsm", "--json").json["entries"]
    on_tiktok = run("guidance", "--app", "TikTok", "--json").json["entries"]
    assert len(every) > len(by_nsm) > 0
    assert {entry["authority"] for entry in by_nsm} == {"NSM"}
    assert on_tiktok[0]["id"] == "nsm-2023-tiktok-telegram"
    assert on_tiktok[0]["applicability"] == "applies"


def test_guidance_without_an_app_says_what_speaks_to_the_situation(run: Run) -> None:
    def found(*options: str) -> str:
        entries = run("guidance", "--json", *options).json["entries"]
        return next(str(e["applicability"]) for e in entries if e["id"] == "nsm-2023-tiktok-telegram")

    assert found() == "applies"
    assert found("--device", "separate") == "does-not-apply"
    assert found("--platform", "web") == "reasoning-reaches"


def test_guidance_without_hits_is_no_error(run: Run) -> None:
    done = run("guidance", "--issuer", "nobody at all")
    assert done.code == 0
    assert "No guidance was found" in done.out
    assert run("guidance", "--app", "No Such App", "--json").code == 0


def test_rules_need_no_catalogue(tmp_path: Path) -> None:
    out = io.StringIO()
    assert main(["rules", "--data", str(tmp_path)], out, io.StringIO(), {"LANG": "nb_NO"}) == 0
    for rule in ("A1", "T9", "S4", "C11", "V6", "K10", "G6"):
        assert rule in out.getvalue()


def test_rules_in_words_of_the_catalogue(run: Run) -> None:
    shown = run("rules", "--language", "nn").out
    assert "Svært høg" in shown
    assert [line for line in shown.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "argv", [["catalogue", "info"], ["guidance"], ["compare", "Signal", "Zoom"], ["help"]], ids=" ".join
)
def test_text_fits_eighty_columns(argv: list[str], language: str, run: Run) -> None:
    long = [line for line in run(*argv, "--language", language).out.splitlines() if len(line) > 80]
    assert [line for line in long if "://" not in line and ".sqlite" not in line] == []


def test_info_counts_add_up(run: Run) -> None:
    info = run("catalogue", "info", "--json").json
    assert sum(info["spread"]["threat"].values()) == info["spread"]["apps"] <= info["apps"]
    assert sum(info["spread"]["answers"].values()) == info["spread"]["apps"]
    assert sum(info["verified"].values()) > info["apps"]


def test_build_into_a_file_leaves_what_is_in_use(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "new.sqlite"
    done = run("catalogue", "build", "--out", str(target), "--json")
    assert (done.code, done.json["in_use"], done.json["path"]) == (0, False, str(target))
    assert target.is_file()
    assert run("catalogue", "info", str(target), "--json").json["digest"] == done.json["digest"]
    assert "Building the catalogue: 100%" in done.err
    assert "\r" not in done.err


def test_build_tells_every_mistake_at_once_and_changes_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "apps").mkdir()
    (tmp_path / "catalogue.yaml").write_text("nonsense: true\n", "utf-8")
    (tmp_path / "apps" / "x.yaml").write_text("name: [\n", "utf-8")
    before = run("catalogue", "info", "--json").json["digest"]
    done = run("catalogue", "build", "--source", str(tmp_path), "--json")
    assert (done.code, done.error["code"]) == (1, "source-invalid")
    assert len(done.error["problems"]) > 1
    spoken = run("catalogue", "build", "--source", str(tmp_path))
    assert (spoken.code, spoken.out) == (1, "")
    assert all(problem.split(":")[0] in spoken.err for problem in done.error["problems"])
    assert run("catalogue", "info", "--json").json["digest"] == before


def test_lint_finds_no_mistake_in_our_own_facts(run: Run) -> None:
    done = run("catalogue", "lint", "--json")
    assert done.code == 0
    assert done.json["source"] == str(resource_folder() / "catalogue")


def test_diff_of_equal_catalogues_is_empty_and_of_others_in_words(
    tmp_path: Path, run: Run, real_catalogue: Path
) -> None:
    assert run("catalogue", "diff", str(real_catalogue), str(real_catalogue)).out == (
        "The two catalogues hold the same.\n"
    )
    missing = run("catalogue", "diff", str(real_catalogue), str(tmp_path / "none.sqlite"), "--json")
    assert (missing.code, missing.error["code"]) == (1, "catalogue-missing")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "catalogue-foreign"), (b"hello", "catalogue-foreign"), (None, "catalogue-missing")],
    ids=["empty", "text", "none"],
)
def test_files_that_are_no_catalogue_are_told_apart(content: bytes | None, code: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "x.sqlite"
    if content is not None:
        path.write_bytes(content)
    done = run("catalogue", "info", str(path), "--json")
    assert done.code == 1
    assert done.error["code"] in (code, "catalogue-damaged")


def test_settings_are_where_a_situation_starts(tmp_path: Path, real_catalogue: Path) -> None:
    from core.catalogue.current import activate
    from core.database import open_profile
    from core.settings import SettingsStore, definitions, profile_file
    from core.situation import Device

    activate(real_catalogue, tmp_path)
    connection = open_profile(profile_file(tmp_path))
    settings = SettingsStore(connection)
    settings.save(definitions.DEVICE, Device.SEPARATE)
    settings.save(definitions.LANGUAGE, definitions.LanguageChoice.NN)
    connection.close()
    out = io.StringIO()
    assert main(["card", "TikTok", "--data", str(tmp_path)], out, io.StringIO(), {"LANG": "en_GB"}) == 0
    assert "Eiga eining" in out.getvalue()


def test_a_damaged_profile_keeps_nobody_from_an_answer(tmp_path: Path, real_catalogue: Path) -> None:
    from core.catalogue.current import activate
    from core.settings import profile_file

    activate(real_catalogue, tmp_path)
    profile_file(tmp_path).write_bytes(b"not a database" * 100)
    out, err = io.StringIO(), io.StringIO()
    assert main(["card", "TikTok", "--data", str(tmp_path)], out, err, {}) == 0
    assert "NSM advises against" in out.getvalue()
    assert err.getvalue().startswith("appvett: ")
    assert profile_file(tmp_path).read_bytes().startswith(b"not a database")
