"""Keys for signing: Ed25519, the private part in a file under a passphrase, the public part in one beside it.

`NAME.pem` is PKCS #8, encrypted as told in `pkcs8`; only its owner may read it, and no file is ever written over.
`NAME.public.json` may go anywhere: it says what the key is for, and a name by which its owner tells it from others. Of
both, only the public key itself ever gets into a repository.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import KeyFileUnusable, PassphraseRefused
from core.signing.pkcs8 import LARGEST, USUAL, Cost, NoKeyFile, cost_of, wrap
from core.signing.small_files import NotSmall, read_small, write_new
from core.signing.strict_json import NotStrict, parse_as
from core.texts.phrase import Phrase, phrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST, LONGEST = 15, 1000
"""Signs of a passphrase: whoever steals the file may guess for as long as they like."""
PRIVATE, PUBLIC = ".pem", ".public.json"
"""How the names of the two files end."""

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_ROLE = re.compile(r"[a-z]{1,20}")
_HEX = re.compile(r"[0-9a-f]{64}")
_FORMAT = 1


class Passphrase:
    """What opens a key file. It shows itself to nobody: not in logs, messages or tracebacks."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take a passphrase as somebody wrote it; however their keyboard composes its letters, it is the same."""
        self._text = unicodedata.normalize("NFC", text)

    def __repr__(self) -> str:
        return "Passphrase(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passphrase) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def as_bytes(self) -> bytes:
        """For the file alone."""
        return self._text.encode("utf-8", "surrogatepass")

    @property
    def length(self) -> int:
        """Signs."""
        return len(self._text)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The part of a key that everybody may see."""

    role: str
    """What it is for, for example `targets`."""
    name: str
    """By which people tell it from others: small letters, digits and hyphens."""
    public: str
    """The 32 bytes of an Ed25519 public key, in hex digits."""

    @property
    def id(self) -> str:
        """64 hex digits, as TUF makes them: SHA-256 over the key in canonical JSON."""
        content = {"keytype": "ed25519", "keyval": {"public": self.public}, "scheme": "ed25519"}
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """Where the two parts of a key lie."""

    private: Path
    public: Path


@dataclass(frozen=True, slots=True)
class _Content:
    format: int
    role: str
    name: str
    id: str
    public: str


def files_of(folder: Path, role: str, name: str) -> KeyFiles:
    """Where a key of this role and name lies.

    Raises:
        KeyFileUnusable: the name is no name of a key.
    """
    if not _NAME.fullmatch(name):
        raise KeyFileUnusable(
            phrase("“{name}” cannot be the name of a key.", name=name),
            phrase("Take small letters a to z, digits and hyphens, at most 40 of them."),
            safe=phrase("No key was made."),
        )
    return KeyFiles(folder / f"{role}-{name}{PRIVATE}", folder / f"{role}-{name}{PUBLIC}")


def public_file_of(private: Path) -> Path:
    """Where the public part belongs that goes with a private key file."""
    return private.with_name(private.name.removesuffix(PRIVATE) + PUBLIC)


def make_key(folder: Path, role: str, name: str, passphrase: Passphrase, cost: Cost | None = None) -> PublicKey:
    """Make a key and write its two files; the folder is made where it is missing.

    Args:
        folder: For both files.
        role: What it is for.
        name: Of the key.
        passphrase: For the private part.
        cost: Of guessing; None: as usual. Only tests ask for less.

    Raises:
        KeyFileUnusable: there is a key of this name already, or the name is no name.
        PassphraseRefused: the passphrase is too short.
        OSError: the files cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    files = files_of(folder, role, name)
    check_passphrase(passphrase)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    found = PublicKey(role, name, key.public_key().public_bytes_raw().hex())
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    sealed = wrap(plain, passphrase.as_bytes(), cost or USUAL)
    try:
        write_new(files.public, public_bytes(found), mode=0o644)
        _write_private(files, sealed)
    except FileExistsError as error:
        raise KeyFileUnusable(
            phrase("There is a file {path} already, and keys are never written over.", path=str(error.filename)),
            phrase("Choose another name or folder."),
            safe=phrase("The file that is there was not changed."),
        ) from error
    return found


