import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.database import open_best_profile, open_profile, open_readonly
from core.errors import ProfileError
from core.settings import SETTINGS, Layer, Managed, SettingsStore, definitions
from core.settings.definitions import BODY, DEVICE, LANGUAGE, ORG, PLATFORM, LanguageChoice
from core.situation import Device, Organisation, Platform


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_profile(tmp_path / "appvett.sqlite")) as connection:
        yield connection


def put(connection: sqlite3.Connection, **texts: str) -> None:
    connection.executemany("insert into setting values (?, ?)", texts.items())


def test_defaults_hold_without_a_profile() -> None:
    store = SettingsStore(None)
    assert not store.can_save
    assert store.problems == ()
    for setting in SETTINGS:
        found = store.find(setting)
        assert (found.value, found.layer, found.locked) == (setting.default, Layer.DEFAULT, False)


def test_saved_value_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        store = SettingsStore(connection)
        assert store.can_save
        store.save(LANGUAGE, LanguageChoice.NN)
        store.save(PLATFORM, Platform.IOS)
        store.save(PLATFORM, None)
        assert store.get(LANGUAGE) is LanguageChoice.NN
    with closing(open_profile(path)) as connection:
        store = SettingsStore(connection)
        assert store.find(LANGUAGE).layer is Layer.USER
        assert store.get(LANGUAGE) is LanguageChoice.NN
        assert store.find(PLATFORM).layer is Layer.USER
        assert store.get(PLATFORM) is None


def test_each_layer_wins_over_the_one_below(profile: sqlite3.Connection) -> None:
    store = SettingsStore(profile, managed=Managed({"device": "separate"}))
    assert store.find(DEVICE).layer is Layer.ORGANISATION
    store.save(DEVICE, Device.TRAVEL)
    assert (store.get(DEVICE), store.find(DEVICE).layer) == (Device.TRAVEL, Layer.USER)
    asked = SettingsStore(profile, managed=Managed({"device": "separate"}), command_line={"device": "private-managed"})
    assert (asked.get(DEVICE), asked.find(DEVICE).layer) == (Device.PRIVATE_MANAGED, Layer.COMMAND_LINE)
    store.forget(DEVICE)
    assert (store.get(DEVICE), store.find(DEVICE).layer) == (Device.SEPARATE, Layer.ORGANISATION)


def test_command_line_is_never_saved(profile: sqlite3.Connection) -> None:
    SettingsStore(profile, command_line={"device": "travel"})
    assert profile.execute("select count(*) from setting").fetchone() == (0,)


def test_locked_value_holds_over_the_users_own(profile: sqlite3.Connection) -> None:
    put(profile, org="parliament")
    store = SettingsStore(profile, managed=Managed({"org": "county"}, frozenset({"org"})))
    found = store.find(ORG)
    assert (found.value, found.layer, found.locked) == (Organisation.COUNTY, Layer.ORGANISATION, True)
    with pytest.raises(ProfileError, match="locked"):
        store.save(ORG, Organisation.POLICE)
    asked = SettingsStore(
        profile, managed=Managed({"org": "county"}, frozenset({"org"})), command_line={"org": "police"}
    )
    assert asked.get(ORG) is Organisation.POLICE


def test_what_may_not_be_locked_is_reported_and_stays_open() -> None:
    store = SettingsStore(None, managed=Managed({"theme": "dark"}, frozenset({"theme", "nonsense"})))
    assert not store.find(definitions.THEME).locked
    assert [(problem.key, problem.layer) for problem in store.problems] == [
        ("nonsense", Layer.ORGANISATION),
        ("theme", Layer.ORGANISATION),
    ]


def test_faulty_values_fall_back_and_are_reported(profile: sqlite3.Connection) -> None:
    put(profile, language="sv", device="", body="a\nb", unknown="x", org="police")
    store = SettingsStore(profile)
    assert store.get(LANGUAGE) is LanguageChoice.SYSTEM
    assert store.get(DEVICE) is Device.WORK_CONNECTED
    assert store.get(BODY) is None
    assert store.get(ORG) is Organisation.POLICE
    assert sorted(problem.key for problem in store.problems) == ["body", "device", "language", "unknown"]
    assert {problem.layer for problem in store.problems} == {Layer.USER}


