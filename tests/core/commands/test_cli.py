from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import COMMAND_WORDS, cli, command_word, main
from core.commands.definitions import BUILT, COMMON, NOT_YET
from tests.core.commands.conftest import Run

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        ([], None),
        (["card", "x"], "card"),
        (["--data", "lookup", "card"], "card"),
        (["--language", "nb"], None),
        (["--app", "TikTok"], None),
        (["--app", "card"], None),
        (["--screenshot", "x.png"], None),
        (["--json", "sync"], "sync"),
        (["tiktok"], None),
    ],
)
def test_a_command_word_is_told_from_the_window(argv: list[str], word: str | None) -> None:
    assert command_word(argv) == word


def test_every_command_has_its_word() -> None:
    assert {command.words.partition(" ")[0] for command in (*BUILT, *NOT_YET)} | {"help"} == COMMAND_WORDS


@pytest.mark.parametrize("command", NOT_YET, ids=lambda command: command.words)
def test_what_is_not_built_says_so(command: object, run: Run) -> None:
    words = command.words.split()  # type: ignore[attr-defined]
    told = run(*words, "--json", "and", "--whatever")
    assert told.code == 1
    assert told.error["code"] == "not-yet"
    assert told.err == ""
    spoken = run(*words)
    assert spoken.code == 1
    assert spoken.out == ""
    assert "not in this version" in spoken.err


def test_card_as_pdf_is_not_built(run: Run) -> None:
    told = run("card", "TikTok", "--pdf", "x.pdf", "--json")
    assert (told.code, told.error["code"]) == (1, "not-yet")


@pytest.mark.parametrize(
    "argv",
    [
        ["card"],
        ["card", "TikTok", "--device"],
        ["card", "TikTok", "--device", "phone"],
        ["card", "TikTok", "--devise", "travel"],
        ["card", "TikTok", "--dev", "travel"],
        ["card", "TikTok", "--date", "21.03.2023"],
        ["card", "TikTok", "--date", "0001-01-01"],
        ["card", "TikTok", "--date", "9999-12-31"],
        ["card", "TikTok", "--date", ""],
        ["card", "TikTok", "--body", "two words"],
        ["card", "TikTok", "--body", "\u202e"],
        ["card", "TikTok", "--now", "yesterday"],
        ["card", "TikTok", "--now", "9999-12-31T23:59:59-12:00"],
        ["card", "TikTok", "--language", "sv"],
        ["lookup"],
        ["lookup", "x", "--limit", "0"],
        ["lookup", "x", "--limit", "many"],
        ["lookup", "x", "--limit", "²"],
        ["lookup", "x", "--limit", "9" * 5000],
        ["compare", "TikTok"],
        ["compare", "a", "b", "c", "d", "e"],
        ["compare", "TikTok", "tiktok"],
        ["rules", "x"],
        ["catalogue"],
        ["catalogue", "bild"],
        ["catalogue", "diff", "x"],
        ["crad", "TikTok"],
        ["help", "crad"],
        ["--data"],
        ["--data", "", "card", "x"],
        ["catalogue", "build", "--out", ""],
        ["catalogue", "lint", "--source="],
        ["help", "--nonsense"],
        ["--nonsense", "card", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_both_forms(argv: list[str], run: Run) -> None:
    # `--now` of the fixture must not stand in for the one under test.
    now = None if "--now" in argv else "2026-11-23T12:00:00Z"
    spoken = run(*argv, now=now)
    assert (spoken.code, spoken.out) == (2, "")
    assert spoken.err.startswith("appvett: ")
    told = run("--json", *argv, now=now)
    assert told.code == 2
    assert told.error["code"] == "usage"
    assert told.err == ""


def test_a_flag_takes_no_value(run: Run) -> None:
    assert run("card", "TikTok", "--json=yes").error["message"] == "The option --json takes no value."


def test_errors_are_told_in_the_users_language(run: Run) -> None:
    assert "Det er ingen kommando" in run("crad", environment={"LANG": "nb_NO.UTF-8"}).err
    assert "Mente du card?" in run("crad", environment={"LANG": "nb_NO.UTF-8"}).err
    assert "Meinte du card?" in run("crad", "--language", "nn").err
    assert "Did you mean card?" in run("crad", environment={}).err


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "Kommandoer:"),
        ({"LANG": "no_NO"}, "Kommandoer:"),
        ({"LANG": "nn_NO.UTF-8"}, "Kommandoar:"),
        ({"LANGUAGE": "sv:nn:nb", "LANG": "sv_SE"}, "Kommandoar:"),
        ({"LANG": "en_GB", "LC_ALL": "nb_NO"}, "Kommandoer:"),
        ({"LC_ALL": "C", "LANG": "nb_NO"}, "Commands:"),
        ({"LANG": "de_DE"}, "Commands:"),
        ({}, "Commands:"),
    ],
    ids=str,
)
def test_the_system_says_which_language(environment: dict[str, str], words: str, run: Run) -> None:
    assert words in run("help", environment=environment).out


