"""What is said when something cannot be published or signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core.errors import KeyFileUnusable, NotPublishable, RepositoryBusy, RepositoryUnusable, SignaturesMissing
from core.publishing.repository.roles import Role
from core.texts.phrase import Phrase, phrase, plural


def unchanged() -> Phrase:
    """What is safe whenever publishing is refused."""
    return phrase("What is published was not changed.")


# ---- the folder -----------------------------------------------------------------------------------------------------


def no_repository(folder: Path) -> RepositoryUnusable:
    """There is no root yet."""
    return RepositoryUnusable(
        phrase("{path} is no repository yet: it has no root.", path=str(folder)),
        phrase("Make keys, then set it up with: catalogue keys KEYS --repository DIR"),
        safe=unchanged(),
    )


def broken(path: Path) -> RepositoryUnusable:
    """A file of the repository is not what it should be."""
    return RepositoryUnusable(
        phrase("{path} is missing, damaged, or no file of a repository.", path=str(path)),
        phrase("Put the repository back from a copy. What is signed cannot be mended, only made again."),
        safe=unchanged(),
    )


def busy(folder: Path) -> RepositoryBusy:
    """Another command is at work."""
    return RepositoryBusy(
        phrase("Another command is at work on {path} just now.", path=str(folder)),
        phrase("Wait until it has finished, then try again."),
        safe=unchanged(),
    )


def key_inside(path: Path, folder: Path) -> KeyFileUnusable:
    """A private key lies where a web server might give it to anybody."""
    return KeyFileUnusable(
        phrase("{path} lies inside the repository {folder}.", path=str(path), folder=str(folder)),
        phrase("Keep private keys outside of it: what lies there is served, copied and carried around."),
        safe=unchanged(),
    )


def foreign_stick(folder: Path) -> RepositoryUnusable:
    """The folder holds something of somebody else's."""
    return RepositoryUnusable(
        phrase("{path} holds files that are no stick edition of this repository.", path=str(folder)),
        phrase("Name an empty folder, or one that is not there yet, for example a folder “appvett” on the stick."),
        safe=phrase("Nothing in it was changed."),
    )


# ---- what waits -----------------------------------------------------------------------------------------------------


def waiting_already(folder: Path) -> NotPublishable:
    """Only one thing can wait for signatures."""
    return NotPublishable(
        phrase("Something waits for signatures in {path} already.", path=str(folder)),
        phrase("Have it signed and publish it, or throw it away with: catalogue publish --drop"),
        safe=unchanged(),
    )


def nothing_waits(folder: Path) -> NotPublishable:
    """There is nothing to sign or to publish."""
    return NotPublishable(
        phrase("Nothing waits for signatures in {path}.", path=str(folder)),
        phrase("Begin with: catalogue publish --repository DIR --catalogue FILE"),
        safe=unchanged(),
    )


def no_release(folder: Path) -> NotPublishable:
    """There is a root and no release."""
    return NotPublishable(
        phrase("No release is published in {path} yet.", path=str(folder)),
        phrase("Begin with: catalogue publish --repository DIR --catalogue FILE"),
        safe=unchanged(),
    )


def signatures_missing(role: Role, missing: int) -> SignaturesMissing:
    """Too few people have signed."""
    return SignaturesMissing(
        plural(
            "{count} signature by a key for {role} is missing.",
            "{count} signatures by keys for {role} are missing.",
            count=missing,
            role=role.value,
        ),
        phrase("Ask the others to sign: catalogue sign --repository DIR --key FILE"),
        safe=unchanged(),
    )


def keys_missing(role: Role, missing: int) -> SignaturesMissing:
    """The keys at hand are not those that are needed to finish."""
    return SignaturesMissing(
        plural(
            "{count} private key for {role} is needed here and was not found.",
            "{count} private keys for {role} are needed here and were not found.",
            count=missing,
            role=role.value,
        ),
        plural(
            "Name the folder where it lies, with its public part beside it: --keys DIR",
            "Name the folder where they lie, with their public parts beside them: --keys DIR",
            count=missing,
        ),
        safe=unchanged(),
    )


def not_named(key: str) -> SignaturesMissing:
    """The key may not sign what waits."""
    return SignaturesMissing(
        phrase("The key {id} is not asked to sign what waits.", id=key[:16]),
        phrase("Use a key that the root names for it: catalogue keys --repository DIR lists them."),
        safe=unchanged(),
    )


def signed_already(key: str) -> SignaturesMissing:
    """One key counts once."""
    return SignaturesMissing(
        phrase("The key {id} has signed already, and counts once.", id=key[:16]),
        phrase("Ask somebody with another key to sign."),
        safe=unchanged(),
    )