def _write_private(files: KeyFiles, sealed: bytes) -> None:
    try:
        write_new(files.private, sealed, mode=0o600)
    except BaseException:
        files.public.unlink(missing_ok=True)  # nobody has its other half
        raise


def check_passphrase(passphrase: Passphrase) -> None:
    """See whether a passphrase is long enough for a new key.

    Raises:
        PassphraseRefused: it is not.
    """
    if not SHORTEST <= passphrase.length <= LONGEST:
        raise PassphraseRefused(
            phrase("A passphrase has at least {least} signs and at most {most}.", least=SHORTEST, most=str(LONGEST)),
            phrase("Take four or five words that do not belong together."),
            safe=phrase("No key was made."),
        )


def unlock(path: Path, passphrase: Passphrase) -> Ed25519PrivateKey:
    """Open a private key file.

    Raises:
        KeyFileUnusable: it cannot be read, or is no such file.
        PassphraseRefused: the passphrase is another one.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _read(path)
    try:
        cost_of(content)
    except NoKeyFile as error:
        raise _no_key(path, _why_not(content)) from error
    try:
        key = load_pem_private_key(content, passphrase.as_bytes())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # What was tried must not hang on to the error: its context would carry it into a log.
        key = None
    if key is None:
        raise PassphraseRefused(
            phrase("The passphrase does not open {path}, or the file is damaged.", path=str(path)),
            phrase("Try again. If you are sure of the passphrase, take another copy of the file."),
            safe=phrase("Nothing was signed."),
        )
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path, phrase("It holds a key of another kind; Appvett signs with Ed25519."))
    return key


def public_part(key: Ed25519PrivateKey, role: str, name: str) -> PublicKey:
    """The public part of an open key."""
    return PublicKey(role, name, key.public_key().public_bytes_raw().hex())


def read_public(path: Path) -> PublicKey:
    """Read the file of a public part.

    Raises:
        KeyFileUnusable: it cannot be read, or is no such file.
    """
    try:
        found = parse_as(_Content, _read(path), most=LARGEST)
    except NotStrict as error:
        raise _no_public(path) from error
    key = PublicKey(found.role, found.name, found.public)
    fits = _HEX.fullmatch(found.public) and _ROLE.fullmatch(found.role) and _NAME.fullmatch(found.name)
    if found.format != _FORMAT or not fits or key.id != found.id:
        raise _no_public(path)
    return key


def public_bytes(key: PublicKey) -> bytes:
    """The file of a public part."""
    content = {"format": _FORMAT, "role": key.role, "name": key.name, "id": key.id, "public": key.public}
    return (json.dumps(content, indent=1) + "\n").encode()


def _read(path: Path) -> bytes:
    try:
        return read_small(path, LARGEST)
    except FileNotFoundError as error:
        raise _no_key(path, phrase("There is no such file.")) from error
    except NotSmall as error:
        raise _no_key(path, phrase("It is no plain file, or far too long for a key.")) from error
    except OSError as error:
        raise _no_key(path, phrase("The system does not let us read it.")) from error


def _why_not(content: bytes) -> Phrase:
    """What can be told about a file that is no private key of ours."""
    if b"-----BEGIN ENCRYPTED PRIVATE KEY-----" in content:
        return phrase("It is cut short or changed, or was made by another program.")
    if b"PRIVATE KEY-----" in content:
        return phrase("It is a private key without a passphrase, or of another kind.")
    if b"PUBLIC KEY-----" in content or b'"public"' in content:
        return phrase("It is a public key; signing takes the private one.")
    return phrase("It is something else.")


def _no_key(path: Path, why: Phrase) -> KeyFileUnusable:
    return KeyFileUnusable(
        phrase("{path} cannot be used as a key. {why}", path=str(path), why=why),
        phrase("Name a file that was made by “catalogue keys”, or a copy of it."),
        safe=phrase("The file was not changed, and nothing was signed."),
    )


def _no_public(path: Path) -> KeyFileUnusable:
    return KeyFileUnusable(
        phrase("{path} is not the public part of a key.", path=str(path)),
        phrase("Name a file that ends in .public.json and was made by “catalogue keys”."),
        safe=phrase("Nothing has been changed."),
    )
