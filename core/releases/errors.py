"""What is said when a release is refused."""

from __future__ import annotations

from datetime import datetime

from core.errors import (
    DeltaUnfit,
    NoPublisher,
    NotFresh,
    NotSigned,
    OlderRelease,
    ReleaseAltered,
    ReleaseIncomplete,
    ReleaseUnreadable,
    UpdateFirst,
)
from core.texts.phrase import Phrase, phrase


def still_in_use() -> Phrase:
    """What is safe whenever a release is refused."""
    return phrase("The catalogue in use is unchanged, and look-up works as before.")


def no_publisher() -> NoPublisher:
    """There is no root of trust to begin with."""
    return NoPublisher(
        phrase("This copy of Appvett follows no publisher: it has no root of trust to check a release by."),
        phrase("Ask your IT support for the publisher's root file, or for a copy of Appvett that has it."),
        safe=still_in_use(),
    )


def root_broken() -> NoPublisher:
    """The root of trust that came with the program is none."""
    return NoPublisher(
        phrase("The root of trust that came with Appvett, or from your organisation, cannot be read."),
        phrase("Ask your IT support to put the publisher's root file in place again."),
        safe=still_in_use(),
    )


def not_signed(file: str) -> NotSigned:
    """Too few of the publisher's keys signed a file."""
    return NotSigned(
        phrase("The release was refused: {file} is not signed by the publisher.", file=file),
        phrase("Get the catalogue from your publisher again. If this happens twice, tell your security contact."),
        safe=still_in_use(),
    )


def older(offered: tuple[int, datetime] | None, newest: tuple[int, datetime]) -> OlderRelease:
    """A release older than what this machine has seen; each as version and date, `offered` None where not known."""
    version, made = newest
    if offered is None:
        what = phrase(
            "The release was refused: it is older than release {version} of {date}, which this machine has seen.",
            version=str(version),
            date=made.date(),
        )
    else:
        what = phrase(
            "The release was refused: it is release {offered} of {offered_date}, and this machine has seen release "
            "{version} of {date}.",
            offered=str(offered[0]),
            offered_date=offered[1].date(),
            version=str(version),
            date=made.date(),
        )
    return OlderRelease(
        what,
        phrase("Get a newer stick or address from your publisher. Older facts are never put back."),
        safe=still_in_use(),
    )


def two_of_a_number(version: int) -> ReleaseAltered:
    """Two different releases carry one number."""
    return ReleaseAltered(
        phrase("The release was refused: this machine has seen another release {version}.", version=str(version)),
        phrase("Tell your security contact and the publisher: one number must mean one release."),
        safe=still_in_use(),
    )


def not_fresh(until: datetime) -> NotFresh:
    """What the source has is no longer vouched for."""
    return NotFresh(
        phrase(
            "The source has nothing that the publisher vouches for today: its newest signature ran out on {date}.",
            date=until.date(),
        ),
        phrase("Check this machine's clock. If it is right, try again later, or ask the publisher."),
        safe=still_in_use(),
    )


def altered(file: str) -> ReleaseAltered:
    """A file is not the one that was signed."""
    return ReleaseAltered(
        phrase("The release was refused: {file} is not the file that the publisher signed.", file=file),
        phrase("Copy or fetch the release again. If this happens twice, tell your security contact."),
        safe=still_in_use(),
    )


def mixed() -> ReleaseAltered:
    """Parts of different releases lie together."""
    return ReleaseAltered(
        phrase("The release was refused: its parts do not belong together."),
        phrase("Copy or fetch the whole release again. If this happens twice, tell your security contact."),
        safe=still_in_use(),
    )


def root_ahead(named: int, reached: int) -> ReleaseIncomplete:
    """The release belongs to a root that could not be reached."""
    return ReleaseIncomplete(
        phrase(
            "The release was refused: it belongs to root {named} of the publisher, and only root {reached} is there.",
            named=str(named),
            reached=str(reached),
        ),
        phrase("Copy the whole release again, every file in its folder “metadata” as well."),
        safe=still_in_use(),
    )


def incomplete(file: str) -> ReleaseIncomplete:
    """A file is missing."""
    return ReleaseIncomplete(
        phrase("The release is not complete: {file} is missing.", file=file),
        phrase("Copy the whole folder again, or ask the publisher for a new one."),
        safe=still_in_use(),
    )


def unreadable(file: str) -> ReleaseUnreadable:
    """A file is not what it should be."""
    return ReleaseUnreadable(
        phrase("The release was refused: {file} cannot be understood.", file=file),
        phrase("Copy or fetch the release again. If this happens twice, tell the publisher."),
        safe=still_in_use(),
    )


def delta_unfit() -> DeltaUnfit:
    """A delta cannot be applied."""
    return DeltaUnfit(
        phrase("The list of changes that was fetched does not fit the catalogue in use."),
        phrase("Nothing needs to be done: Appvett fetches the whole catalogue instead."),
        safe=still_in_use(),
    )


def delta_too_large() -> DeltaUnfit:
    """A delta would be larger than stations accept."""
    return DeltaUnfit(
        phrase("The two catalogues differ in more than a list of changes may hold."),
        phrase("Publish the whole catalogue alone."),
        safe=phrase("The catalogue in use is unchanged."),
    )


def update_first(version: int, needs: str) -> UpdateFirst:
    """The release is for a newer Appvett."""
    return UpdateFirst(
        phrase("Update Appvett first: release {version} needs Appvett {needs}.", version=str(version), needs=needs),
        phrase("Ask your IT support for a newer Appvett, then try again."),
        safe=still_in_use(),
    )


def too_old_for_us(version: int) -> ReleaseUnreadable:
    """The release is for an older Appvett."""
    return ReleaseUnreadable(
        phrase("Release {version} was made for an older Appvett and cannot be read.", version=str(version)),
        phrase("Ask the publisher for a release made with a current Appvett."),
        safe=still_in_use(),
    )


def not_genuine(file: str) -> ReleaseAltered:
    """A catalogue came as signed, and its rows do not give the signed digest."""
    return ReleaseAltered(
        phrase("The release was refused: the rows of {file} do not give the digest that was signed.", file=file),
        phrase("Tell the publisher. The release has to be made again."),
        safe=still_in_use(),
    )


def other_kind(file: str) -> ReleaseUnreadable:
    """A catalogue came as signed, and is no catalogue."""
    return ReleaseUnreadable(
        phrase("The release was refused: {file} is not the kind of file that it should be.", file=file),
        phrase("Tell the publisher. The release has to be made again."),
        safe=still_in_use(),
    )
