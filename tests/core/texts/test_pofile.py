from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import pofile
from core.texts.pofile import Entry, PoError

FOREIGN = r"""
# A translator's remark
msgid ""
msgstr ""
"Language: nb\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. Translators: short
#: core/a.py:12 core/b.py:3
#, python-brace-format, fuzzy
msgctxt "menu"
msgid "Open \"it\""
msgstr ""
"Åpne "
"\\ \"den\"\n"

msgid "{count} app"
msgid_plural "{count} apps"
msgstr[0] "{count} app"
msgstr[1] "{count} apper"

#~ msgid "Gone"
#~ msgstr "Borte"
"""


def test_files_of_other_tools_can_be_read() -> None:
    header, menu, apps = pofile.read(FOREIGN)
    assert header.message == ""
    assert menu == Entry(
        'Open "it"', "", "menu", ('Åpne \\ "den"\n',), ("core/a.py:12", "core/b.py:3"), ("Translators: short",), True
    )
    assert menu.key == 'menu\x04Open "it"'
    assert not menu.is_translated
    assert apps.strings == ("{count} app", "{count} apper")


@pytest.mark.parametrize("line", ["msgfoo x", 'msgid x"', '"alone"', "nonsense", 'msgid "'])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(PoError, match="line 1"):
        pofile.read(line)


def test_written_files_have_no_dates_and_no_line_numbers() -> None:
    text = pofile.write([Entry("b", files=("core/b.py",)), Entry("a", files=("core/b.py",))], "nb")
    assert "Date" not in text
    assert text.index('msgid "a"') < text.index('msgid "b"')
    assert text.endswith('msgid "b"\nmsgstr ""\n')


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1)
_ENTRIES = st.builds(
    lambda message, several, one, two: Entry(message, several, "", (one, two) if several else (one,)),
    _WORDS,
    st.one_of(st.just(""), _WORDS),
    _WORDS,
    _WORDS,
)


@given(_ENTRIES)
def test_what_is_written_is_read_again(entry: Entry) -> None:
    assert pofile.read(pofile.write([entry], "nb"))[1:] == (entry,)
