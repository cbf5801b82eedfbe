"""Every mistake in a source file is told with its file, line and field, what is wrong and what to do."""

# ruff: noqa: E501 - a table with one mistake a line

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import Silent, SourceInvalid
from core.publishing.build import load_source
from tests.core.publishing.small import edit


@dataclass(frozen=True)
class Case:
    """A mistake."""

    id: str
    file: str
    old: str
    new: str
    expected: str
    """What one of the lines must hold."""


APP, FIRM, TOP = "apps/example-notes.yaml", "companies/example-ie.yaml", "companies/example.yaml"
LAND, ADVICE, PAST = "countries/XE.yaml", "guidance/example-2024-notes.yaml", "incidents/2019.yaml"
REACH, EXODUS, WORDS = "reach/example-notes.yaml", "exodus/example-notes.yaml", "words/example.yaml"

CASES = (
    # any file
    Case("unknown key", APP, "website:", "web_site:", "web_site: is an unknown key; remove it or correct its spelling (did you mean website?)"),
    Case("missing key", APP, "category: notes\n", "", "apps/example-notes.yaml:1: category: is missing; add it"),
    Case("key twice", APP, "category: notes", "category: notes\ncategory: notes", ":7: category: stands twice; keep one"),
    Case("empty value", APP, "website: https://notes.example.com", "website:", "website: has no value; leave the key out"),
    Case("no mapping", APP, "", "- name\n", "apps/example-notes.yaml:1: is not a mapping"),
    Case("odd id", "apps/Example_Notes.yaml", "", "name: x\n", "apps/Example_Notes.yaml: the id 'Example_Notes' has odd characters"),
    Case("Windows id", "apps/aux.yaml", "", "name: x\n", "Windows allows no file called aux"),
    Case("stranger", "apps/notes.txt", "", "x", "apps/notes.txt: is no part of the format"),
    Case("strange folder", "app/notes.yaml", "", "x", "app: is no part of the format; rename or remove it"),
    Case("number for text", APP, "name: Example Notes", "name: 7", "name: is 7, not text; write text, in quotes"),
    Case("direction", APP, "name: Example Notes", 'name: "Example\\u202eNotes"', "name: holds an invisible character"),
    Case("not a list", APP, "tasks:\n  - notes", "tasks: notes", "tasks: is not a list"),
    # about
    Case("format", "catalogue.yaml", "format: 1", "format: 2", "catalogue.yaml:2: format: is 2; write a number from 1 to 1"),
    Case("moment", "catalogue.yaml", "T00:00:00Z", " 00:00", "created: is '2026-11-23 00:00', no such moment"),
    Case("as of later", "catalogue.yaml", 'as_of: "2026-11-23"', 'as_of: "2026-11-24"', "as_of: is 2026-11-24, after created"),
    Case("made far ahead", "catalogue.yaml", 'created: "2026-11-23', 'created: "9999-11-23', "created: is 9999-11-23T00:00:00Z, long after as_of"),
    Case("source name", "sources.yaml", "focus2024:", "Focus2024:", "Focus2024: is 'Focus2024'; write a-z, 0-9"),
    Case("source address", "sources.yaml", "focus2024: https://", "focus2024: htp://", "focus2024: is 'htp://"),
    Case("task language", "tasks.yaml", "      nn: Skrive meldingar\n", "", "tasks[1].label.nn: is missing; add the text"),
    Case("task twice", "tasks.yaml", "- id: team-chat", "- id: chat", "tasks[2].id: the id chat stands twice"),
    # apps
    Case("company", APP, "id: example-ie", "id: example-no", "company.id: names the company 'example-no', which does not exist"),
    Case("task", APP, "tasks:\n  - notes", "tasks:\n  - note", "tasks[1]: names the task 'note', which does not exist; correct the id or add the task (did you mean notes?)"),
    Case("category", APP, "category: notes", "category: noted", "category: names the category 'noted'"),
    Case("four tasks", APP, "  - notes\n", "  - notes\n  - chat\n  - meeting\n  - forum\n", "tasks: has 4 items; give at most 3"),
    Case("task again", APP, "  - notes\n", "  - notes\n  - notes\n", "tasks[2]: names 'notes' twice"),
    Case("platform", APP, "  - web", "  - website", "platforms[2]: is 'website'; write one of: android"),
    Case("platform order", APP, "  - android\n  - web", "  - web\n  - android", "platforms: are not in their order"),
    Case("package", APP, "id: com.example.notes", "id: notes", "store_ids[1].id: is 'notes'; write a package name"),
    Case("package without platform", APP, "  - android\n", "", "store_ids[1]: is an id of google-play; add one of android"),
    Case("same package", APP, "id: com.example.notes", "id: org.thoughtcrime.securesms", "store_ids: the google-play id org.thoughtcrime.securesms belongs to example-notes, signal"),
    Case("scope", APP, "verified_scope: package and owner\n", "", "verified_scope: is missing; tell what was verified"),
    Case("scope of nothing", APP, "verified: yes\nverified_scope", "verified: no\nverified_scope", "verified_scope: stands beside verified: no"),
    Case("link", APP, "package and owner", "package only", "company.verified: is yes, but verified_scope does not cover the owner"),
    Case("market", APP, 'market: "NO"', "market: SE", "company.market: is 'SE'; write one of: NO"),
    Case("name kind", APP, "kind: former", "kind: old", "other_names[1].kind: is 'old'; write one of: former, native, other, short"),
    Case("edition of itself", APP, "note:", "edition_of: example-notes\nnote:", "edition_of: names the app itself"),
    Case("background", APP, "platforms:", "traits:\n  - location-background\nplatforms:", "traits: location-background and the names read in the package"),
    # companies
    Case("holder", FIRM, "holder: example", "holder: exampel", "stakes[1].holder: names the company 'exampel', which does not exist; correct the id or add the company (did you mean example?)"),
    Case("circle", TOP, "  - relation: founder-controlled", "  - holder: example-ie\n    relation: founder-controlled", "companies/example.yaml:6: stakes: circle of owners: example > example-ie > example"),
    Case("no such day", FIRM, 'since: "2019"', 'since: "2019-02-30"', "stakes[1].since: is '2019-02-30', no such date"),
    Case("unquoted day", FIRM, 'since: "2019"', "since: 2019", "stakes[1].since: is 2019, not text; write the date in quotes"),
    Case("future", FIRM, 'since: "2019"', 'since: "2027"', "stakes[1].since: is 2027, later than 2026-11-23"),
    Case("share", FIRM, "min: 100", "min: 120", "stakes[1].share.min: is 120; write a number from 0 to 100"),
    Case("share upside down", FIRM, "max: 100", "max: 40", "stakes[1].share.min: is 100, more than max (40)"),
    Case("share without text", FIRM, '      text: "100"\n', "", "stakes[1].share.text: is missing"),
    Case("over half", FIRM, "control: control", "control: minor", "stakes[1].control: is minor with over 50 per cent"),
    Case("planned by nobody", TOP, "status: current", "status: planned", "stakes[1].status: is planned without a holder"),
    Case("kind of seat", FIRM, "kind: declared", "kind: not recorded", "kind: does not fit the scope entity and seat"),
    Case("no source", FIRM, "source_year: 2025\nsources:\n  - https://notes.example.com/privacy\n", "source_year: 2025\n", "companies/example-ie.yaml:1: is verified without a source"),
    Case("one claim", FIRM, "    counter_claim: the company says that it closed the office in 2022\n", "", "presences[1].counter_claim: is missing; a contested presence shows both claims"),
    Case("claim uncontested", FIRM, "    contested: true\n", "", "presences[1].claim: stands without contested: true"),
    Case("order of dates", FIRM, 'since: "2020-05"', 'since: "2020-05"\n    until: "2019"', "presences[1].since: is 2020-05, after until (2019)"),
    Case("country", FIRM, "seat: IE", "seat: IR", "seat: names the country 'IR', which does not exist"),
    # countries
    Case("eea", LAND, "eea: false", "eea: true", "adequacy.status: and eea disagree"),
    Case("flag", LAND, "eu: false", "eu: no", "eu: is 'no'; write true or false"),
    Case("inherits", "countries/HK.yaml", "inherits_from: CN", "inherits_from: HK", "inherits_from: names the country itself"),
    Case("inherits twice", LAND, "role: ordinary", "role: ordinary\ninherits_from: HK", "inherits_from: HK inherits itself"),
    Case("mention without words", LAND, "by: PST", "by: NSM", "mentions[1].by: mentioned_how has no text for NSM"),
    Case("words without mention", LAND, "by: PST", "by: NSM", "mentioned_how.PST: is said by no mention"),
    Case("report", LAND, "report: NTV", "report: NTB", "mentions[1].report: is 'NTB'; write one of: Fokus"),
    Case("note untold", LAND, "role: ordinary", "role: ordinary\nnote: a tax haven", "text: is missing beside note; say it in nb, nn and en"),
    Case("law of another", LAND, "id: XE-TELE", "id: XF-TELE", "laws[1].id: does not begin with XE-"),
    Case("lapsed", LAND, "status: amended", "status: lapsed", "laws[1].until: goes together with status lapsed; add until"),
    Case("amended", LAND, '    amended: "2023"\n', "", "laws[1].amended: goes together with status amended; add amended"),
    Case("planned law", LAND, "status: amended", "status: planned", "laws[1].since: is past, but the status is planned"),
    Case("mark in text", LAND, "Operators must help", "Operators must (unverified) help", "laws[1].plain.en: speaks of verification"),
    Case("code", "countries/Xe.yaml", "", "name: x\n", "countries/Xe.yaml: Xe is no country code"),
    # guidance
    Case("stance missing", ADVICE, "  example-notes: against\n", "  example-notes:\n", "apps.example-notes: has no value"),
    Case("stance", ADVICE, "example-notes: against", "example-notes: bans", "apps.example-notes: is 'bans'; write one of: accepts, against, concerns, mentions"),
    Case("law against", ADVICE, "strength: recommendation", "strength: law", "apps.example-notes: is against, but a text of the kind law tells nobody to leave an app; write concerns"),
    Case("app", ADVICE, "  example-notes: against", "  example-note: against", "apps.example-note: names the app 'example-note', which does not exist"),
    Case("app twice", ADVICE, "  - signal", "  - example-notes", "also_mentions: names example-notes, which stands in apps"),
    Case("precision", ADVICE, "issued_precision: month", "issued_precision: day", "issued: is '2024-02'; write YYYY-MM-DD"),
    Case("site", ADVICE, "site_covered: false\n", "", "site_covered: stands exactly where apps are named; add it"),
    Case("scope text", ADVICE, "relevance: direct", "relevance: comparable", "scope.text: stands only where relevance is direct; remove it"),
    Case("no scope text", ADVICE, "  text:\n    nb: Gjelder deg", "  text:\n    nx: Gjelder deg", "scope.text.nx: is no language of the catalogue"),
    Case("need", ADVICE, "  text:\n    en: A separate", "  text:\n    nb: Egen enhet.\n    en: A separate", "official_need.text: has only one of nb and nn"),
    Case("not mirrored", ADVICE, "relevance:", "supersedes:\n  - other-advice\nrelevance:", "supersedes[1]: names the guidance entry 'other-advice', which does not exist"),
    Case("superseded by none", ADVICE, "status: in force", "status: superseded", "superseded_by: is missing beside status superseded"),
    Case("facet", ADVICE, "match:\n  - apps", "match:\n  - apps\n  - trait", "categories: names nothing, but match says trait"),
    Case("has an entry", ADVICE, "site_covered", "names_without_entry:\n  - name: signal\n    stance: mentions\nsite_covered", "names_without_entry[1]: signal has an entry in apps/"),
    Case("who", ADVICE, "- public-employees", "- everyone", "scope.who[1]: is 'everyone'; write one of: county"),
    # incidents
    Case("wrong year", PAST, 'date: "2019-03-02"', 'date: "2018-03-02"', "incidents[1].date: is 2018-03-02; move the record to incidents/2018.yaml"),
    Case("claimed code", PAST, "kind: established", "kind: claimed", "incidents[1].code: stands in a claimed record; remove it"),
    Case("observed status", PAST, "kind: established", "kind: observed", "incidents[1].status: stands only in established records"),
    Case("no code", PAST, "    code: breach\n", "", "incidents[1].code: is missing; tell what kind of conduct it is about"),
    Case("checked before", PAST, 'status_checked: "2020-01"', 'status_checked: "2019-01"', "incidents[1].status_checked: is 2019-01, before the date"),
    Case("no sources", PAST, "    sources:\n      - https://regulator.example.com/notes\n", "", "incidents[1].sources: is missing"),
    Case("language", PAST, "      nn: Datatilsynet", "      nm: Datatilsynet", "incidents[1].text.nn: is missing; add the text"),
    # reach
    Case("no app", "reach/example-note.yaml", "", "facts: []\n", "reach/example-note.yaml: there is no app example-note"),
    Case("undated reading", EXODUS, 'date: "2026-02-03"', "date: not known", "facts[1].date: is not known; what was read in a package needs a date"),
    Case("count", EXODUS, "count: 2", "count: 3", "facts[1].value.count: is 3, but there are 2 names"),
    Case("sorting", EXODUS, "        - CAMERA\n        - INTERNET", "        - INTERNET\n        - CAMERA", "facts[1].value.names: are not sorted"),
    Case("not among names", EXODUS, "        camera:\n          - CAMERA", "        camera:\n          - CAMARA", "lists CAMARA, which is not among names"),
    Case("wrong group", EXODUS, "        camera:\n", "        contacts:\n", "facts[1].value.abilities.contacts: lists CAMERA, which abilities.yaml does not have in this group"),
    Case("no group", EXODUS, "        camera:\n", "        camra:\n", "facts[1].value.abilities.camra: names the ability group 'camra'"),
    Case("background unsaid", EXODUS, "        - CAMERA\n        - INTERNET", "        - ACCESS_BACKGROUND_LOCATION\n        - CAMERA", "apps/example-notes.yaml:1: traits: location-background and the names read in the package (ACCESS_BACKGROUND_LOCATION) disagree; add it"),
    Case("licence gone", EXODUS, "Open Database License 1.0", "open licence", "exodus/example-notes.yaml:1: the head does not name Open Database License 1.0"),
    Case("exodus elsewhere", REACH, "source: play-label", "source: exodus-umd", "facts[1].source: is exodus-umd; move the fact to exodus/"),
    Case("value key", REACH, "encrypted_in_transit: true", "encrypted: true", "facts[1].value.encrypted: is an unknown key"),
    Case("topic", REACH, "topic: label-practices", "topic: label", "facts[1].topic: is 'label'; write one of:"),
    Case("no address", REACH, "    url: https://play.google.com/store/apps/datasafety?id=com.example.notes\n", "", "facts[1].url: is missing; add the address"),
    Case("rule name", "abilities.yaml", "name: android.permission.READ_SMS", "name: android.permission.READ_SMSS", "groups: READ_SMS of the rule tables is in no group"),
    # words
    Case("word language", WORDS, "      nn: Hei\n", "", "words/example.yaml:3: example_topic.greeting.label.nn: is missing"),
    Case("places", WORDS, "en: Greets {name}.", "en: Greets {who}.", "example_topic.greeting.help: has other places in braces"),
    Case("long label", WORDS, "en: Hello", "en: Hello to all of you", "example_topic.greeting.label.en: is a label of more than four words"),
    Case("two sentences", WORDS, "en: Greets {name}.", "en: Greets {name}. Or not.", "example_topic.greeting.help.en: is not one sentence"),
    Case("no text", WORDS, "example_topic:", "example_empty: x\nexample_topic:", "example_empty: is no text in three languages"),
    Case("topic twice", WORDS, "example_topic:", "levels:", "levels: stands in words/"),
    Case("needed word", "words/conditions.yaml", "  K9:", "  K99:", "words/conditions.yaml: conditions.K9: is missing; add it in nb, nn and en: the program asks for it"),
)  # fmt: skip


