"""PKCS #8 files of private keys whose passphrase is stretched by scrypt: the few bytes of ASN.1 that it takes.

The form is that of RFC 5958 (EncryptedPrivateKeyInfo), RFC 8018 (PBES2) and RFC 7914 (scrypt), with AES-256-CBC, so
that other programs open the file too (`openssl pkey`). It is written here because the cryptography package offers no
choice: its BestAvailableEncryption stretches a passphrase by PBKDF2 with 2048 rounds, a thousandth of a second, which
makes a stolen file cheap to guess at. Reading is left to that package, after our own look at the cost a file asks for.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 4096
"""Bytes of a key file; one of ours has about 400."""

_FRAME = re.compile(
    rb"\s*-----BEGIN ENCRYPTED PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END ENCRYPTED PRIVATE KEY-----\s*"
)
_LINE = 64
_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT = bytes.fromhex("06092b06010401da47040b")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_INTEGER, _OCTETS, _SEQUENCE = 0x02, 0x04, 0x30
_BLOCK = 16
_MOST_MEMORY, _MOST_WORK = 1 << 28, 1 << 31


class NoKeyFile(Exception):
    """The bytes are no such file; the message says why, in English, as the cause of a clearer error."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work scrypt makes of a passphrase."""

    n: int
    """Power of two; takes 128 * n * r bytes of memory."""
    r: int
    p: int
    """Takes p times the work."""

    @property
    def is_bearable(self) -> bool:
        """Whether it can be paid here: at most 256 MB, and some seconds."""
        memory = 128 * self.n * self.r
        return min(self.n, self.r, self.p) > 0 and memory <= _MOST_MEMORY and memory * self.p <= _MOST_WORK


USUAL = Cost(1 << 14, 8, 8)
"""A third of a second and 16 MB, the most memory that OpenSSL lends without being asked twice. More memory would make
guessing dearer still, and the file one that only we can open."""


def wrap(plain: bytes, passphrase: bytes, cost: Cost = USUAL) -> bytes:
    """Encrypt a private key.

    Args:
        plain: The key in PKCS #8, DER.
        passphrase: As bytes.
        cost: Of guessing.

    Returns:
        A PEM file.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    from cryptography.hazmat.primitives.padding import PKCS7

    salt, first = os.urandom(16), os.urandom(_BLOCK)
    key = Scrypt(salt, 32, cost.n, cost.r, cost.p).derive(passphrase)
    padder = PKCS7(8 * _BLOCK).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(first)).encryptor()
    sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    stretch = _sequence(_SCRYPT, _sequence(_part(_OCTETS, salt), *map(_integer, (cost.n, cost.r, cost.p))))
    cipher = _sequence(_AES_256_CBC, _part(_OCTETS, first))
    return _framed(_sequence(_sequence(_PBES2, _sequence(stretch, cipher)), _part(_OCTETS, sealed)))


def cost_of(content: bytes) -> Cost:
    """What a key file asks for before it opens; nothing is paid yet.

    Args:
        content: The file.

    Raises:
        NoKeyFile: it is no file of this form, not whole, or asks for too much.
    """
    if len(content) > LARGEST:
        raise NoKeyFile("too long")
    try:
        sealing, sealed = _parts(_only(_unframed(content), _SEQUENCE), (_SEQUENCE, _OCTETS))
        stretch, cipher = _parts(_only(_after(sealing, _PBES2), _SEQUENCE), (_SEQUENCE, _SEQUENCE))
        salt, n, r, p = _parts(_only(_after(stretch, _SCRYPT), _SEQUENCE), (_OCTETS, _INTEGER, _INTEGER, _INTEGER))
        first = _only(_after(cipher, _AES_256_CBC), _OCTETS)
    except (IndexError, ValueError) as error:
        raise NoKeyFile(str(error)) from error
    cost = Cost(*(int.from_bytes(part, "big", signed=True) for part in (n, r, p)))
    if not salt or len(first) != _BLOCK or not sealed or len(sealed) % _BLOCK or not cost.is_bearable:
        raise NoKeyFile("out of bounds")
    return cost


def _framed(content: bytes) -> bytes:
    text = base64.b64encode(content).decode()
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return "\n".join(
        ["-----BEGIN ENCRYPTED PRIVATE KEY-----", *lines, "-----END ENCRYPTED PRIVATE KEY-----", ""]
    ).encode()


def _unframed(content: bytes) -> bytes:
    found = _FRAME.fullmatch(content)
    if found is None:
        raise ValueError("no frame of an encrypted key")
    try:
        return base64.b64decode(b"".join(found[1].split()), validate=True)
    except binascii.Error as error:
        raise ValueError("the frame holds no base64") from error


def _sequence(*parts: bytes) -> bytes:
    return _part(_SEQUENCE, b"".join(parts))


def _integer(number: int) -> bytes:
    return _part(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _part(kind: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - the bit that says a length has several bytes
        return bytes([kind, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([kind, 0x80 | len(length)]) + length + content


def _read(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of ASN.1 that stand one after the other: kind and content."""
    while content:
        kind, size, start = content[0], content[1], 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(content[2:start], "big")
        if start + size > len(content):
            raise ValueError("cut short")
        yield kind, content[start : start + size]
        content = content[start + size :]


def _parts(content: bytes, kinds: tuple[int, ...]) -> list[bytes]:
    found = list(_read(content))
    if tuple(kind for kind, _ in found) != kinds:
        raise ValueError("other parts than expected")
    return [inner for _, inner in found]


def _only(content: bytes, kind: int) -> bytes:
    return _parts(content, (kind,))[0]


def _after(content: bytes, identifier: bytes) -> bytes:
    if not content.startswith(identifier):
        raise ValueError("another way of encrypting")
    return content[len(identifier) :]
