"""The pure parts of dev.py: what arguments mean, what stamps say, which packages are missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from devkit import catalogue, checks, console, debian, environment, lockfile, relock, stamps, verbs


def asked(*arguments: str) -> catalogue.Request:
    return catalogue.read_arguments(arguments, verbs.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [
        ([], True),
        (["--app", "TikTok"], True),
        (["card", "TikTok", "--json"], True),
        (["--language", "nn", "card", "TikTok"], True),
        (["catalogue", "info"], True),
        (["catalogue", "import", "listings", "apps.tsv"], True),
        (["catalogue", "info", "some.sqlite"], False),
        (["catalogue", "build"], False),
        (["catalogue", "lint"], False),
        (["rules"], False),
        (["help"], False),
        (["--help"], False),
        (["card", "--help"], False),
        (["--version"], False),
    ],
)
def test_only_what_reads_the_catalogue_builds_it(arguments: list[str], needs: bool) -> None:
    assert asked(*arguments).needs_catalogue is needs


def test_command_word_is_found_behind_options_with_values() -> None:
    assert asked("--data", "card", "lookup", "x").command == "lookup"
    assert asked("--app", "card").command is None


def test_data_folder_is_read_in_both_spellings() -> None:
    assert asked("card", "x", "--data", "here").data == "here"
    assert asked("--data=there", "card", "x").data == "there"
    assert asked("card", "x").data is None


def test_picture_of_the_window_needs_no_screen() -> None:
    assert asked().needs_screen
    assert not asked("--screenshot", "card.png").needs_screen
    assert not asked("card", "x").needs_screen


def test_build_goes_to_the_same_data_folder() -> None:
    assert catalogue.build_command("here")[-2:] == ["--data", "here"]
    assert "--data" not in catalogue.build_command(None)


def test_each_data_folder_has_its_own_stamp(tmp_path: Path) -> None:
    paths = {
        catalogue.stamp_path(None, {"HOME": "/a"}, tmp_path),
        catalogue.stamp_path(None, {"HOME": "/b"}, tmp_path),
        catalogue.stamp_path("/c", {"HOME": "/a"}, tmp_path),
        catalogue.stamp_path("/c", {"HOME": "/b"}, tmp_path),
    }
    assert len(paths) == 3


def test_catalogue_is_fresh_only_while_it_is_there(tmp_path: Path) -> None:
    stamp = {"sources": "abc", "folder": str(tmp_path)}
    assert not catalogue.is_fresh(stamp, "abc")
    (tmp_path / "catalogue-1-abc.sqlite").touch()
    assert catalogue.is_fresh(stamp, "abc")
    assert not catalogue.is_fresh(stamp, "other")
    assert not catalogue.is_fresh({}, "abc")


def test_all_sources_of_the_catalogue_are_watched(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "a.yaml").write_text("a")
    before = stamps.tree_digest(tmp_path, ["facts", "absent"])
    (tmp_path / "facts" / "a.yaml").touch()
    assert stamps.tree_digest(tmp_path, ["absent", "facts"]) == before
    (tmp_path / "facts" / "b.yaml").write_text("")
    assert stamps.tree_digest(tmp_path, ["facts"]) != before


def test_damaged_stamp_means_that_the_work_is_done_again(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp.json"
    assert stamps.read(stamp) == {}
    stamps.write(stamp, {"lock": "abc"})
    assert stamps.read(stamp) == {"lock": "abc"}
    for damage in ("", "{", "[]", '{"lock": 1}', "\0"):
        stamp.write_text(damage)
        assert stamps.read(stamp) == {}
    stamps.remove(stamp)
    stamps.remove(stamp)
    assert stamps.read(stamp) == {}


@pytest.mark.parametrize("part", ["lock", "python", "place"])
def test_environment_is_made_anew_when_anything_changed(part: str) -> None:
    wish = environment.wanted()
    assert environment.is_ready(wish, wish)
    assert not environment.is_ready({**wish, part: "other"}, wish)
    assert not environment.is_ready({}, wish)
    assert not environment.is_ready({}, {})


def test_line_ends_do_not_change_the_lock(tmp_path: Path) -> None:
    (tmp_path / "unix").write_bytes(b"a==1\n")
    (tmp_path / "windows").write_bytes(b"a==1\r\n")
    assert lockfile.digest(tmp_path / "unix") == lockfile.digest(tmp_path / "windows")


def test_lock_is_read_with_markers_and_all_hashes() -> None:
    first, second = "a" * 64, "b" * 64
    marker = "sys_platform == 'win32'"
    hashes = f"--hash=sha256:{first} \\\n    --hash=sha256:{second}\n"
    text = f"colorama==0.4.6 ; {marker} \\\n    {hashes}"
    assert lockfile.parse(text) == lockfile.Lock(
        (lockfile.Pin("colorama", "0.4.6", marker, frozenset({first, second})),), ()
    )


def test_changes_of_a_lock_are_told_by_name() -> None:
    def lock(**versions: str) -> lockfile.Lock:
        return lockfile.Lock(tuple(lockfile.Pin(n, v, "", frozenset()) for n, v in versions.items()), ())

    assert relock.changes(lock(a="1", b="1", c="1"), lock(b="2", c="1", d="1")) == [
        "a 1 is gone",
        "b 1 became 2",
        "d 1 is new",
    ]


def test_renamed_debian_packages_count() -> None:
    there = {"libgl1", "libglib2.0-0t64"}
    assert debian.missing(debian.QT_OFFSCREEN, there.__contains__) == tuple(
        name for name in debian.QT_OFFSCREEN if name not in ("libgl1", "libglib2.0-0")
    )
    assert debian.missing([], there.__contains__) == ()


def test_debian_packages_are_named_once() -> None:
    every = [*debian.QT_OFFSCREEN, *debian.QT_X11, *debian.VIRTUAL_SCREEN, *debian.BUNDLE, *debian.SERVERS]
    assert len(every) == len(set(every))


def test_no_service_starts_while_packages_are_installed(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    with debian._nothing_starts([], policy):
        assert subprocess.run([policy], check=False).returncode == 101
    assert not policy.exists()


def test_a_policy_that_is_there_stays(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("of the administrator")
    with debian._nothing_starts([], policy):
        assert policy.read_text() == "of the administrator"
    assert policy.read_text() == "of the administrator"


def test_install_command_is_one_line_to_copy() -> None:
    command = console.shown(debian.install_command(["libgl1", "libegl1"], sudo=True))
    assert command == "sudo apt-get install --yes --no-install-recommends libgl1 libegl1"


def test_all_is_ours_and_the_rest_is_for_pytest() -> None:
    assert checks.split_test_arguments(["--all", "-k", "x"]) == (True, ["-k", "x"])
    assert checks.split_test_arguments([]) == (False, [])


def test_heavy_tests_are_left_out_unless_asked_for() -> None:
    assert checks.selection(everything=False, arguments=["tests/core"]) == ["-m", "not heavy"]
    assert checks.selection(everything=True, arguments=[]) == []
    assert checks.selection(everything=False, arguments=["-m", "heavy"]) == []


@pytest.mark.parametrize(
    ("arguments", "cores", "spread"),
    [
        ([], 2, ["--numprocesses", "2", "--dist", "worksteal"]),
        (["tests/gui", "--durations=9"], 4, ["--numprocesses", "4", "--dist", "worksteal"]),
        ([], 64, ["--numprocesses", "8", "--dist", "worksteal"]),
        ([], 1, []),
        (["tests/dev/test_dev.py"], 4, []),
        (["tests/dev/test_dev.py::test_wrong_verb_is_wrong_usage"], 4, []),
        (["-k", "verb"], 4, []),
        (["--pdb"], 4, []),
        (["-n", "3"], 4, []),
        (["--numprocesses=3"], 4, []),
    ],
)
def test_tests_run_on_every_core_unless_few_are_chosen(arguments: list[str], cores: int, spread: list[str]) -> None:
    assert checks.processes(arguments, cores) == spread


def test_help_names_every_verb() -> None:
    text = verbs.usage(verbs.VERBS)
    assert all(f"  {name}" in text for name in ("run", "test", "bench", "lint", "pictures", "texts", "lock", "build"))


def test_wrong_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main(["runn"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "“runn”" in said.err
    assert "usage:" in said.err


def test_unwanted_arguments_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main(["lock", "now"]) == 1
    assert "takes no arguments" in capsys.readouterr().err


@pytest.mark.parametrize(("number", "words"), [(28, "disk is full"), (13, "No right"), (5, "Input/output")])
def test_errors_of_the_system_are_told_in_plain_words(number: int, words: str) -> None:
    error = OSError(number, "Input/output error", "/some/place")
    assert words in console.in_plain_words(error)
    assert "/some/place" in console.in_plain_words(error)


def test_programs_speak_with_their_own_exit_code() -> None:
    assert console.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    with pytest.raises(console.DevError, match="was not found"):
        console.call(["no-such-program-of-appvett"])


def test_dev_py_needs_nothing_but_python_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-E", str(console.ROOT / "dev.py"), "help"],
        cwd=console.ROOT.parent,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
