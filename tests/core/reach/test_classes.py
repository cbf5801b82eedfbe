"""What a package may do, and how much a finding weighs: by name and by date, never by count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest

from core.catalogue.store import CatalogueStore
from core.facts import AppId, Kind, Verified
from core.reach import heaviest, rate_vulnerability, read_variant, weigh
from core.reach.classes import Basis, Reading
from core.reach.model import Code, Incident, IncidentStatus, ReachFact
from core.rules.levels import Level, ReachClass
from core.rules.model import Rules
from core.situation import Platform
from tests.builders import DAY, a_flatpak, a_reading, an_incident, on
from tests.core.rules.test_tables import R2_ANDROID, R3_ANDROID, R3_SERVICES, S_LEVELS

R1, R2, R3, UNREAD = ReachClass.R1, ReachClass.R2, ReachClass.R3, ReachClass.UNREAD


def read(rules: Rules, *facts: ReachFact, platform: Platform = Platform.ANDROID, day: date = DAY) -> Reading:
    """The reading of one platform."""
    return read_variant(facts, platform, day, rules)


# ---- Android --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", R3_ANDROID.split())
def test_a_deep_name_alone_is_r3(name: str, rules: Rules) -> None:
    found = read(rules, a_reading("INTERNET", name))
    assert (found.reach, found.causes, found.basis) == (R3, (name,), Basis.PACKAGE)


@pytest.mark.parametrize("name", R3_SERVICES.split())
def test_a_service_that_the_app_offers_is_r3(name: str, rules: Rules) -> None:
    found = read(rules, a_reading("INTERNET", services=(f"BIND_{name}",)))
    assert (found.reach, found.causes) == (R3, (f"BIND_{name}",))


@pytest.mark.parametrize("name", R3_SERVICES.split())
def test_a_service_that_is_only_named_is_nothing(name: str, rules: Rules) -> None:
    assert read(rules, a_reading(f"BIND_{name}")).reach is R1


def test_another_service_is_nothing(rules: Rules) -> None:
    assert read(rules, a_reading(services=("BIND_AUTOFILL_SERVICE",))).reach is R1


@pytest.mark.parametrize("name", [*R2_ANDROID.split(), "health.READ_STEPS", "health.WRITE_SLEEP"])
def test_a_name_of_people_rooms_or_places_alone_is_r2(name: str, rules: Rules) -> None:
    found = read(rules, a_reading("INTERNET", name))
    assert (found.reach, found.causes) == (R2, (name,))


@pytest.mark.parametrize(
    "name",
    [
        "INTERNET",
        "ACCESS_COARSE_LOCATION",
        "WRITE_EXTERNAL_STORAGE",
        "DISABLE_KEYGUARD",
        "READ_PHONE_NUMBERS",
        "CAPTURE_VIDEO_OUTPUT",
        "POST_NOTIFICATIONS",
        "com.example.permission.READ_SMS",
        "unhealthy.READ",
    ],
)
def test_any_other_name_is_r1(name: str, rules: Rules) -> None:
    assert read(rules, a_reading(name)).reach is R1


def test_the_deepest_name_decides_however_many_there_are(rules: Rules) -> None:
    shallow = tuple(f"NAME_{number}" for number in range(100))
    assert read(rules, a_reading(*shallow)).reach is R1
    assert read(rules, a_reading(*shallow, "CAMERA", "READ_SMS")).causes == ("READ_SMS",)


def test_every_name_that_opens_the_class_is_told_sorted(rules: Rules) -> None:
    assert read(rules, a_reading("RECORD_AUDIO", "CAMERA")).causes == ("CAMERA", "RECORD_AUDIO")


@dataclass(frozen=True)
class AgeCase:
    id: str
    read_on: str
    names: tuple[str, ...]
    reach: ReachClass
    old: bool


AGES = (
    AgeCase("little, this month", "2026-11-01", (), R1, False),
    AgeCase("little, twelve months ago", "2025-11-23", (), R1, False),
    AgeCase("little, a day more", "2025-11-22", (), UNREAD, True),
    AgeCase("little, some day of 2025", "2025", (), UNREAD, True),
    AgeCase("little, some day of a month that began too early", "2025-11", (), UNREAD, True),
    AgeCase("people, old", "2024-09-17", ("CAMERA",), R2, True),
    AgeCase("deep, old", "2020", ("READ_SMS",), R3, True),
)


@pytest.mark.parametrize("case", AGES, ids=lambda case: case.id)
def test_an_old_reading_keeps_what_it_found_and_clears_nothing(case: AgeCase, rules: Rules) -> None:
    found = read(rules, a_reading(*case.names, date=on(case.read_on)))
    assert (found.reach, found.old) == (case.reach, case.old)


@dataclass(frozen=True)
class UnreadCase:
    id: str
    facts: tuple[ReachFact, ...]


UNREADS = (
    UnreadCase("nothing was read", ()),
    UnreadCase("nobody checked it", (a_reading("CAMERA", verified=Verified.NO),)),
    UnreadCase("read after the day", (a_reading("CAMERA", date=on("2026-11-24")),)),
    UnreadCase("no date", (a_reading("CAMERA", date=None),)),
    UnreadCase("another platform's", (a_reading("CAMERA", platform="ios"),)),
    UnreadCase("a Flatpak", (a_flatpak("--filesystem=host"),)),
)


@pytest.mark.parametrize("case", UNREADS, ids=lambda case: case.id)
def test_without_a_reading_the_reach_is_its_own_class(case: UnreadCase, rules: Rules) -> None:
    found = read(rules, *case.facts)
    assert (found.reach, found.basis, found.fact) == (UNREAD, Basis.UNREAD, None)


def test_the_newest_reading_counts(rules: Rules) -> None:
    older, newer = a_reading("READ_SMS", date=on("2026-01-01")), a_reading("CAMERA", date=on("2026-02-01"))
    assert read(rules, newer, older).fact is newer
    assert read(rules, newer, older, day=date(2026, 1, 15)).fact is older


# ---- iOS, web, desktop ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("names", "reach"), [(("READ_SMS",), R3), (("CAMERA",), R2), ((), UNREAD)], ids=str)
def test_ios_takes_over_what_was_read_on_android_and_little_clears_nothing(
    names: tuple[str, ...], reach: ReachClass, rules: Rules
) -> None:
    found = read(rules, a_reading(*names), platform=Platform.IOS)
    assert (found.reach, found.basis) == (reach, Basis.ANDROID)


def test_a_reading_of_ios_itself_goes_first(rules: Rules) -> None:
    own = a_reading("CAMERA", platform="ios", date=on("2026-01-01"))
    found = read(rules, a_reading("READ_SMS"), own, platform=Platform.IOS)
    assert (found.reach, found.basis, found.fact) == (R2, Basis.PACKAGE, own)


@pytest.mark.parametrize("platform", [Platform.WINDOWS, Platform.MACOS, Platform.LINUX], ids=str)
def test_a_desktop_program_runs_with_your_own_rights(platform: Platform, rules: Rules) -> None:
    found = read(rules, a_reading(), platform=platform)
    assert (found.reach, found.basis, found.fact) == (R3, Basis.PLATFORM, None)


def test_a_web_site_gets_what_you_type(rules: Rules) -> None:
    found = read(rules, a_reading("READ_SMS"), platform=Platform.WEB)
    assert (found.reach, found.basis) == (R2, Basis.PLATFORM)


@dataclass(frozen=True)
class FlatpakCase:
    id: str
    arguments: tuple[str, ...]
    reach: ReachClass


FLATPAKS = (
    FlatpakCase("nothing", (), R2),
    FlatpakCase("all files", ("--filesystem=host",), R3),
    FlatpakCase("the home folder", ("--filesystem=home",), R3),
    FlatpakCase("all files, to read only", ("--filesystem=host:ro",), R3),
    FlatpakCase("all files, to write", ("--filesystem=host:rw",), R3),
    FlatpakCase("all files, to create", ("--filesystem=home:create",), R3),
    FlatpakCase("all files taken away", ("--filesystem=!host",), R2),
    FlatpakCase("the home folder taken away", ("--nofilesystem=home",), R2),
    FlatpakCase("some folders", ("--filesystem=xdg-download", "--filesystem=home/.mozilla"), R2),
    FlatpakCase("settings of the host", ("--filesystem=host-etc",), R2),
    FlatpakCase("a way out of the sandbox", ("--talk-name=org.freedesktop.Flatpak",), R3),
    FlatpakCase("portals", ("--talk-name=org.freedesktop.portal.Documents",), R2),
    FlatpakCase("other names", ("--talk-name=org.freedesktop.secrets", "--device=all"), R2),
)


@pytest.mark.parametrize("case", FLATPAKS, ids=lambda case: case.id)
def test_reach_of_a_flatpak(case: FlatpakCase, rules: Rules) -> None:
    found = read(rules, a_flatpak("--share=network", *case.arguments), platform=Platform.LINUX)
    assert (found.reach, found.basis) == (case.reach, Basis.SANDBOX)


def test_an_old_flatpak_keeps_its_class(rules: Rules) -> None:
    found = read(rules, a_flatpak(date=on("2023-03-02")), platform=Platform.LINUX)
    assert (found.reach, found.old) == (R2, True)


def test_a_flatpak_that_nobody_checked_leaves_the_program_outside_a_sandbox(rules: Rules) -> None:
    found = read(rules, a_flatpak(verified=Verified.NO), platform=Platform.LINUX)
    assert (found.reach, found.basis) == (R3, Basis.PLATFORM)


@pytest.mark.parametrize(
    ("app", "reach"), [("vlc", R3), ("vscode", R3), ("session", R3), ("signal", R2), ("vivaldi", R2)]
)
def test_reach_of_real_flatpaks(app: str, reach: ReachClass, store: CatalogueStore, rules: Rules) -> None:
    assert read(rules, *store.reach(AppId(app)), platform=Platform.LINUX).reach is reach


# ---- weight of a finding --------------------------------------------------------------------------------------------

FULL = {
    Code.ACCESS: 3,
    Code.SALE: 3,
    Code.COVERT: 3,
    Code.PROMISE: 2,
    Code.BREACH: 2,
    Code.BASIS: 1,
    Code.NONE: 0,
}
KIND = {Kind.ESTABLISHED: 0, Kind.DECLARED: 0, Kind.FOUND: 0, Kind.NOT_RECORDED: 0, Kind.OBSERVED: 1}
"""What is taken off for the kind; a claimed finding weighs nothing at all."""
AGE = {"2026-11-22": 0, "2021-11-23": 0, "2021-11-22": 1, "2016-11-23": 1, "2016-11-22": 2, "2010": 2}
STATUS = {
    None: 1,
    IncidentStatus.FINAL: 1,
    IncidentStatus.SETTLED: 1,
    IncidentStatus.UNKNOWN: 1,
    IncidentStatus.STAYED: 1,
    IncidentStatus.UNDER_APPEAL: 1,
    IncidentStatus.ANNULLED: 0,
}


def test_weight_of_every_code_kind_age_and_status(rules: Rules) -> None:
    wrong = []
    for code, kind, age, status in product(Code, Kind, AGE, STATUS):
        incident = an_incident(code, kind=kind, date=on(age), status=status)
        expected = 0 if kind is Kind.CLAIMED else max(0, FULL[code] - KIND[kind] - AGE[age]) * STATUS[status]
        if (found := weigh(incident, DAY, rules.findings)) != expected:
            wrong.append((code, kind, age, status, found, expected))
    assert not wrong


def test_a_finding_that_nobody_read_weighs_nothing(rules: Rules) -> None:
    assert weigh(an_incident(verified=Verified.NO), DAY, rules.findings) == 0
    assert weigh(an_incident(verified=Verified.PARTLY), DAY, rules.findings) == 3


def test_a_finding_without_code_weighs_nothing(rules: Rules) -> None:
    assert weigh(an_incident(None, kind=Kind.CLAIMED), DAY, rules.findings) == 0


def test_a_finding_of_a_later_day_was_not_known(rules: Rules) -> None:
    later = an_incident(date=on("2026-11-24"))
    assert weigh(later, DAY, rules.findings) == 0
    assert weigh(later, date(2026, 11, 24), rules.findings) == 3


def test_a_vague_date_never_makes_a_finding_lighter(rules: Rules) -> None:
    assert weigh(an_incident(date=on("2021")), DAY, rules.findings) == 3
    assert weigh(an_incident(date=on("2021-11")), DAY, rules.findings) == 3


def test_the_heaviest_finding_about_the_app_itself_counts(rules: Rules) -> None:
    others = an_incident(apps=(AppId("sister"),))
    light, heavy = an_incident(Code.BASIS), an_incident(Code.BREACH)
    assert heaviest(AppId("app"), (others, light, heavy), DAY, rules.findings) == 2
    assert heaviest(AppId("app"), (others,), DAY, rules.findings) == 0
    assert heaviest(AppId("sister"), (others, light), DAY, rules.findings) == 3


REAL_WEIGHTS = {
    "tiktok-dpc-2025": 3,
    "bytedance-journalists-2022": 3,
    "tiktok-china-storage-2025": 2,
    "facebook-ftc-2019": 2,
    "clipboard-2020": 1,
    "snapchat-ftc-2014": 1,
    "amazon-cnpd-2021": 0,
    "deepseek-wiz-2025": 1,
    "local-mess-2025": 2,
    "tiktok-citizenlab-2021": 0,
    "pinduoduo-2023": 0,
}


@pytest.mark.parametrize("name", REAL_WEIGHTS)
def test_weight_of_real_findings(name: str, store: CatalogueStore, rules: Rules) -> None:
    incident = next(i for i in store.incidents() if i.id == name)
    assert weigh(incident, DAY, rules.findings) == REAL_WEIGHTS[name]


def test_real_records_have_no_code_exactly_where_they_are_claimed(store: CatalogueStore) -> None:
    def is_claimed(incident: Incident) -> bool:
        return incident.kind is Kind.CLAIMED

    assert [i.id for i in store.incidents() if (i.code is None) is not is_claimed(i)] == []


# ---- level ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reach", list(ReachClass), ids=str)
@pytest.mark.parametrize("weight", range(4))
def test_level_of_every_reach_class_and_weight(reach: ReachClass, weight: int, rules: Rules) -> None:
    found = rate_vulnerability(reach, weight, rules)
    assert (found.level, found.rule) == S_LEVELS[reach.value][weight]
    assert found.weight == weight
    expected: Any = S_LEVELS["R3" if reach is UNREAD else reach.value][weight][0]
    assert found.reads_as is expected
    floors = {2: Level.MODERATE, 3: Level.HIGH} if reach is UNREAD else {}
    assert found.at_least is floors.get(weight)
