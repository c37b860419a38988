"""Writes ``data/iso3166.tsv``: the names of ISO 3166-1, from pycountry (run it when the standard changes).

    python -m pledgebook.gazetteer.iso3166

At run time only the table is read: pycountry takes longer to import than the whole gazetteer to load.
"""

from __future__ import annotations

import pycountry

from pledgebook.gazetteer.tables import DATA

HEADER = "# ISO 3166-1 names, written by pledgebook.gazetteer.iso3166 from pycountry; do not edit.\ncode\tnames\n"


def table() -> str:
    """The table's text: one line for each country, its common name first, then the official ones."""
    lines = []
    for country in sorted(pycountry.countries, key=lambda country: country.alpha_3):
        names = [getattr(country, key, "") for key in ("common_name", "name", "official_name")]
        kept = dict.fromkeys(_turned(name) for name in names if name)
        lines.append(f"{country.alpha_3}\t{';'.join(kept)}")
    return HEADER + "\n".join(lines) + "\n"


def _turned(name: str) -> str:
    """``"Congo, The Democratic Republic of the"`` -> ``"Democratic Republic of the Congo"``; brackets are dropped."""
    head, comma, tail = name.partition(" (")[0].partition(", ")
    turned = (
        f"{tail} {head}" if comma and not tail.startswith("and ") and " and " not in tail else name.partition(" (")[0]
    )
    return turned.removeprefix("The ").removeprefix("the ")


def main() -> None:
    """Writes the table."""
    (DATA / "iso3166.tsv").write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
