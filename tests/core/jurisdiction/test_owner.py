"""The owner in one line: the last company that is known to control, never an office and never a mere plan."""

from __future__ import annotations

import pytest

from core.facts import AppId, CompanyId
from core.jurisdiction.chain import trace
from core.jurisdiction.model import Company, Control, StakeStatus
from core.jurisdiction.owner import Owner, country_to_list, owner_of
from core.risk.desk import Desk
from core.rules.levels import Level
from core.rules.model import Rules
from tests.builders import DAY, a_company, a_presence, a_situation, a_stake, a_world


def owner(rules: Rules, *companies: Company, of: str = "maker") -> Owner:
    """The owner of the company `of` in a world of these companies."""
    world = a_world(*companies)
    return owner_of(trace(CompanyId(of), world, DAY, rules.threat_limits), world)


def test_owner_is_the_last_company_in_control(rules: Rules) -> None:
    found = owner(
        rules,
        a_company("maker", "IE", a_stake("middle")),
        a_company("middle", "NL", a_stake("top")),
        a_company("top", "US"),
    )
    assert (found.name, found.country) == ("Top", "US")


@pytest.mark.parametrize("control", [Control.SIGNIFICANT, Control.MINOR, Control.UNKNOWN])
def test_holder_without_known_control_is_not_the_owner(rules: Rules, control: Control) -> None:
    found = owner(rules, a_company("maker", "NO", a_stake("parent", control)), a_company("parent", "CN"))
    assert (found.name, found.country) == ("Maker", "NO")


@pytest.mark.parametrize("status", [StakeStatus.ANNOUNCED, StakeStatus.PLANNED, StakeStatus.DISPUTED])
def test_holder_who_may_never_come_is_not_the_owner(rules: Rules, status: StakeStatus) -> None:
    found = owner(rules, a_company("maker", "US", a_stake("parent", status=status)), a_company("parent", "CN"))
    assert found.country == "US"


def test_office_abroad_does_not_move_the_owner(rules: Rules) -> None:
    found = owner(rules, a_company("maker", "US", presences=(a_presence("CN"),)))
    assert (found.country, found.contested) == ("US", ())


def test_contested_country_stands_beside_the_owners(rules: Rules) -> None:
    found = owner(rules, a_company("maker", "AE", presences=(a_presence("RU", contested=True),)))
    assert (found.country, found.contested) == ("AE", ("RU",))


def test_seat_goes_before_the_place_of_registration(rules: Rules) -> None:
    assert owner(rules, a_company("maker", "CN", incorporation="KY")).country == "CN"


def test_circle_of_owners_ends(rules: Rules) -> None:
    found = owner(rules, a_company("maker", "NO", a_stake("other")), a_company("other", "SE", a_stake("maker")))
    assert found.name in ("Maker", "Other")


def test_nobody_recorded_is_nobody(rules: Rules) -> None:
    found = owner(rules, a_company("maker", "NO"), of="stranger")
    assert (found.name, found.country, found.contested) == ("", None, ())


@pytest.mark.parametrize(
    ("app", "country", "contested"),
    [
        ("tiktok", "CN", ()),
        ("zoom", "US", ()),
        ("opera", "CN", ()),
        ("telegram", "AE", ("RU",)),
        ("instagram", "US", ()),
    ],
)
def test_owners_of_known_apps(desk: Desk, app: str, country: str, contested: tuple[str, ...]) -> None:
    about = desk.subject(AppId(app), a_situation())
    assert about is not None
    found = owner_of(about.ownership, about.owners)
    assert (found.country, found.contested) == (country, contested)


@pytest.mark.parametrize(
    ("app", "country"), [("kaspersky", "RU"), ("temu", "CN"), ("zoom", "US"), ("telegram", "AE"), ("opera", "CN")]
)
def test_line_of_a_list_never_contradicts_the_threat_beside_it(desk: Desk, app: str, country: str) -> None:
    about = desk.subject(AppId(app), a_situation())
    assert about is not None
    owner_found = owner_of(about.ownership, about.owners)
    is_sure = about.threat.level is not Level.UNKNOWN
    assert country_to_list(about.ownership, owner_found, is_sure=is_sure) == country