def problems(folder: Path) -> tuple[str, ...]:
    """The lines of all mistakes in a source folder; empty where there are none."""
    try:
        load_source(folder, Silent())
    except SourceInvalid as error:
        return error.problems
    return ()


def test_the_small_source_has_no_mistake(small: Path) -> None:
    assert problems(small) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_mistake_is_told(case: Case, small: Path) -> None:
    edit(small, case.file, case.old, case.new)
    lines = problems(small)
    assert any(case.expected in line for line in lines), "\n".join(lines)


def test_all_mistakes_are_told_at_once_in_order(small: Path) -> None:
    edit(small, APP, "category: notes\n", "")
    edit(small, FIRM, "seat: IE", "seat: IR")
    edit(small, APP, "website: https://", "website: ")
    lines = problems(small)
    assert [line.split(": ", 2)[:2] for line in lines] == [
        ["apps/example-notes.yaml:1", "category"],
        ["apps/example-notes.yaml:19", "website"],
        ["companies/example-ie.yaml:3", "seat"],
    ]


@pytest.mark.parametrize("file", [APP, FIRM, LAND])
def test_a_file_that_cannot_be_read_is_one_mistake(file: str, small: Path) -> None:
    (small / file).write_bytes(b"\tname: x\n")
    with pytest.raises(SourceInvalid) as caught:
        load_source(small, Silent())
    assert caught.value.problems == (f"{file}:1: holds a tab; replace the tab by spaces",)


def test_superseding_must_be_said_on_both_sides(small: Path) -> None:
    text = (small / ADVICE).read_text(encoding="utf-8")
    (small / "guidance" / "later.yaml").write_text(f"{text}supersedes:\n  - example-2024-notes\n", encoding="utf-8")
    expected = "names example-2024-notes, which does not say so; add later to superseded_by of example-2024-notes"
    assert any(expected in line for line in problems(small))


def test_a_missing_file_is_told(small: Path) -> None:
    (small / "sources.yaml").unlink()
    lines = problems(small)
    assert "sources.yaml: is missing; add the file (docs/formats/catalogue.md tells what stands in it)" in lines
