"""The command line -> docs/cli.md; run `python -m tests.cli_docs` after a change of an option.

Only what typer keeps of names, help texts and defaults is used, so that the page is the same with
every version of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from typer.main import get_command

from graphkit import cli
from tests.samples import ROOT

PAGE: Final = ROOT / "docs" / "cli.md"
HEAD: Final = """\
# Commands

<!-- Made from the help texts by `python -m tests.cli_docs`; edit those, not this. -->

Results go to standard output, notices and progress to standard error. `-` stands for standard
input or output. An option beats its environment variable, which beats the default. Exit codes: 0
done; 1 an error (one line says what is wrong, where, and what to do); 2 wrong usage; 130 stopped
by Ctrl-C.
"""


def command_line() -> Any:
    """Returns the whole command line as a click-like group."""
    return get_command(cli.command_line([]))


def commands(group: Any, prefix: str = "graphkit") -> Iterator[tuple[str, Any]]:
    """Yields ("graphkit ontology check", command) for each command, sub-commands after theirs."""
    for name, command in group.commands.items():
        if not command.hidden:
            yield f"{prefix} {name}", command
            if hasattr(command, "commands"):
                yield from commands(command, f"{prefix} {name}")


def page() -> str:
    """Returns the text of docs/cli.md."""
    group = command_line()
    parts = [HEAD, "## Options of every command\n", _parameters(group)]
    for name, command in commands(group):
        parts += [f"## {name}\n", _described(command.help), _usage(name, command)]
        if parameters(command):
            parts.append(_parameters(command))
    return "\n".join(parts)


def parameters(command: Any) -> list[Any]:
    """Returns a command's visible parameters, arguments first, without --help and its like."""
    own = [p for p in command.params if p.name not in OWN and not getattr(p, "hidden", False)]
    return sorted(own, key=_is_option)


OWN: Final = ("help", "install_completion", "show_completion")


def _is_option(parameter: Any) -> bool:
    return str(parameter.opts[0]).startswith("-")


def _described(text: str) -> str:
    """Returns the help text, a line for each paragraph."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(_example(part) for part in paragraphs) + "\n"


def _example(paragraph: str) -> str:
    """Returns "Examples: a · b" as code, any other paragraph as it is."""
    word, colon, rest = paragraph.partition(":")
    if word not in ("Example", "Examples"):
        return paragraph
    shown = [f"    {line.strip()}" for line in rest.split(" · ")]
    return f"{word}{colon}\n\n" + "\n".join(shown)


def _usage(name: str, command: Any) -> str:
    words = [name]
    if any(_is_option(p) for p in parameters(command)):
        words.append("[OPTIONS]")
    if hasattr(command, "commands"):
        words.append("COMMAND")
    for p in parameters(command):
        if not _is_option(p):
            more = "..." if p.nargs == -1 else ""
            words.append((_argument(p) if p.required else f"[{_argument(p)}]") + more)
    return f"Usage: `{' '.join(words)}`\n"


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name).strip("[].").upper()


def _parameters(command: Any) -> str:
    rows = [f"| {_names(p)} | {_told(p)} |" for p in parameters(command)]
    return "\n".join(["| name | meaning |", "|---|---|", *rows, ""])


def _names(parameter: Any) -> str:
    if not _is_option(parameter):
        return f"`{_argument(parameter)}`"
    return ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])


def _told(parameter: Any) -> str:
    notes = []
    default = parameter.default
    if isinstance(default, Enum):
        notes.append(", ".join(str(choice.value) for choice in type(default)))
        default = default.value
    shown = isinstance(default, str | int | float) and not isinstance(default, bool)
    if parameter.show_default and shown and default != "":
        notes.append(f"default `{default}`")
    if parameter.envvar:
        notes.append(f"environment `{parameter.envvar}`")
    if _is_option(parameter) and parameter.multiple:
        notes.append("may be repeated")
    told = " ".join(parameter.help.split()).replace("|", "\\|")
    return told + (f" ({'; '.join(notes)})" if notes else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
