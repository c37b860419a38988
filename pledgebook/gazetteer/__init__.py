"""Names -> actor codes: states, organisations, seats of power, demonyms, groups, holders of office; one lookup."""

from pledgebook.gazetteer.lookup import Gazetteer
from pledgebook.gazetteer.mention import Mention, MentionKind, Office, Sense

__all__ = ["Gazetteer", "Mention", "MentionKind", "Office", "Sense"]
