"""`catalogue keys`, `sign` and `publish`: what a publisher sees, is asked, and is refused."""

from __future__ import annotations

import io
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.commands.progress import Progress
from core.signing.keys import Passphrase, files_of, unlock
from tests.core.commands.conftest import Run
from tests.core.publishing.repository.station import files, found
from tests.keyfiles import QUICK, SECRET, KeyFiles, key_files
from tests.publisher import changed
from tests.publishing_desk import NOW, Desk

LATER = "2026-12-24T08:00:00Z"


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """Keys, and no repository yet."""
    return Desk(tmp_path)


@pytest.fixture
def desk(bare: Desk) -> Desk:
    """The first root is published."""
    bare.set_up()
    return bare


@pytest.fixture
def newer(small_catalogue: Path, tmp_path: Path) -> Path:
    return changed(small_catalogue, tmp_path / "newer.sqlite", "update app set name = 'Other' where id = 'signal'")


class Person(io.StringIO):
    """Somebody at a terminal, who answers questions and types passphrases."""

    def __init__(self, *answers: str, passphrases: tuple[str, ...] = ()) -> None:
        super().__init__("".join(f"{answer}\n" for answer in answers))
        self.passphrases, self.prompts = iter(passphrases), list[str]()

    def isatty(self) -> bool:
        return True

    def type(self, prompt: str) -> str:
        """What is typed, without being shown."""
        self.prompts.append(prompt)
        return next(self.passphrases)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Lets a person sit down: see `sits`."""
    monkeypatch.setattr("core.signing.keys.USUAL", QUICK)
    return monkeypatch


def sits(patch: pytest.MonkeyPatch, person: Person) -> Person:
    """Put a person at the terminal."""
    patch.setattr("sys.stdin", person)
    patch.setattr("core.commands.asking._has_terminal", lambda: True)
    patch.setattr("core.commands.asking._asked", person.type)
    return person


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_a_key_is_made_with_a_passphrase_that_is_asked_for_twice(
    run: Run, tmp_path: Path, at_terminal: pytest.MonkeyPatch
) -> None:
    person = sits(at_terminal, Person(passphrases=(SECRET, SECRET)))
    done = run("catalogue", "keys", str(tmp_path / "keys"), "--new", "targets", "--name", "anna")
    assert done.code == 0
    assert "A key for targets was made" in done.out
    assert "keep a copy of it" in done.out
    assert SECRET not in done.out + done.err
    assert len(person.prompts) == 2
    unlock(files_of(tmp_path / "keys", "targets", "anna").private, Passphrase(SECRET))


@pytest.mark.parametrize("typed", [(SECRET, SECRET + "!"), ("short",)])
def test_a_passphrase_that_differs_or_is_short_makes_no_key(
    run: Run, tmp_path: Path, at_terminal: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    sits(at_terminal, Person(passphrases=typed))
    done = run("catalogue", "keys", str(tmp_path / "keys"), "--new", "root", "--name", "bo", "--json")
    assert (done.code, done.error["code"]) == (1, "passphrase")
    assert not (tmp_path / "keys").exists()
    assert not any(secret in done.out + done.err for secret in (*typed, SECRET))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A passphrase file."""
    path = tmp_path / "passphrase"
    path.write_text(SECRET + "\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("content", "mode"),
    [
        (SECRET, 0o644),
        (SECRET, 0o602),
        ("", 0o600),
        (f"{SECRET}\nmore", 0o600),
        ("\udcff" * 20, 0o600),
        ("x" * 9999, 0o600),
    ],
)
def test_a_passphrase_file_is_one_line_for_its_owner(
    run: Run, tmp_path: Path, secret: Path, content: str, mode: int
) -> None:
    secret.write_text(content, errors="surrogateescape")
    secret.chmod(mode)
    argv = (str(tmp_path / "keys"), "--new", "root", "--name", "bo", "--passphrase-file", str(secret))
    done = run("catalogue", "keys", *argv, "--json")
    assert (done.code, done.error["code"]) == (1, "passphrase")
    assert SECRET not in done.out + done.err


