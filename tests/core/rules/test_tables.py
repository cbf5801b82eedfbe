"""The rule file says exactly what the published tables say: every cell written down a second time, by hand.

The program reads one file. Should a row of it ever change, so must this second copy, and somebody has to mean it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.catalogue.store import CatalogueStore
from core.risk.model import Answer
from core.rules.levels import GateResult, Group, Level, Link, ReachClass
from core.rules.model import Rules
from core.situation import Device, InformationClass, Organisation, Platform, Purpose, Role

LOW, MODERATE, HIGH, VERY_HIGH, UNKNOWN = Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH, Level.UNKNOWN
N, K, Q = Answer.NO_OBJECTION, Answer.CONDITIONS, Answer.NEEDS_ASSESSMENT
REACHING = ("work-connected", "private-managed", "private-unmanaged", "travel")

# ---- value ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ValueCase:
    id: str
    classes: set[str]
    devices: set[str]
    level: Level


VALUE = (
    ValueCase("A1", {"black"}, set(), VERY_HIGH),
    ValueCase("A2", {"yellow"}, set(REACHING), HIGH),
    ValueCase("A3", {"red"}, set(REACHING), VERY_HIGH),
    ValueCase("A4", {"green"}, set(REACHING), MODERATE),
    ValueCase("A5", {"red"}, set(), HIGH),
    ValueCase("A6", {"yellow"}, {"work-unconnected"}, MODERATE),
    ValueCase("A7", {"green", "yellow"}, {"separate", "private-no-access", "work-unconnected"}, LOW),
)


def test_value_rows_stand_in_the_order_of_the_table(rules: Rules) -> None:
    assert [row.id for row in rules.value] == [case.id for case in VALUE]


@pytest.mark.parametrize("case", VALUE, ids=lambda case: case.id)
def test_value_row(case: ValueCase, rules: Rules) -> None:
    row = next(row for row in rules.value if row.id == case.id)
    assert (set(row.classes), set(row.devices), row.level) == (case.classes, case.devices, case.level)


def test_value_is_lifted_for_the_cleared_and_the_political_leadership(rules: Rules) -> None:
    lift = rules.value_raise
    assert (lift.id, set(lift.roles), set(lift.except_devices)) == (
        "A8",
        {Role.CLEARED, Role.POLITICAL_LEADERSHIP},
        {Device.SEPARATE},
    )


# ---- threat ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThreatCase:
    id: str
    groups: set[Group]
    links: set[Link]
    level: Level


THREAT = (
    ThreatCase("T1", {Group.N1}, {Link.DIRECT}, VERY_HIGH),
    ThreatCase("T2", {Group.N1}, {Link.CONTROL}, HIGH),
    ThreatCase("T3", {Group.N2}, {Link.DIRECT, Link.CONTROL}, HIGH),
    ThreatCase("T4", {Group.N1, Group.N2}, {Link.WEAK}, MODERATE),
    ThreatCase("T5", {Group.X}, {Link.DIRECT, Link.CONTROL}, MODERATE),
)


@pytest.mark.parametrize("case", THREAT, ids=lambda case: case.id)
def test_threat_row(case: ThreatCase, rules: Rules) -> None:
    row = next(row for row in rules.threat if row.id == case.id)
    assert (set(row.groups), set(row.links), row.level) == (case.groups, case.links, case.level)


def test_only_the_eea_or_a_weak_link_elsewhere_is_low(rules: Rules) -> None:
    row = rules.threat[-1]
    reached = {
        (group, link)
        for group in row.groups
        for link in row.links
        if not any(group in case.groups and link in case.links for case in THREAT)
    }
    assert (row.id, row.level) == ("T6", LOW)
    assert reached == {(Group.E, link) for link in Link} | {(Group.X, Link.WEAK)}


def test_a_holding_place_is_in_no_threat_row(rules: Rules) -> None:
    assert [row.id for row in rules.threat] == ["T1", "T2", "T3", "T4", "T5", "T6"]
    assert not any(Group.H in row.groups for row in rules.threat)
    assert [row.id for row in rules.group] == ["N1", "N2", "E", "H", "X"]


def test_threat_unknown_and_unverified(rules: Rules) -> None:
    assert (rules.threat_unknown.id, rules.threat_unverified.id) == ("T0", "T9")
    assert rules.threat_reads == {
        "none": HIGH,
        "low": MODERATE,
        "moderate": MODERATE,
        "high": HIGH,
        "very-high": HIGH,
    }
    limits = rules.threat_limits
    assert (limits.presence_source_months, limits.chain_warning_months, limits.ignore_below_percent) == (36, 18, 10)


# ---- vulnerability --------------------------------------------------------------------------------------------------

R3_ANDROID = """READ_SMS RECEIVE_SMS RECEIVE_MMS SEND_SMS READ_CALL_LOG WRITE_CALL_LOG PROCESS_OUTGOING_CALLS
    ANSWER_PHONE_CALLS ACCESS_BACKGROUND_LOCATION MANAGE_EXTERNAL_STORAGE PACKAGE_USAGE_STATS QUERY_ALL_PACKAGES
    REQUEST_INSTALL_PACKAGES"""
R3_SERVICES = "ACCESSIBILITY_SERVICE NOTIFICATION_LISTENER_SERVICE DEVICE_ADMIN VPN_SERVICE"
R2_ANDROID = """READ_CONTACTS WRITE_CONTACTS GET_ACCOUNTS READ_CALENDAR WRITE_CALENDAR RECORD_AUDIO CAMERA
    ACCESS_FINE_LOCATION BODY_SENSORS BODY_SENSORS_BACKGROUND READ_EXTERNAL_STORAGE READ_MEDIA_IMAGES READ_MEDIA_VIDEO
    SYSTEM_ALERT_WINDOW"""


def test_names_that_reach_deep(rules: Rules) -> None:
    row = rules.reach_row(ReachClass.R3)
    assert row.android == set(R3_ANDROID.split())
    assert row.android_services == {f"BIND_{name}" for name in R3_SERVICES.split()}
    assert row.flatpak_filesystems == {"host", "home"}
    assert row.flatpak_names == {"org.freedesktop.Flatpak"}
    assert row.always_platforms == {Platform.WINDOWS, Platform.MACOS, Platform.LINUX}
    assert row.android_prefixes == ()


def test_names_that_reach_people_rooms_and_places(rules: Rules) -> None:
    row = rules.reach_row(ReachClass.R2)
    assert row.android == set(R2_ANDROID.split())
    assert row.android_prefixes == ("health.",)
    assert row.always_platforms == {Platform.WEB}
    assert not any((row.android_services, row.flatpak_filesystems, row.flatpak_names))


@pytest.mark.parametrize("reach", [ReachClass.R1, ReachClass.UNREAD])
def test_nothing_opens_the_other_reach_classes(reach: ReachClass, rules: Rules) -> None:
    row = rules.reach_row(reach)
    assert not any((row.android, row.android_prefixes, row.android_services, row.always_platforms))


def test_reach_rows_stand_deepest_first(rules: Rules) -> None:
    assert [row.id.value for row in rules.reach] == ["R3", "R2", "R1", "R?"]
    assert rules.reach_limits.reading_months == 12


@pytest.mark.parametrize(
    ("code", "weight"),
    [("access", 3), ("sale", 3), ("covert", 3), ("promise", 2), ("breach", 2), ("basis", 1), ("none", 0)],
)
def test_weight_of_a_finding(code: str, weight: int, rules: Rules) -> None:
    assert getattr(rules.findings, code) == weight


def test_what_lessens_a_finding(rules: Rules) -> None:
    assert rules.findings.minus_if_observed == 1
    assert rules.findings.minus_if_older_years == (5, 10)


RECORDS = {
    "access": """tiktok-dpc-2025 bytedance-journalists-2022 meta-dpc-2023 deepseek-pipc-2025 wechat-citizenlab-2020
        zoom-citizenlab-2020""",
    "sale": "avast-ftc-2024 grindr-datatilsynet-2021 facebook-ftc-2019 out-of-control-2020",
    "covert": "clipboard-2020 inapp-browser-2022 local-mess-2025 dji-go4-2020 snapchat-ftc-2014",
    "promise": "zoom-ftc-2020 twitter-ftc-2022 tiktok-china-storage-2025",
    "breach": "facebook-scrape-dpc-2022 meta-dpc-2024 deepseek-wiz-2025 ecovacs-2024",
    "basis": """amazon-cnpd-2021 whatsapp-dpc-2021 instagram-dpc-2022 tiktok-cnil-2022 tiktok-dpc-2023
        meta-datatilsynet-2023 linkedin-dpc-2024 deepseek-italy-2025 uber-ap-2024 m365-edps-2024""",
    "none": """strava-alesund-2020 whatsapp-nso-2024 kaspersky-us-2024 teamviewer-apt29-2024 telegram-policy-2024
        tiktok-citizenlab-2021 tiktok-e2ee-2026 instagram-e2ee-2026""",
}


@pytest.mark.parametrize("code", RECORDS)
def test_records_carry_the_code_of_the_table(code: str, store: CatalogueStore) -> None:
    coded = {i.id for i in store.incidents() if i.code is not None and i.code.value == code}
    assert coded == set(RECORDS[code].split())


S_LEVELS = {
    "R3": ((HIGH, "S1"), (HIGH, "S1"), (HIGH, "S2"), (VERY_HIGH, "S3")),
    "R2": ((MODERATE, "S5"), (MODERATE, "S5"), (HIGH, "S2"), (HIGH, "S4")),
    "R1": ((LOW, "S7"), (LOW, "S7"), (MODERATE, "S6"), (HIGH, "S4")),
    "R?": ((UNKNOWN, "S0"), (UNKNOWN, "S0"), (UNKNOWN, "S0"), (UNKNOWN, "S0")),
}


@pytest.mark.parametrize("reach", S_LEVELS)
def test_vulnerability_row(reach: str, rules: Rules) -> None:
    row = rules.vulnerability_row(ReachClass(reach))
    assert tuple(zip(row.levels, row.ids, strict=True)) == S_LEVELS[reach]


def test_an_unread_package_is_read_as_the_deepest(rules: Rules) -> None:
    row = rules.vulnerability_row(ReachClass.UNREAD)
    assert row.at_least == ("", "", "moderate", "high")
    assert row.reads_as is ReachClass.R3
    assert [r.reads_as for r in rules.vulnerability if r.reach is not ReachClass.UNREAD] == [None, None, None]


# ---- answer ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerCase:
    id: str
    value: Level
    threat: set[Level]
    answers: tuple[Answer, Answer, Answer, Answer]
    """For vulnerability low, moderate, high, very high."""


ANSWERS = (
    AnswerCase("C1", LOW, {LOW, MODERATE}, (N, N, K, K)),
    AnswerCase("C2", LOW, {HIGH}, (K, K, K, K)),
    AnswerCase("C3", MODERATE, {LOW}, (N, N, K, K)),
    AnswerCase("C4", MODERATE, {MODERATE}, (N, K, K, K)),
    AnswerCase("C5", MODERATE, {HIGH}, (Q, Q, Q, Q)),
    AnswerCase("C6", HIGH, {LOW}, (N, N, K, Q)),
    AnswerCase("C7", HIGH, {MODERATE}, (N, K, K, Q)),
    AnswerCase("C8", HIGH, {HIGH}, (Q, Q, Q, Q)),
    AnswerCase("C9", VERY_HIGH, {LOW}, (K, K, Q, Q)),
    AnswerCase("C10", VERY_HIGH, {MODERATE}, (K, Q, Q, Q)),
    AnswerCase("C11", VERY_HIGH, {HIGH}, (Q, Q, Q, Q)),
)


def test_black_information_always_needs_an_assessment(rules: Rules) -> None:
    assert (rules.answer_black.id, rules.answer_black.answer) == ("C0", Q)


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case.id)
def test_answer_row(case: AnswerCase, rules: Rules) -> None:
    row = next(row for row in rules.answer if row.id == case.id)
    assert (row.value, set(row.threat), row.answers) == (case.value, case.threat, case.answers)


def test_there_are_no_other_answer_rows(rules: Rules) -> None:
    assert [row.id for row in rules.answer] == [case.id for case in ANSWERS]


# ---- guidance gates -------------------------------------------------------------------------------------------------


def test_gates_in_their_order(rules: Rules) -> None:
    assert [(row.id, row.name) for row in rules.gate] == [
        ("G1", "date"),
        ("G2", "app"),
        ("G3", "body"),
        ("G4", "person"),
        ("G5", "device"),
        ("G6", "use"),
    ]


def test_types_with_one_member(rules: Rules) -> None:
    members = {row.name: row.single_members for row in rules.gate if row.single_members}
    assert members == {"body": {"parliament": ("stortinget",), "police": ("pod",)}}


PUBLIC = {"ministry", "state-agency", "county", "municipality", "health-trust", "police", "parliament"}
TERMS = {
    "public-employees": PUBLIC,
    "state-administration": {"ministry", "state-agency", "police"},
    "ministries": {"ministry"},
    "county": {"county"},
    "municipality": {"municipality"},
    "health-trust": {"health-trust"},
    "police": {"police"},
    "parliament": {"parliament"},
    "private-under-security-act": {"security-act-whole", "security-act-partly"},
    "private-other": {"outside", "security-act-chapter10"},
    "general-public": {org.value for org in Organisation},
    "foreign-public": set(),
    "eu-institution": set(),
    "obliged-entity": set(),
}


@pytest.mark.parametrize("term", TERMS)
def test_person_term(term: str, rules: Rules) -> None:
    assert rules.person_terms[term] == TERMS[term]


def test_there_are_no_other_person_terms(rules: Rules) -> None:
    assert set(rules.person_terms) == set(TERMS)
    assert rules.person_unsettled == {"private-under-security-act": {Organisation.SECURITY_ACT_CHAPTER10}}
    assert {term: (fit.role, fit.org) for term, fit in rules.person_roles.items()} == {
        "political-leadership": (Role.POLITICAL_LEADERSHIP, Organisation.MINISTRY)
    }


@pytest.mark.parametrize(
    ("role", "result"),
    [
        (Role.ORDINARY, GateResult.HOLDS),
        (Role.MANAGEMENT, GateResult.HOLDS),
        (Role.CLEARED, GateResult.HOLDS),
        (Role.POLITICAL_LEADERSHIP, GateResult.HOLDS),
        (Role.ELECTED, GateResult.UNSETTLED),
        (Role.CONTRACTOR, GateResult.UNSETTLED),
        (Role.PUPIL, GateResult.FAILS),
    ],
)
def test_role_gate(role: Role, result: GateResult, rules: Rules) -> None:
    assert rules.role_gate.of(role) is result
    assert rules.role_gate.elected_holds_for == ("stortinget",)


DEVICE_ROWS = {
    "work-connected": ("holds", "fails", "fails", "fails"),
    "private-managed": ("by-private-device", "holds", "fails", "fails"),
    "private-unmanaged": ("by-private-device", "holds", "fails", "fails"),
    "travel": ("unsettled", "fails", "fails", "holds"),
    "separate": ("fails", "fails", "holds", "fails"),
    "work-unconnected": ("fails-connection", "fails", "fails", "fails"),
    "private-no-access": ("fails-connection", "fails", "fails", "fails"),
}


@pytest.mark.parametrize("device", DEVICE_ROWS)
def test_device_row(device: str, rules: Rules) -> None:
    assert rules.device_gate.rows[Device(device)] == DEVICE_ROWS[device]


def test_device_columns_and_words(rules: Rules) -> None:
    table = rules.device_gate
    assert len(table.rows) == len(DEVICE_ROWS)
    assert table.columns == (
        "work-device-connected",
        "private-device-connected",
        "dedicated-separate-device",
        "travel-device",
    )
    assert table.same_as == {"managed-client": "work-device-connected"}
    assert table.private_device == {
        "covered": "holds",
        "advised": "holds",
        "unclear": "unsettled",
        "asked": "unsettled",
        "not covered": "fails",
        "not relevant": "fails",
    }


def test_which_strength_gives_which_voice(rules: Rules) -> None:
    assert set(rules.voices.not_allowed) == {"prohibition", "requirement", "law"}
    assert set(rules.voices.advised_against) == {"recommendation", "advice", "decision"}
    assert set(rules.voices.never) == {"threat assessment", "incident"}


# ---- headline, conditions, tiers ------------------------------------------------------------------------------------


def test_headline_rows(rules: Rules) -> None:
    assert [(row.id, row.answer) for row in rules.headline] == [
        ("V1", Answer.NOT_ALLOWED),
        ("V2", None),
        ("V3", Answer.ADVISED_AGAINST),
        ("V4", Answer.REASONING_REACHES),
        ("V5", Answer.NOT_ASSESSED),
        ("V6", None),
    ]
    assert rules.headline_row("V2").answers == {
        "allow": N,
        "allow-with-conditions": K,
        "under-assessment": Q,
        "not-allowed": Answer.NOT_ALLOWED,
    }
    assert rules.ruling.signatures_if_milder == 2


UNSAFE = {HIGH, VERY_HIGH, UNKNOWN}
CONDITIONS: dict[str, dict[str, object]] = {
    "K1": {"threat": UNSAFE, "purposes": {Purpose.PRIVATE}},
    "K2": {"abilities": {"contacts", "calendar"}},
    "K3": {"abilities": {"location", "location-background"}},
    "K4": {"abilities": {"microphone", "camera"}},
    "K5": {"vulnerability": UNSAFE},
    "K6": {"except_platforms": {Platform.WEB}},
    "K7": {"threat": UNSAFE, "purposes": {Purpose.PRIVATE}},
    "K8": {"threat_rules": {"T0", "T9"}, "chain": {"incomplete", "link-not-read"}},
    "K9": {"vulnerability_rules": {"S0"}},
    "K10": {"devices": {Device.SEPARATE}},
}
CAUSES = (
    "threat",
    "threat_rules",
    "vulnerability",
    "vulnerability_rules",
    "purposes",
    "abilities",
    "except_platforms",
    "devices",
    "chain",
)


@pytest.mark.parametrize("name", CONDITIONS)
def test_condition_row(name: str, rules: Rules) -> None:
    row = next(row for row in rules.condition if row.id == name)
    assert {cause: set(getattr(row, cause)) for cause in CAUSES if getattr(row, cause)} == CONDITIONS[name]


def test_conditions_and_flips_have_their_limits(rules: Rules) -> None:
    assert [row.id for row in rules.condition] == list(CONDITIONS)
    assert (rules.condition_limits.printed, rules.condition_limits.fallback) == (5, "K1")
    assert (rules.flips.milder, rules.flips.stricter) == (3, 1)


def test_tier_rows(rules: Rules) -> None:
    assert [row.id for row in rules.tier] == ["stop", "separate", "others", "3", "2", "1"]
    needs = {row.id: row.official_need for row in rules.tier if row.official_need}
    assert needs == {"others": {"separate device": "separate", "yes, limited": "3", "case by case": "3"}}
    answers = {row.id: set(row.answers) for row in rules.tier if row.answers}
    assert answers == {"2": {Answer.REASONING_REACHES, Answer.NEEDS_ASSESSMENT}}


def test_every_class_and_device_of_the_tables_exists() -> None:
    assert {kind.value for kind in InformationClass} == {"green", "yellow", "red", "black"}
    assert {device.value for device in Device} == set(DEVICE_ROWS)
