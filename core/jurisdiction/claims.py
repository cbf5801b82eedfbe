"""Both sides of a contested fact, as one remark in the catalogue and taken apart again to stand side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOTH = re.compile(r"Claim(?: \((?P<by>[^()]*)\))?: (?P<claim>.+?)\. Counter-claim: (?P<counter>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed, and what somebody concerned says against it. In English, as noted by the compiler."""

    claim: str
    counter_claim: str
    claim_by: str = ""
    """Who claims it, and when; empty: not told apart from the claim."""

    @property
    def text(self) -> str:
        """Both sides in one remark."""
        by = f" ({self.claim_by})" if self.claim_by else ""
        return f"Claim{by}: {self.claim}. Counter-claim: {self.counter_claim}"


def both_sides(remark: str) -> Claims | None:
    """The two sides in a remark that `Claims.text` made; None where it has another form."""
    found = _BOTH.fullmatch(remark)
    return Claims(found["claim"], found["counter"], found["by"] or "") if found else None
