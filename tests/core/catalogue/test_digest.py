"""The logical digest, computed again by another hand from the words in docs/formats/catalogue.md."""

import hashlib
import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from core.catalogue.digest import Row, _encode, bucket_digests, logical_digest, short_digest
from core.catalogue.schema import TABLES
from core.catalogue.store import CatalogueStore


def by_hand(path: Path) -> str:
    """Steps 1 to 4 of the page, as plainly as can be."""
    lines: list[list[bytes]] = [[] for _ in range(256)]
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            order = ", ".join(f'"{column}"' for column in table.key)
            for row in connection.execute(f'select * from "{table.name}" order by {order}'):  # noqa: S608
                if (table.name, row[0]) == ("meta", "digest"):
                    continue
                line = json.dumps([table.name, *row], ensure_ascii=False, separators=(",", ":")) + "\n"
                lines[zlib.crc32(row[0].encode()) % 256].append(line.encode())
    buckets = [hashlib.sha256(b"".join(bucket)).digest() for bucket in lines]
    return "sha256:" + hashlib.sha256(b"appvett-catalogue 2\n" + b"".join(buckets)).hexdigest()


def rows(**tables: list[Row]) -> dict[str, list[Row]]:
    return {table.name: tables.get(table.name, []) for table in TABLES}


def test_the_page_gives_the_same_digest(real_catalogue: Path, store: CatalogueStore) -> None:
    assert by_hand(real_catalogue) == store.info().digest


def test_the_digest_leaves_out_itself() -> None:
    plain, with_digest = rows(meta=[("as_of", "x")]), rows(meta=[("as_of", "x"), ("digest", "y")])
    assert logical_digest(plain.__getitem__) == logical_digest(with_digest.__getitem__)


def test_rows_of_one_app_lie_in_one_bucket() -> None:
    before = rows(app_task=[("a", 0, "chat"), ("b", 0, "chat")])
    after = rows(app_task=[("a", 0, "chat"), ("b", 0, "mail"), ("b", 1, "chat")])
    pairs = zip(bucket_digests(before.__getitem__), bucket_digests(after.__getitem__), strict=True)
    assert sum(old != new for old, new in pairs) == 1


def test_values_cannot_slip_into_one_another() -> None:
    digests = {
        logical_digest(rows(word=[row]).__getitem__)
        for row in (("a", "b", "c", "d"), ("a", 'b","c', "d", ""), ("a", "b", "c", None), ("a", "b", "c", "null"))
    }
    assert len(digests) == 4


def test_the_short_form_is_sixteen_digits() -> None:
    assert short_digest("sha256:" + "0123456789abcdef" * 4) == "0123456789abcdef"


def test_rows_are_written_as_the_standard_library_writes_json() -> None:
    codes = [code for code in (*range(0x3000), *range(0x3000, 0x110000, 97)) if not 0xD800 <= code < 0xE000]
    for code in codes:
        line = json.dumps(["word", chr(code), -code, None], ensure_ascii=False, separators=(",", ":"))
        assert _encode(("word", chr(code), -code, None)).decode() == line
