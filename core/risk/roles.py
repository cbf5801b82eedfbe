"""What an ability of an app means for somebody in one's own role: the sentence follows the role, the fact does not."""

from __future__ import annotations

from collections.abc import Mapping

from core.situation import Role
from core.texts.phrase import Phrase, phrase

_PEOPLE, _PLACES, _ROOMS, _PAPERS = "people", "places", "rooms", "papers"

_TOUCHES: Mapping[str, str] = {
    "contacts": _PEOPLE,
    "calls-sms": _PEOPLE,
    "location": _PLACES,
    "location-background": _PLACES,
    "camera": _ROOMS,
    "microphone": _ROOMS,
    "files-photos": _PAPERS,
    "calendar": _PAPERS,
}
"""What each ability lays open; the others mean the same for everybody."""

_MEANS: Mapping[tuple[Role, str], Phrase] = {
    (Role.ORDINARY, _PEOPLE): phrase("For you that includes colleagues and people you help at work."),
    (Role.ORDINARY, _PAPERS): phrase("For you that includes what you have saved or photographed at work."),
    (Role.MANAGEMENT, _PEOPLE): phrase("For you that includes staff, partners and people you negotiate with."),
    (Role.MANAGEMENT, _PLACES): phrase("For you that includes where and with whom you have meetings."),
    (Role.MANAGEMENT, _ROOMS): phrase("For you that includes meetings about staff, contracts and readiness."),
    (Role.MANAGEMENT, _PAPERS): phrase("For you that includes papers that are not public yet."),
    (Role.POLITICAL_LEADERSHIP, _PEOPLE): phrase(
        "For you that includes people in the political leadership and their advisers."
    ),
    (Role.POLITICAL_LEADERSHIP, _PLACES): phrase("For you that includes journeys and meetings that are not public."),
    (Role.POLITICAL_LEADERSHIP, _ROOMS): phrase("For you that includes talks before a decision is made."),
    (Role.POLITICAL_LEADERSHIP, _PAPERS): phrase("For you that includes drafts and plans before they are public."),
    (Role.ELECTED, _PEOPLE): phrase("For you that includes people who have come to you in confidence."),
    (Role.ELECTED, _PLACES): phrase("For you that includes whom you visit, and when."),
    (Role.ELECTED, _ROOMS): phrase("For you that includes group meetings and closed sittings."),
    (Role.ELECTED, _PAPERS): phrase("For you that includes papers for closed sittings."),
    (Role.CLEARED, _PEOPLE): phrase("For you that includes who else works with what must be protected."),
    (Role.CLEARED, _PLACES): phrase("For you that includes where protected work is done, and when."),
    (Role.CLEARED, _ROOMS): phrase("For you that includes rooms in which protected work is talked about."),
    (Role.CLEARED, _PAPERS): phrase("For you that includes anything that tells of protected work."),
    (Role.CONTRACTOR, _PEOPLE): phrase("For you that includes people at your customers."),
    (Role.CONTRACTOR, _PLACES): phrase("For you that includes which customers you visit."),
    (Role.CONTRACTOR, _PAPERS): phrase("For you that includes what customers have given you."),
    (Role.PUPIL, _PEOPLE): phrase("For you that includes friends, family and teachers."),
    (Role.PUPIL, _PLACES): phrase("For you that includes your home and your school."),
    (Role.PUPIL, _ROOMS): phrase("For you that includes the classroom and those in it."),
    (Role.PUPIL, _PAPERS): phrase("For you that includes school work and pictures of others."),
}


def for_role(ability: str, role: Role) -> Phrase | None:
    """What an ability includes for somebody in this role; None where it means the same for everybody.

    Args:
        ability: id of an ability group.
        role: the person's role.
    """
    return _MEANS.get((role, _TOUCHES.get(ability, "")))
