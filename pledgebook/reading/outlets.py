"""News outlets: they pass on what others say and are no voice themselves."""

from __future__ import annotations

from pledgebook.syntax import Tree

NAMES = frozenset(
    """reuters afp ap bbc cnn nbc abc cbs npr pbs tass interfax ria xinhua irna isna mehr tasnim fars anadolu ansa
    dpa efe
    axios bloomberg politico semafor haaretz ynet kan dw spiegel bild monde figaro kyodo nhk yonhap pti ani sana wafa
    petra kuna spa qna skynews sky msnbc fox euronews euractiv cnbc aljazeera jazeera arabiya mayadeen bellingcat
    telegraph guardian economist novosti sputnik rt ukrinform unian suspilne cgtn kan11""".split()  # noqa: SIM905 - shorter than a list
)
"""Names by which outlets are cited, in lower case."""
ENDINGS = frozenset(
    [
        "post",
        "times",
        "journal",
        "news",
        "newspaper",
        "newspapers",
        "agency",
        "daily",
        "tribune",
        "herald",
        "gazette",
        "broadcaster",
        "tv",
        "radio",
        "channel",
        "press",
        "media",
        "outlet",
        "outlets",
        "magazine",
        "network",
        "reporters",
        "website",
        "mirror",
    ]
)
"""Last words of the names and descriptions of outlets."""
OFFICIAL = frozenset(("agency", "channel", "website", "press", "radio", "network"))
"""Endings that also occur in the names of authorities: they need a word for news beside them."""
NEWS = frozenset(("news", "state", "broadcasting", "television", "telegram", "associated", "media"))


def is_outlet(tree: Tree, i: int) -> bool:
    """True when the noun phrase headed by ``i`` is a news outlet."""
    words = [
        t.text.lower()
        for t in (tree.tokens[i], *tree.children(i))
        if t.label not in ("nmod", "nmod:poss", "acl", "acl:relcl")
    ]
    words += [t.text.lower() for c in tree.children(i) if c.label == "compound" for t in tree.children(c.i)]
    if tree.tokens[i].upos == "PROPN" and not NAMES.isdisjoint(words):
        return True
    endings = ENDINGS.intersection(words)
    return bool(endings - OFFICIAL) or (bool(endings) and not NEWS.isdisjoint(words))


def is_state_media(tree: Tree, i: int) -> bool:
    """True for "Iran's state media": what it reports stands on the word of its state."""
    return any(t.label in ("compound", "amod", "nmod:unmarked") and t.text.lower() == "state" for t in tree.children(i))
