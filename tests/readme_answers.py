"""The answers that the README shows; run `python -m tests.readme_answers` after a change of them.

Every `<!-- query: ... -->` line of the README is followed by what that query prints over the
graph that the README's first command builds; `<!-- end -->` closes the last one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.samples import ROOT

README: Final = ROOT / "README.md"
BLOCK: Final = re.compile(r"<!-- query: (.+?) -->\n.*?(?=<!-- (?:query|end))", re.DOTALL)


def graphkit(folder: Path, *arguments: str) -> str:
    """Returns what a command prints on standard output, run in a folder of its own."""
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}
    environment.pop("GRAPHKIT_STORE", None)
    command = [sys.executable, "-m", "graphkit", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def with_answers(page: str, folder: Path) -> str:
    """Returns the page with its blocks answered anew from the seeds, built in the folder."""
    graphkit(folder, "build", str(ROOT / "seeds" / "articles"), "--picture", "")

    def answered(block: re.Match[str]) -> str:
        question = block.group(1)
        printed = graphkit(folder, "query", *question.split())
        lines = "\n".join(line.rstrip() for line in printed.splitlines())
        return f"<!-- query: {question} -->\n```\n$ graphkit query {question}\n{lines}\n```\n\n"

    return BLOCK.sub(answered, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        text = README.read_text("utf-8")
        README.write_text(with_answers(text, Path(scratch)), "utf-8")
