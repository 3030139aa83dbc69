"""The licences of all that `pip install 'graphkit-diplomacy[parquet,print,ray,readers]'` brings.

    python -m tests.licences

lists every package, its version and its licence, and fails on one that the list of the allowed does
not hold.  A package is followed from what it requires to what that requires, as installed here.
Known vulnerabilities need a list that only the network has: `pip-audit -r constraints.txt`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from typing import Final, cast

from packaging.requirements import Requirement

from tests.samples import ROOT

EXTRAS: Final = ("parquet", "print", "readers", *(["ray"] if sys.platform == "linux" else []))
"""Those that `[dev]` brings too, which has Ray on Linux only."""
ALLOWED: Final = frozenset(
    (
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC"),
        *("MIT", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Python-2.0", "Zlib"),
    )
)
"""Permissive licences, and Mozilla's, which asks for changes of its own files only (SPDX names)."""

NAMES: Final = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
"""What packages without an SPDX name write."""


@dataclass(frozen=True, kw_only=True)
class Licensed:
    """A package and its licence; None where it names none."""

    package: str
    version: str
    licence: str | None

    @property
    def allowed(self) -> bool:
        """True if all parts of one alternative are allowed."""
        ways = (self.licence or "").split(" OR ")
        return any(set(way.strip("()").split(" AND ")) <= ALLOWED for way in ways)


def licence_of(metadata: Message) -> str | None:
    """Returns the licence's SPDX name, or as the package has it."""
    written = metadata.get("License-Expression") or metadata.get("License") or ""
    if written and "\n" not in written:
        return NAMES.get(written, written)
    kinds = [c for c in metadata.get_all("Classifier", []) if c.startswith("License :: ")]
    names = [kind.rpartition(" :: ")[2] for kind in kinds]
    return " AND ".join(NAMES.get(name, name) for name in names) or None


def installed(required: Iterable[str]) -> list[Licensed]:
    """Returns the packages required, and those that they require, by name.

    Raises:
        PackageNotFoundError: one is not installed.
    """
    found: dict[str, Licensed] = {}
    todo = [Requirement(line) for line in required]
    while todo:
        asked = todo.pop()
        name = re.sub(r"[-_.]+", "-", asked.name).lower()
        if name in found:
            continue
        package = distribution(name)
        metadata = cast(Message, package.metadata)
        found[name] = Licensed(package=name, version=package.version, licence=licence_of(metadata))
        needs = [Requirement(line) for line in package.requires or ()]
        todo += [n for n in needs if n.marker is None or n.marker.evaluate({"extra": ""})]
    return [found[name] for name in sorted(found)]


def ours() -> list[Licensed]:
    """Returns all that graphkit brings with its extras for users."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (line for extra in EXTRAS for line in project["optional-dependencies"][extra])
    return installed([*project["dependencies"], *extras])


def main() -> None:
    """Prints the list; the exit code tells if all of it is allowed."""
    try:
        packages = ours()
    except PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed: pip install -e '.[dev]'")
    for found in packages:
        mark = "" if found.allowed else "  <- not on the list"
        sys.stdout.write(f"{found.package} {found.version}: {found.licence}{mark}\n")
    if not all(found.allowed for found in packages):
        sys.exit("licences that are not on the list of tests/licences.py")


if __name__ == "__main__":
    main()
