"""Key files: made once, opened by their passphrase alone, and told clearly where they are something else."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from core.errors import KeyFileUnusable, PassphraseRefused
from core.signing import keys, pkcs8
from core.signing.keys import Passphrase, files_of, make_key, public_file_of, read_public, unlock
from core.signing.pkcs8 import Cost, NoKeyFile, cost_of, wrap
from core.texts.phrase import Language
from core.texts.words import Words

SECRET = "four words that nobody has"  # noqa: S105 - opens nothing but the keys of these tests
QUICK = Cost(16, 1, 1)
WORDS = Words(Language.EN)


def a_key(folder: Path, name: str = "anna", role: str = "targets") -> Path:
    """A private key file."""
    make_key(folder, role, name, Passphrase(SECRET), QUICK)
    return files_of(folder, role, name).private


def der(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def test_a_key_is_opened_by_its_passphrase(tmp_path: Path) -> None:
    made = make_key(tmp_path / "keys", "root", "anna", Passphrase(SECRET), QUICK)
    files = files_of(tmp_path / "keys", "root", "anna")
    assert unlock(files.private, Passphrase(SECRET)).public_key().public_bytes_raw().hex() == made.public
    assert read_public(files.public) == made
    assert public_file_of(files.private) == files.public


def test_what_is_used_in_earnest_opens_with_openssl_too(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    path = tmp_path / "key.pem"
    path.write_bytes(wrap(der(key), SECRET.encode()))
    assert cost_of(path.read_bytes()) == pkcs8.USUAL
    assert unlock(path, Passphrase(SECRET)).private_bytes_raw() == key.private_bytes_raw()
    command = ["openssl", "pkey", "-in", str(path), "-passin", "stdin", "-pubout", "-outform", "DER"]
    done = subprocess.run(command, input=SECRET.encode(), capture_output=True, check=True)
    assert done.stdout == key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def test_the_id_is_the_one_that_tuf_gives() -> None:
    from securesystemslib.signer import SSlibKey

    key = Ed25519PrivateKey.generate()
    assert keys.public_part(key, "root", "anna").id == SSlibKey.from_crypto(key.public_key()).keyid


def test_files_are_the_owners_and_never_written_over(tmp_path: Path) -> None:
    private = a_key(tmp_path / "keys")
    before = private.read_bytes()
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700
    with pytest.raises(KeyFileUnusable, match="never written over"):
        a_key(tmp_path / "keys")
    assert private.read_bytes() == before


@pytest.mark.parametrize("part", ["private", "public"])
def test_either_part_that_is_there_stops_the_making_and_nothing_is_left(tmp_path: Path, part: str) -> None:
    there = getattr(files_of(tmp_path, "targets", "anna"), part)
    there.write_text("mine")
    with pytest.raises(KeyFileUnusable):
        a_key(tmp_path)
    assert list(tmp_path.iterdir()) == [there]
    assert there.read_text() == "mine"


@pytest.mark.parametrize("length", [0, 14, 1001])
def test_a_passphrase_has_a_least_and_a_most(tmp_path: Path, length: int) -> None:
    with pytest.raises(PassphraseRefused):
        make_key(tmp_path / "keys", "root", "anna", Passphrase("x" * length), QUICK)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("name", ["", "Anna", "anna/../x", "-a", "a-", "a" * 41, "åse", "a.b"])
def test_a_name_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileUnusable):
        make_key(tmp_path, "root", name, Passphrase(SECRET), QUICK)
    assert list(tmp_path.iterdir()) == []


def test_letters_may_be_composed_in_either_way(tmp_path: Path) -> None:
    make_key(tmp_path, "root", "anna", Passphrase("blåbærsyltetøy på brød"), QUICK)
    unlock(files_of(tmp_path, "root", "anna").private, Passphrase("bla\u030abærsyltetøy pa\u030a brød"))


def test_a_wrong_passphrase_is_told_and_shown_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    private, wrong = a_key(tmp_path), "some other five words here"
    with caplog.at_level(logging.DEBUG), pytest.raises(PassphraseRefused) as refused:
        unlock(private, Passphrase(wrong))
    error = refused.value
    said = " ".join(WORDS.say(part) for part in (error.what, error.next_step, error.safe) if part)
    shown = said + caplog.text + repr(error) + "".join(traceback.format_exception(error))
    assert "does not open" in said
    assert wrong not in shown
    assert SECRET not in shown
    assert error.__context__ is None


def test_a_passphrase_does_not_show_itself() -> None:
    passphrase = Passphrase(SECRET)
    for shown in (repr(passphrase), str(passphrase), str([passphrase]), f"{passphrase!r}"):
        assert SECRET not in shown
    assert not hasattr(passphrase, "__dict__")
    assert passphrase == Passphrase(SECRET)
    assert passphrase != Passphrase("other")
    assert len({passphrase, Passphrase(SECRET)}) == 1


def pem(key: object, password: bytes | None = None) -> bytes:
    sealing = BestAvailableEncryption(password) if password else NoEncryption()
    assert hasattr(key, "private_bytes")
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing))


KINDS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "truncated": (lambda good: good[:200], "cut short or changed"),
    "cut at the end": (lambda good: good[:-10], "cut short or changed"),
    "one letter less": (lambda good: good[:60] + good[61:], "cut short or changed"),
    "empty": (lambda _: b"", "something else"),
    "zeros": (lambda good: bytes(len(good)), "something else"),
    "far too long": (lambda good: good * 100, "far too long"),
    "no passphrase": (lambda _: pem(Ed25519PrivateKey.generate()), "without a passphrase"),
    "another program": (lambda _: pem(Ed25519PrivateKey.generate(), SECRET.encode()), "another program"),
    "openssh": (
        lambda _: Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
        "of another kind",
    ),
    "public": (
        lambda _: (
            Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        ),
        "takes the private one",
    ),
    "another curve": (
        lambda _: wrap(
            generate_private_key(SECP256R1()).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
            SECRET.encode(),
            QUICK,
        ),
        "signs with Ed25519",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_kind_is_told_as_what_it_is(tmp_path: Path, kind: str) -> None:
    private = a_key(tmp_path)
    change, words = KINDS[kind]
    private.write_bytes(change(private.read_bytes()))
    with pytest.raises(KeyFileUnusable) as refused:
        unlock(private, Passphrase(SECRET))
    assert words in WORDS.say(refused.value.what)


def test_what_is_no_file_is_told_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, words in ((tmp_path / "pipe", "no plain file"), (tmp_path, "no plain file"), (tmp_path / "x", "no such")):
        with pytest.raises(KeyFileUnusable) as refused:
            unlock(path, Passphrase(SECRET))
        assert words in WORDS.say(refused.value.what)


@pytest.mark.parametrize("cost", [Cost(1 << 30, 8, 1), Cost(1 << 14, 8, 1 << 14), Cost(1 << 14, 1 << 14, 1)])
def test_a_file_cannot_ask_for_any_price(tmp_path: Path, cost: Cost) -> None:
    salt = pkcs8._part(4, bytes(16))
    stretch = pkcs8._sequence(pkcs8._SCRYPT, pkcs8._sequence(salt, *map(pkcs8._integer, (cost.n, cost.r, cost.p))))
    cipher = pkcs8._sequence(pkcs8._AES_256_CBC, pkcs8._part(4, bytes(16)))
    sealing = pkcs8._sequence(pkcs8._PBES2, pkcs8._sequence(stretch, cipher))
    path = tmp_path / "dear.pem"
    path.write_bytes(pkcs8._framed(pkcs8._sequence(sealing, pkcs8._part(4, bytes(64)))))
    with pytest.raises(KeyFileUnusable):
        unlock(path, Passphrase(SECRET))


GOOD = wrap(der(Ed25519PrivateKey.generate()), SECRET.encode(), QUICK)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_file_is_refused_or_costs_little(place: int, flip: int) -> None:
    content = bytearray(GOOD)
    content[place] ^= flip
    try:
        assert cost_of(bytes(content)).is_bearable
    except NoKeyFile:
        return


@given(st.binary(max_size=400))
def test_junk_is_no_key_file(junk: bytes) -> None:
    with pytest.raises(NoKeyFile):
        cost_of(junk)
    with pytest.raises(NoKeyFile):
        cost_of(pkcs8._framed(junk))


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b'{"format": 1, "role": "root", "role": "targets"}',
        b'{"format": 1, "role": "../x", "name": "a", "id": "%s", "public": "%s"}' % (b"0" * 64, b"0" * 64),
        b'{"format": 1, "role": "root", "name": "a", "id": "%s", "public": "%s"}' % (b"0" * 64, b"0" * 64),
    ],
)
def test_a_public_part_must_make_sense(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.public.json"
    path.write_bytes(content)
    with pytest.raises(KeyFileUnusable):
        read_public(path)