@pytest.mark.parametrize("command", BUILT, ids=lambda command: command.words)
def test_help_names_every_option(command: object, run: Run) -> None:
    words = command.words.split()  # type: ignore[attr-defined]
    shown = run("help", *words)
    assert shown.code == 0
    assert shown == run(*words, "--help") == run(*words, "-h")
    for option in (*command.options, *COMMON):  # type: ignore[attr-defined]
        assert option.flag in shown.out
    assert run(*words, "--help", "--json").json["help"] == shown.out


def test_help_stands_where_no_command_does(run: Run) -> None:
    assert run().out == run("help").out == run("catalogue", "--help").out
    assert all(len(line) <= 80 for line in run("help").out.splitlines())


def test_help_takes_the_common_options_behind_it(run: Run) -> None:
    assert run("help", "--json").json["help"] == run("help").out
    assert run("help", "--language", "nb", "card").out == run("--language", "nb", "help", "card").out
    assert "Kommandoer:" in run("help", "--language", "nb").out


def test_a_data_folder_that_the_system_refuses_is_told(run: Run, tmp_path: Path) -> None:
    told = run("card", "TikTok", "--json", "--data", str(tmp_path / ("x" * 300)))
    assert (told.code, told.error["code"]) == (1, "read-or-write-failed")


def test_the_command_line_never_loads_qt(data: Path) -> None:
    code = (
        "import sys; from core.commands import main; "
        f"code = main(['card', 'TikTok', '--json', '--data', {str(data)!r}]); "
        "loaded = [name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6', 'gui')]; "
        "sys.stderr.write(repr(loaded)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]")
    assert json.loads(done.stdout)["app"]["app"] == "tiktok"


def test_a_reader_who_goes_away_ends_the_work_quietly(data: Path) -> None:
    command = [sys.executable, "-m", "core.commands", "rules", "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(data: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "core.commands", "rules", "--data", str(data), "--language", "en"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("appvett: The system refused to read or write")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp850"])
def test_a_terminal_that_lacks_letters_gets_the_nearest(encoding: str, data: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "core.commands", "card", "TikTok", "--language", "nb", "--data", str(data)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ByteDance" in done.stdout.decode(encoding)
    told = subprocess.run([*command, "--json"], env=environment, capture_output=True, check=False)
    chain = json.loads(told.stdout.decode(encoding))["facts"].values()
    assert any("字节跳动" in fact["statement"] for fact in chain)


def test_ctrl_c_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.commands.rules.run", stopped)
    assert run("rules", "--json").error["code"] == "cancelled"
    spoken = run("rules")
    assert (spoken.code, spoken.out) == (1, "")
    assert "Everything is as it was before." in spoken.err


def test_a_mistake_of_ours_still_gets_an_answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the name of an app")

    monkeypatch.setattr("core.commands.rules.run", broken)
    told = run("rules", "--json")
    assert (told.code, told.error["code"]) == (1, "internal")
    assert "RuntimeError" in told.error["message"]
    assert "the name of an app" not in told.out


def test_a_program_without_a_console_goes_on(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["rules", "--data", str(data)], environment={}) == 0


_HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            " ",
            '"',
            "'",
            "*",
            "(",
            ")",
            ":",
            "-",
            "^",
            "AND",
            "NEAR(",
            "C++",
            "O'Hara",
            "\x00",
            "\udc80",
            "--",
            "{x}",
        ]
    ),
)


@settings(max_examples=40)
@given(query=_HOSTILE)
def test_no_query_is_an_error(query: str, data: Path) -> None:
    for form in ([], ["--json"]):
        out, err = io.StringIO(), io.StringIO()
        code = main(["lookup", *form, "--data", str(data), "--", query], out, err, {})
        assert code == cli.DONE
        assert err.getvalue() == ""
        if form:
            assert isinstance(json.loads(out.getvalue())["matches"], list)


@pytest.mark.parametrize("name", ["safe\u202egpj.exe", "x" * 5_000_000, "a" + "\u0301" * 100_000, "a\nb\x1b[31m"])
def test_hostile_names_do_no_harm(name: str, run: Run) -> None:
    shown = run("card", "--", name)
    assert shown.code == 0
    assert len(shown.out) < 20_000
    assert "\u202e" not in shown.out
    assert "\x1b" not in shown.out
    told = run("card", "--json", "--", name).json
    assert told["app"]["name"] == name
    assert told["verdict"]["answer"] == "not-assessed"


def test_a_file_that_cannot_be_read_is_told_in_the_form_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("core.commands.rules.run", refused)
    told = run("rules", "--json")
    assert (told.code, told.err) == (1, "")
    assert told.error["code"] == "read-or-write-failed"
    assert "Permission denied" in run("rules").err


def test_a_home_folder_that_nobody_has_is_only_a_name(run: Run) -> None:
    assert run("card", "TikTok", "--json", "--data", "~no-such-user/x").error["code"] == "catalogue-missing"