def altered(file: str) -> NotPublishable:
    """What waits is not what its list says."""
    return NotPublishable(
        phrase("What waits for signatures does not belong together: {file} is not as listed.", file=file),
        phrase("Sign nothing. Throw it away with “catalogue publish --drop”, and find out who changed it."),
        safe=unchanged(),
    )


def not_agreed() -> NotPublishable:
    """The signer said no."""
    return NotPublishable(
        phrase("Nothing was signed, as you wished."),
        phrase("Talk to whoever set it out for signatures."),
        safe=unchanged(),
    )


def another_catalogue(path: Path) -> NotPublishable:
    """The signer's own catalogue is another one."""
    return NotPublishable(
        phrase("The catalogue that waits is not the same as {path}.", path=str(path)),
        phrase("Sign nothing before you know why: compare the two with “catalogue diff”."),
        safe=unchanged(),
    )


# ---- a release ------------------------------------------------------------------------------------------------------


def not_newer(version: int, published: int) -> NotPublishable:
    """The number does not go up."""
    return NotPublishable(
        phrase(
            "Release {published} is published; this catalogue has version {version}, which is no higher.",
            published=str(published),
            version=str(version),
        ),
        phrase("Raise “version” in catalogue.yaml and build the catalogue again."),
        safe=unchanged(),
    )


def published_before(version: int) -> NotPublishable:
    """The same facts are published already."""
    return NotPublishable(
        phrase("This very catalogue is published already, as release {version}.", version=str(version)),
        phrase("There is nothing to do. To renew its signatures: catalogue publish --repository DIR --renew"),
        safe=unchanged(),
    )


def from_the_future(created: datetime) -> NotPublishable:
    """The catalogue is dated after now."""
    return NotPublishable(
        phrase("This catalogue says that it was made on {moment}, which is yet to come.", moment=created),
        phrase("Check the clock of this machine and “created” in catalogue.yaml."),
        safe=unchanged(),
    )


def older_facts(created: datetime, before: datetime) -> NotPublishable:
    """The catalogue is dated before the published one."""
    return NotPublishable(
        phrase(
            "This catalogue was made on {moment}, before the one that is published, which was made on {before}.",
            moment=created,
            before=before,
        ),
        phrase("Set “created” in catalogue.yaml to the moment at which you build, and build again."),
        safe=unchanged(),
    )


def clock_behind(before: datetime) -> NotPublishable:
    """This machine's clock stands before the last signature."""
    return NotPublishable(
        phrase("The clock of this machine is wrong: the last timestamp was signed later, on {moment}.", moment=before),
        phrase("Set the clock, then try again."),
        safe=unchanged(),
    )


def bad_needs(text: str) -> NotPublishable:
    """The smallest version of the program is no version."""
    return NotPublishable(
        phrase("“{value}” is no version of Appvett.", value=text),
        phrase("Write three numbers, for example --needs 0.5.0"),
        safe=unchanged(),
    )


# ---- keys and root --------------------------------------------------------------------------------------------------


def too_few_keys(role: Role, there: int, threshold: int) -> NotPublishable:
    """A role would have fewer keys than must sign."""
    return NotPublishable(
        plural(
            "The role {role} would have {count} key, and {threshold} must sign.",
            "The role {role} would have {count} keys, and {threshold} must sign.",
            count=there,
            role=role.value,
            threshold=str(threshold),
        ),
        phrase("Make further keys for this role, or set another threshold with --threshold."),
        safe=unchanged(),
    )


def two_roles(key: str) -> NotPublishable:
    """One key for two roles."""
    return NotPublishable(
        phrase("The key {id} would have two roles.", id=key[:16]),
        phrase("Make a key of its own for each role: then losing one loses one role."),
        safe=unchanged(),
    )


def no_role(key: str, role: str) -> NotPublishable:
    """A key for something else."""
    return NotPublishable(
        phrase("The key {id} is for “{role}”, which is no role of a repository.", id=key[:16], role=role),
        phrase("Make a key with --new root, targets, snapshot or timestamp."),
        safe=unchanged(),
    )


def retired(key: str, version: int) -> NotPublishable:
    """A key that was retired does not come back."""
    return NotPublishable(
        phrase(
            "The key {id} was retired before root {version} and is not taken back.", id=key[:16], version=str(version)
        ),
        phrase("Make a new key."),
        safe=unchanged(),
    )


def unknown_key(key: str) -> NotPublishable:
    """No key of the root, or more than one, is called so."""
    return NotPublishable(
        phrase("The root names no key, or several, that begin with “{id}”.", id=key),
        phrase("Take the id from: catalogue keys --repository DIR"),
        safe=unchanged(),
    )


def nothing_changes() -> NotPublishable:
    """The new root would say what the present one says."""
    return NotPublishable(
        phrase("The root would not change."),
        phrase("Name keys to add or to retire, or say --renew to sign the same root for longer."),
        safe=unchanged(),
    )
