"""``python -m pledgebook``: the same as the command ``pledgebook``, where scripts are not on the path."""

from pledgebook.cli import main

main()