def test_faulty_layer_leaves_the_layer_below(profile: sqlite3.Connection) -> None:
    put(profile, language="sv")
    store = SettingsStore(profile, managed=Managed({"language": "nb"}), command_line={"language": "latin"})
    assert (store.get(LANGUAGE), store.find(LANGUAGE).layer) == (LanguageChoice.NB, Layer.ORGANISATION)
    assert len(store.problems) == 2


def test_file_without_the_table_gives_defaults_and_says_so() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        store = SettingsStore(connection)
    assert not store.can_save
    assert [problem.key for problem in store.problems] == [""]
    assert store.get(LANGUAGE) is LanguageChoice.SYSTEM


def test_readonly_profile_is_read_but_not_saved_to(tmp_path: Path) -> None:
    path = tmp_path / "appvett.sqlite"
    with closing(open_profile(path)) as connection:
        SettingsStore(connection).save(LANGUAGE, LanguageChoice.EN)
    with closing(open_readonly(path)) as connection:
        store = SettingsStore(connection)
        assert store.get(LANGUAGE) is LanguageChoice.EN
        assert not store.can_save
        with pytest.raises(ProfileError, match="could not be saved"):
            store.save(LANGUAGE, LanguageChoice.NB)
        assert store.get(LANGUAGE) is LanguageChoice.EN


def test_profile_that_cannot_be_made_gives_defaults(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    best = open_best_profile(tmp_path / "file" / "appvett.sqlite")
    store = SettingsStore(best.connection)
    assert not store.can_save
    with pytest.raises(ProfileError):
        store.save(LANGUAGE, LanguageChoice.NB)
    with pytest.raises(ProfileError):
        store.forget(LANGUAGE)


def test_value_that_is_none_is_not_saved(profile: sqlite3.Connection) -> None:
    store = SettingsStore(profile)
    with pytest.raises(ValueError, match="line"):
        store.save(BODY, "two\nlines")
    assert store.get(BODY) is None


@given(st.dictionaries(st.text(max_size=20) | st.sampled_from([s.key for s in SETTINGS]), st.text()))
def test_no_text_of_any_layer_raises(texts: dict[str, str]) -> None:
    store = SettingsStore(None, managed=Managed(texts, frozenset(texts)), command_line=texts)
    for setting in SETTINGS:
        setting.text(store.get(setting))


def test_lock_without_a_value_of_the_organisation_does_not_hold(profile: sqlite3.Connection) -> None:
    store = SettingsStore(profile, managed=Managed({"org": "fylke"}, frozenset({"org", "body"})))
    assert [problem.key for problem in store.problems] == ["org", "body", "org"]
    store.save(ORG, Organisation.COUNTY)
    assert store.find(ORG).value is Organisation.COUNTY
    assert not store.find(BODY).locked


def test_value_saved_in_the_window_takes_the_place_of_the_command_lines(profile: sqlite3.Connection) -> None:
    store = SettingsStore(profile, command_line={"language": "en"})
    store.save(LANGUAGE, LanguageChoice.NN)
    assert (store.get(LANGUAGE), store.find(LANGUAGE).layer) == (LanguageChoice.NN, Layer.USER)


def test_value_held_for_this_run_is_not_there_after_it(profile: sqlite3.Connection) -> None:
    store = SettingsStore(profile)
    store.save(DEVICE, Device.SEPARATE)
    store.hold(DEVICE, Device.TRAVEL)
    assert (store.get(DEVICE), store.find(DEVICE).layer) == (Device.TRAVEL, Layer.COMMAND_LINE)
    assert SettingsStore(profile).get(DEVICE) is Device.SEPARATE
    store.forget(DEVICE)
    assert store.find(DEVICE).layer is Layer.DEFAULT


def test_value_held_where_nothing_can_be_saved_is_taken_back() -> None:
    store = SettingsStore(None)
    store.hold(LANGUAGE, LanguageChoice.NB)
    store.forget(LANGUAGE)
    assert store.find(LANGUAGE).layer is Layer.DEFAULT


def test_what_is_locked_is_not_even_held() -> None:
    store = SettingsStore(None, managed=Managed({"org": "county"}, frozenset({"org"})))
    with pytest.raises(ProfileError, match="locked"):
        store.hold(ORG, Organisation.POLICE)
    with pytest.raises(ValueError, match="line"):
        store.hold(BODY, "two\nlines")
