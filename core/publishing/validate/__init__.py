"""Checks of the source folder, by subject. Every mistake is told, none stops the others."""

from core.publishing.problems import Problems
from core.publishing.source import Source
from core.publishing.validate.apps import check_apps, check_tasks
from core.publishing.validate.companies import check_companies
from core.publishing.validate.countries import check_countries
from core.publishing.validate.guidance import check_guidance
from core.publishing.validate.incidents import check_incidents
from core.publishing.validate.known import known_of
from core.publishing.validate.reach import check_abilities, check_reach, check_reach_sources
from core.publishing.validate.words import check_about, check_sources, check_words

__all__ = ["validate"]


def validate(source: Source, problems: Problems) -> None:
    """Check everything that was read, and add what is wrong to `problems`."""
    known = known_of(source)
    check_about(source, problems)
    check_sources(source, problems)
    check_tasks(source, problems)
    check_abilities(source, problems)
    check_reach_sources(source, problems)
    check_words(source, known, problems)
    check_countries(source, known, problems)
    check_companies(source, known, problems)
    check_apps(source, known, problems)
    check_guidance(source, known, problems)
    check_incidents(source, known, problems)
    check_reach(source, known, problems)
