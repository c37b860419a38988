"""Fill the generated parts of the reference: ``python -m docs.generate`` from the root of the repository.

A page keeps its prose; what stands between ``<!-- generated: NAME -->`` and ``<!-- end -->`` is written here from the
program itself. A test compares the pages with what would be written.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from typer.main import get_command

import pledgebook
from pledgebook.cli import build_app
from pledgebook.codebooks import load_codebook
from pledgebook.codebooks.codebook import Codebook, Cues
from pledgebook.model import Firmness

REFERENCE = Path(__file__).parent / "reference"
WORDS_SHOWN = 7
"""Cue words of a step that the page shows; the whole lists stand in the codebook."""

_PART = re.compile(r"(?P<head><!-- generated: (?P<name>[a-z]+) -->\n)(?P<body>.*?)(?P<tail><!-- end -->)", re.DOTALL)


def main() -> None:
    """Write every page of the reference anew where it differs."""
    for page in sorted(REFERENCE.glob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = filled(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{page.name}: written")


def filled(text: str) -> str:
    """A page with its generated parts as they should be. Raises ``KeyError`` for a part that nothing here writes."""
    return _PART.sub(lambda part: f"{part['head']}\n{PARTS[part['name']]()}\n\n{part['tail']}", text)


def commands() -> str:
    """Every command of the command line with its arguments and options, in the order of ``--help``."""
    root = get_command(build_app())
    return "\n\n".join(_command(path, command) for path, command in _leaves("pledgebook", root))


def _leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Commands that do something, with their path; a group's own are those under it."""
    for name, each in command.commands.items():
        if hasattr(each, "commands"):
            yield from _leaves(f"{path} {name}", each)
        elif not each.hidden:
            yield f"{path} {name}", each


def _command(path: str, command: Any) -> str:
    """One command as a section: usage, what it does, a table of what it takes."""
    shown = [each for each in command.params if not getattr(each, "hidden", False) and each.name != "help"]
    usage = " ".join([path, *(_placeholder(each) for each in shown if each.param_type_name == "argument")])
    said = " ".join((command.help or "").split())
    rows = [_row(f"`{_names(each)}`", _told(each)) for each in shown]
    table = "\n".join([_row("takes", "which is"), "|---|---|", *rows])
    return f"## `{path}`\n\n{said}\n\n```text\n{usage} [OPTIONS]\n```\n\n{table}"


def _placeholder(argument: Any) -> str:
    """``PATHS...``, ``[ACT]``: an argument as usage shows it."""
    if argument.metavar:
        return str(argument.metavar)
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _names(parameter: Any) -> str:
    """``--ledger, -l``, ``--tree / --no-tree``, or an argument's placeholder."""
    if parameter.param_type_name == "argument":
        return _placeholder(parameter)
    on, off = (", ".join(names) for names in (parameter.opts, parameter.secondary_opts))
    return f"{on} / {off}" if off else on


def _told(parameter: Any) -> str:
    """Help, default and environment variable of a parameter."""
    told = " ".join((parameter.help or "").split())
    default = parameter.default
    if default not in (None, False, True, "", [], ()) and not callable(default):
        told += f" Default: `{getattr(default, 'value', default)}`."
    if parameter.envvar:
        told += f" Environment: `{parameter.envvar}`."
    return told.strip()


def names() -> str:
    """The public names of the package: functions with their signatures, records with their fields."""
    return "\n\n".join(_name(name, getattr(pledgebook, name)) for name in sorted(pledgebook.__all__))


def _name(name: str, thing: Any) -> str:
    """One public name as a section."""
    if inspect.isfunction(thing):
        return f"## `{name}`\n\n```python\n{_signature(name, thing)}\n```\n\n{_prose(thing)}"
    if issubclass(thing, msgspec.Struct):
        rows = [_row(f"`{name}`", f"`{kind}`", default) for name, kind, default in _fields(thing)]
        table = "\n".join([_row("field", "type", "default"), "|---|---|---|", *rows])
        return f"## `{name}`\n\n{_prose(thing)}\n\n{table}{_members(thing)}"
    made = "" if issubclass(thing, Exception) else f"```python\n{_signature(name, thing.__init__)}\n```\n\n"
    return f"## `{name}`\n\n{made}{_prose(thing)}{_members(thing)}"


