"""Where a report was written: "SEOUL, Nov. 12 (Yonhap) -- ...", "MOSCOW, October 16. ...", a line "Beijing, 26 February".

The ministries and spokespeople that it names without a state are most often those of that place.
"""

from __future__ import annotations

import re

from pledgebook.gazetteer import Gazetteer, MentionKind

WITHIN = 600
"""Characters of a text in which its dateline stands."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?"
DATELINE = re.compile(
    rf"^[^\w\n]{{0,3}}(?:(?P<dated>[A-Z][\w'’. -]{{2,24}}?),[^\n:;]{{0,30}}?{DATE}|"
    r"(?P<capitals>[A-Z][A-Z'’. -]{2,24}?)(?:/[A-Z ]+)?(?:,[^\n:;]{0,30})?\s*(?:\([^)\n]{2,30}\)\s*)?[-–—:]{1,2}\s)",
    re.MULTILINE,
)


def written_in(text: str, gazetteer: Gazetteer) -> str | None:
    """The code of the state whose capital stands in the dateline of ``text``; ``None`` without one."""
    for found in DATELINE.finditer(text[:WITHIN]):
        name = "dated" if found["dated"] else "capitals"
        place = next(iter(gazetteer.find(text, found.start(name), found.end(name))), None)
        if place is not None and place.kind is MentionKind.CAPITAL and not place.ambiguous:
            return place.code
    return None