def test_a_passphrase_file_is_no_pipe(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    argv = (str(tmp_path / "keys"), "--new", "root", "--name", "bo", "--passphrase-file", str(tmp_path / "pipe"))
    assert run("catalogue", "keys", *argv, "--json").error["code"] == "passphrase"


def test_without_a_terminal_nobody_is_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.commands.asking._has_terminal", lambda: False)
    done = run("catalogue", "keys", str(tmp_path / "keys"), "--new", "root", "--name", "bo", "--json")
    assert (done.code, done.error["code"]) == (1, "passphrase")
    assert "--passphrase-file" in done.error["next_step"]


def test_a_key_is_never_written_over(run: Run, tmp_path: Path, secret: Path) -> None:
    keys = key_files(tmp_path)
    before = files(keys.folder)
    argv = (str(keys.folder / "anna"), "--new", "root", "--name", "anna", "--passphrase-file", str(secret))
    assert run("catalogue", "keys", *argv, "--json").error["code"] == "key-file"
    assert files(keys.folder) == before


@pytest.mark.parametrize("place", ["", "public", "staged", "deep/er"])
def test_a_key_is_not_made_inside_a_repository(desk: Desk, run: Run, secret: Path, place: str) -> None:
    folder = str(desk.repository / place)
    done = run("catalogue", "keys", folder, "--new", "root", "--name", "x", "--passphrase-file", str(secret), "--json")
    assert (done.code, done.error["code"]) == (1, "key-file")
    assert not list(desk.repository.rglob("*.pem"))


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("--renew",),
        ("KEYS", "--renew"),
        ("KEYS", "--new", "root"),
        ("--new", "root", "--name", "x"),
        ("KEYS", "KEYS", "--new", "root", "--name", "x"),
        ("KEYS", "--new", "mirror", "--name", "x"),
        ("KEYS", "--repository", "REPO", "--threshold", "root"),
        ("KEYS", "--repository", "REPO", "--threshold", "root=0"),
        ("KEYS", "--repository", "REPO", "--threshold", "root=2,root=3"),
        ("KEYS", "--repository", "REPO", "--threshold", "mirror=1"),
        ("KEYS", "--repository", "REPO", "--days", "root=99999"),
        ("KEYS", "--repository", "REPO", "--days", "root=-1"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(run: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    keys = key_files(tmp_path)
    places = {"KEYS": str(keys.folder / "anna"), "REPO": str(tmp_path / "repository")}
    done = run("catalogue", "keys", *(places.get(word, word) for word in argv), "--json")
    assert (done.code, done.error["code"]) == (2, "usage")
    assert not (tmp_path / "repository").exists()


def test_keys_are_listed_with_roles_and_ids(run: Run, tmp_path: Path) -> None:
    keys: KeyFiles = key_files(tmp_path)
    Path(keys.of("root", "anna")).unlink()
    listed = run("catalogue", "keys", str(keys.folder / "anna"), keys.online, "--json").json["keys"]
    assert [(key["role"], key["name"], key["private"] is None) for key in listed] == [
        ("root", "anna", True),
        ("targets", "anna", False),
        ("snapshot", "online", False),
        ("timestamp", "online", False),
    ]
    assert all(len(key["id"]) == len(key["public"]) == 64 for key in listed)
    text = run("catalogue", "keys", str(keys.folder / "anna")).out
    assert listed[0]["id"] in text
    assert "public part only" in text


def test_what_is_no_key_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.public.json").write_text("{}")
    keys = key_files(tmp_path)
    for place in (tmp_path / "empty", tmp_path / "absent", tmp_path / "bad.public.json", keys.of("root", "anna")):
        done = run("catalogue", "keys", str(place), "--json")
        assert (done.code, done.error["code"]) == (1, "key-file"), place


def test_a_repository_is_shown(desk: Desk, small_catalogue: Path) -> None:
    desk.release(small_catalogue)
    text = desk.command("keys", as_json=False).out
    assert "Release 1, made 23 November 2026" in text
    assert "timestamp  until 29 December 2026" in text
    assert "root: 2 of 3 keys must sign" in text
    assert "Soon to do" not in text
    late = desk.command("keys", as_json=False, now=LATER).out
    assert "Soon to do" in late
    assert "--refresh" in late


def test_what_few_keys_lead_to_is_told(bare: Desk) -> None:
    done = bare.done("keys", *bare.keys.public, "--threshold", "root=3,targets=1")
    assert done["remarks"] == [
        "As many root keys must sign as there are: with one lost, keys can never be changed again.",
        "One targets key is enough: whoever steals it can sign facts alone.",
    ]
    assert "To consider" in bare.command("keys", as_json=False).out


def test_a_repository_that_is_not_there_yet_is_told(bare: Desk) -> None:
    answer = bare.command("keys")
    assert (answer.code, answer.json["published"], answer.json["waiting"]) == (0, None, None)
    assert "no root yet" in bare.command("keys", as_json=False).out
    assert bare.command("publish").json["published"] is None
    assert bare.command("sign").error == "not-publishable"
    assert not bare.repository.exists()


def test_a_key_is_replaced(desk: Desk, small_catalogue: Path, tmp_path: Path) -> None:
    desk.release(small_catalogue)
    other = key_files(tmp_path / "other")
    listed = desk.done("keys")["published"]["roles"]["root"]["keys"]
    done = desk.done(
        "keys", str(Path(other.of("root", "bo")).parent / "root-bo.public.json"), "--retire", listed[0][:8]
    )
    assert done["waiting"]["root"] == 2
    assert [(one["role"], one["root"], one["missing"]) for one in done["waiting"]["signatures"]] == [
        ("root", 1, 2),
        ("root", 2, 2),
    ]
    shown = " ".join(desk.command("sign", as_json=False).out.split())
    assert "root: new key" in shown
    assert f"root: key {listed[0]} is retired" in shown


# ---- sign -----------------------------------------------------------------------------------------------------------


def test_a_signer_sees_everything_before_signing(
    desk: Desk, small_catalogue: Path, newer: Path, at_terminal: pytest.MonkeyPatch
) -> None:
    desk.release(small_catalogue)
    desk.stage(newer, "--with-search")
    person = sits(at_terminal, Person("yes", passphrases=(SECRET,)))
    answer = desk.command("sign", "--key", desk.keys.of("targets", "cecilie"), as_json=False)
    assert answer.code == 0
    release = desk.done("sign")["waiting"]["release"]
    for words in (
        "Release 2, made 23 November 2026",
        release["digest"],
        "1 app differs from version 1",
        "delta-1-2.zst",
        "apps              2",
        "hold until 24 March 2027",
        "0 of 2 signatures are there",
        "Do you sign this?",
    ):
        assert words in answer.err, words
    assert "Signed." in answer.out
    assert "1 of 2 signatures are there" in answer.out
    assert person.prompts == ["Passphrase of targets-cecilie.pem: "]
    assert SECRET not in answer.out + answer.err


@pytest.mark.parametrize("word", ["no", "", "n", "perhaps"])
def test_only_a_yes_signs(desk: Desk, small_catalogue: Path, at_terminal: pytest.MonkeyPatch, word: str) -> None:
    desk.stage(small_catalogue)
    person = sits(at_terminal, Person(word))
    answer = desk.command("sign", "--key", desk.keys.of("targets", "anna"))
    assert (answer.code, answer.error) == (1, "not-publishable")
    assert person.prompts == []
    assert desk.done("sign")["waiting"]["signatures"][0]["missing"] == 2


def test_without_a_terminal_a_yes_is_needed(desk: Desk, small_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.stage(small_catalogue)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    key = ("--key", desk.keys.of("targets", "anna"), "--passphrase-file", desk.keys.passphrase)
    answer = desk.command("sign", *key)
    assert (answer.code, answer.error) == (2, "usage")
    assert "--yes" in answer.json["error"]["next_step"]


def test_a_wrong_passphrase_signs_nothing(desk: Desk, small_catalogue: Path, secret: Path) -> None:
    desk.stage(small_catalogue)
    wrong = "another five words entirely"
    secret.write_text(wrong)
    answer = desk.command("sign", "--key", desk.keys.of("targets", "anna"), "--yes", "--passphrase-file", str(secret))
    assert (answer.code, answer.error) == (1, "passphrase")
    assert "targets-anna.pem" in answer.message
    assert wrong not in answer.out + answer.err


def test_who_is_not_asked_learns_it_before_the_passphrase(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    for role, name in (("root", "anna"), ("timestamp", "online")):
        answer = desk.command("sign", "--key", desk.keys.of(role, name), "--yes")
        assert (answer.code, answer.error) == (1, "signatures-missing")
    desk.sign("targets", "anna")
    answer = desk.command("sign", "--key", desk.keys.of("targets", "anna"), "--yes")
    assert "signed already" in answer.message


def test_a_key_without_its_public_part_signs_too(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    Path(desk.keys.of("targets", "anna")).with_name("targets-anna.public.json").unlink()
    assert desk.sign("targets", "anna").code == 0


def test_a_key_inside_the_repository_signs_nothing(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    inside = desk.repository / "public" / "targets-anna.pem"
    shutil.copyfile(desk.keys.of("targets", "anna"), inside)
    answer = desk.command("sign", "--key", str(inside), "--yes", "--passphrase-file", desk.keys.passphrase)
    assert answer.error == "key-file"
    answer = desk.sign("targets", "anna")  # another one, while it lies there
    assert answer.error == "key-file"


def test_the_signers_own_catalogue_is_compared(desk: Desk, small_catalogue: Path, newer: Path) -> None:
    desk.stage(small_catalogue)
    assert desk.sign("targets", "anna", "--catalogue", str(newer)).error == "not-publishable"
    assert desk.sign("targets", "anna", "--catalogue", str(desk.folder / "absent")).error == "catalogue-missing"
    assert desk.sign("targets", "anna", "--catalogue", str(small_catalogue)).code == 0


# ---- publish --------------------------------------------------------------------------------------------------------


def test_publishing_waits_for_everybody(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    for missing in (2, 1):
        answer = desk.publish()
        assert (answer.code, answer.error) == (1, "signatures-missing")
        assert answer.message.startswith(f"{missing} signature")
        desk.sign("targets", ("anna", "bo")[2 - missing])
    answer = desk.command("publish")
    assert answer.error == "signatures-missing"
    assert "--keys" in answer.json["error"]["next_step"]
    answer = desk.command("publish", "--keys", str(desk.keys.folder / "anna"))
    assert answer.error == "signatures-missing"
    assert desk.publish().code == 0
    assert found(desk.repository / "public").version == 1


def test_keys_inside_the_repository_publish_nothing(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    desk.sign_all("targets")
    shutil.copytree(desk.keys.online, desk.repository / "keys")
    keys = ("--keys", str(desk.repository / "keys"), "--passphrase-file", desk.keys.passphrase)
    assert desk.command("publish", *keys).error == "key-file"


@pytest.mark.parametrize(
    "argv",
    [
        ("--refresh", "--renew"),
        ("--drop", "--catalogue", "x"),
        ("--drop", "--prune"),
        ("--renew", "--stick", "x"),
        ("--catalogue", "x", "--stick", "x"),
        ("--with-search",),
        ("--refresh", "--needs", "1.2.3"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(desk: Desk, argv: tuple[str, ...]) -> None:
    answer = desk.command("publish", *argv)
    assert (answer.code, answer.error) == (2, "usage")


@pytest.mark.parametrize("word", ["sign", "publish"])
def test_a_repository_must_be_named(run: Run, word: str) -> None:
    done = run("catalogue", word, "--json")
    assert (done.code, done.error["code"]) == (2, "usage")


def test_what_waits_is_thrown_away(desk: Desk, small_catalogue: Path) -> None:
    desk.stage(small_catalogue)
    assert desk.done("publish", "--drop")["waiting"] is None
    assert "Nothing was waiting" in desk.command("publish", "--drop", as_json=False).out


def test_a_refresh_takes_the_timestamp_key_alone(desk: Desk, small_catalogue: Path) -> None:
    desk.release(small_catalogue)
    Path(desk.keys.of("snapshot", "online")).unlink()
    answer = desk.publish("--refresh", now=LATER)
    assert answer.code == 0
    assert answer.json["published"]["created"] == LATER
    assert answer.json["said"] == ["Confirmed: nothing newer than release 1."]
    assert desk.publish("--refresh", now=NOW).error == "not-publishable"


def test_each_refusal_has_its_code_and_changes_nothing(desk: Desk, small_catalogue: Path, tmp_path: Path) -> None:
    desk.release(small_catalogue)
    before = files(desk.repository)
    (tmp_path / "other").write_text("something else, and long enough to be looked into for a header " * 3)
    assert desk.stage(small_catalogue).error == "not-publishable"
    assert desk.stage(tmp_path / "other").error == "catalogue-foreign"
    assert desk.stage(tmp_path / "absent").error == "catalogue-missing"
    newer = changed(small_catalogue, tmp_path / "newer.sqlite")
    assert desk.stage(newer, now="2026-11-22T08:00:00Z").error == "not-publishable"
    assert desk.stage(newer, "--needs", "soon").error == "not-publishable"
    assert files(desk.repository) == before


@pytest.mark.parametrize("at", [1, 5, 12])
def test_ctrl_c_leaves_everything_as_it_was(
    desk: Desk, small_catalogue: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    desk.release(small_catalogue)
    before, steps = files(desk.repository), iter(range(1000))

    def press(_: Progress, done: int, total: int) -> None:  # noqa: ARG001
        if next(steps) == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "step", press)
    answer = desk.stage(newer)
    assert (answer.code, answer.error) == (1, "cancelled")
    assert files(desk.repository) == before


def test_progress_and_reply_in_words(desk: Desk, small_catalogue: Path, tmp_path: Path) -> None:
    answer = desk.command("publish", "--catalogue", str(small_catalogue), as_json=False)
    assert "Making the release: 100%" in answer.err
    assert "Now have it signed" in answer.out
    desk.sign_all("targets")
    keys = ("--keys", desk.keys.online, "--passphrase-file", desk.keys.passphrase)
    answer = desk.command("publish", *keys, "--stick", str(tmp_path / "stick"), "--prune", as_json=False)
    assert "Publishing: 100%" in answer.err
    assert "Published, and read back as a station does: release 1." in answer.out
    assert "The stick edition of release 1 is in" in answer.out
    assert "0 old files were removed." in answer.out


def test_nothing_tells_the_passphrase(desk: Desk, small_catalogue: Path, caplog: pytest.LogCaptureFixture) -> None:
    said = []
    with caplog.at_level(0):
        said.append(desk.stage(small_catalogue))
        said += [desk.sign("targets", "anna"), desk.sign("targets", "anna"), desk.sign("targets", "bo")]
        said += [desk.publish(), desk.publish("--refresh"), desk.command("keys")]
    assert SECRET not in "".join(answer.out + answer.err for answer in said) + caplog.text
    written = (p for p in desk.repository.rglob("*") if p.is_file())
    assert not any(SECRET.encode() in path.read_bytes() for path in written)


_AT_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from core.signing import keys
from core.signing.pkcs8 import Cost
keys.USUAL = Cost(16, 1, 1)
from core.commands import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_real_terminal_does_not_show_what_is_typed(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    argv = ["catalogue", "keys", str(tmp_path / "keys"), "--new", "root", "--name", "anna", "--language", "en"]
    command = [sys.executable, "-c", _AT_A_TERMINAL, *argv, "--data", str(tmp_path / "data")]
    root = Path(__file__).parents[3]
    streams = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=root, start_new_session=True, text=True, **streams) as process:  # type: ignore[call-overload]
        os.close(theirs)
        shown = b""
        for prompt in (b"new key: ", b"once more: "):
            while not shown.endswith(prompt):
                shown += os.read(ours, 1)
            os.write(ours, SECRET.encode() + b"\n")
        out, err = process.communicate()
        os.close(ours)
    assert process.returncode == 0, err
    assert "A key for root was made" in out
    assert SECRET not in shown.decode() + out + err
    unlock(files_of(tmp_path / "keys", "root", "anna").private, Passphrase(SECRET))