def _fields(record: type[msgspec.Struct]) -> Iterator[tuple[str, str, str]]:
    """Name, type as it is written, and default of each field."""
    written = {name: kind for base in reversed(record.__mro__) for name, kind in _annotations(base).items()}
    for field in msgspec.structs.fields(record):
        default = "" if field.default is msgspec.NODEFAULT else f"`{getattr(field.default, 'value', field.default)!r}`"
        yield field.name, str(written[field.name]), default


def _annotations(of: type) -> dict[str, Any]:
    """Annotations of a class itself, as text."""
    return {
        name: kind if isinstance(kind, str) else kind.__name__ for name, kind in inspect.get_annotations(of).items()
    }


def _members(of: type) -> str:
    """The documented methods and properties of a class."""
    listed = []
    for name, member in vars(of).items():
        if name.startswith("_") or not (inspect.isfunction(member) or isinstance(member, property)):
            continue
        call = f".{name}" if isinstance(member, property) else f".{_signature(name, member)}"
        listed.append(f"- `{call}`: {' '.join((inspect.getdoc(member) or '').split())}")
    return "\n\n" + "\n".join(listed) if listed else ""


def _signature(name: str, function: Callable[..., Any]) -> str:
    """``name(a: int, *, b: str = 'x') -> C`` with annotations as they are written."""
    parts, starred = [], False
    signature = inspect.signature(function)
    for each in signature.parameters.values():
        if each.name == "self":
            continue
        if each.kind is each.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        default = "" if each.default is each.empty else f" = {each.default!r}"
        parts.append(f"{each.name}: {each.annotation}{default}")
    returns = signature.return_annotation
    gives = "" if returns in (None, "None", signature.empty) else f" -> {returns}"
    return f"{name}({', '.join(parts)}){gives}"


def _prose(thing: Any) -> str:
    """The documentation string of a thing."""
    return inspect.getdoc(thing) or ""


def ledger() -> str:
    """What the ledger that ``open_ledger`` gives can be asked."""
    from pledgebook.ledger import Ledger

    return f"{_prose(Ledger)}{_members(Ledger)}"


def acts() -> str:
    """The act classes of the security codebook."""
    book = load_codebook("security")
    rows = [_row(f"`{name}`", act.covers, ", ".join(act.strong[:4])) for name, act in book.acts.items()]
    return "\n".join([_row("act", "covers", "words that settle it, among others"), "|---|---|---|", *rows])


def firmness() -> str:
    """The steps of firmness, from the flattest refusal to the deed, with words that show them."""
    book = load_codebook("security")
    rows = [_row(str(number), f"`{step}`", _shown(book, step)) for number, step in enumerate(Firmness, start=1)]
    return "\n".join([_row("", "step", "words that show it, among others"), "|---|---|---|", *rows])


def _shown(book: Codebook, step: Firmness) -> str:
    """Some cue words of a step, phrases first since they say most."""
    cues = book.firmness.get(step, Cues())
    words = [*cues.phrases[:2], *cues.adjectives[:2], *cues.verbs[:WORDS_SHOWN], *cues.nouns[:WORDS_SHOWN]]
    return ", ".join(words[:WORDS_SHOWN]) or "no words of its own: the tense shows it (has sent, gave)"


def conditions() -> str:
    """The kinds of condition and the words that link one to its promise."""
    book = load_codebook("security")
    links = [_row(f"`{link}`", ", ".join(words[:WORDS_SHOWN])) for link, words in book.conditions.links.items()]
    return "\n".join([_row("link", "opened by, among others"), "|---|---|", *links])


def _row(*cells: str) -> str:
    """One row of a table; a bar inside a cell would end it."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "names": names,
    "ledger": ledger,
    "acts": acts,
    "firmness": firmness,
    "conditions": conditions,
}

if __name__ == "__main__":
    main()
