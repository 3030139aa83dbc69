"""docs/python.md, run like a notebook: `python -m tests.python_guide` writes its outputs anew.

Its `python` blocks are executed in order in one namespace, in a folder that holds the seeds.  What
a block prints, and its last expression as a notebook would show it, stands right below it: in a
`text` block, between `<!-- shown -->` and `<!-- end -->` as Markdown, or as a picture.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.samples import ROOT

PAGE: Final = ROOT / "docs" / "python.md"
CELL: Final = re.compile(
    r"^```python\n(?P<code>.*?)^```\n"
    r"(?:\n(?:```text\n.*?^```\n|<!-- shown -->\n.*?<!-- end -->\n"
    r"|!\[[^\n]*\]\((?P<file>[^\n)]*)\)\n))?",
    re.DOTALL | re.MULTILINE,
)


class Notebook:
    """Runs the cells of a page; `pictures` are those that it has drawn, by file."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self._names: dict[str, Any] = {"__name__": "__main__"}

    def run(self, page: str) -> str:
        """Returns the page with the output of each cell below it."""
        return CELL.sub(self._with_output, page)

    def _with_output(self, cell: re.Match[str]) -> str:
        printed, value = self._execute(cell["code"])
        output = self._shown(printed, value, cell["file"])
        return f"```python\n{cell['code']}```\n" + (f"\n{output}" if output else "")

    def _execute(self, code: str) -> tuple[str, Any]:
        """Returns what a cell prints, and the value of its last line if that is an expression."""
        tree = ast.parse(code)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(tree, "cell", "exec"), self._names)
            value = None
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), self._names)
        return out.getvalue(), value

    def _shown(self, printed: str, value: Any, file: str | None) -> str:
        if hasattr(value, "_repr_svg_"):
            name = file or f"pictures/python-{len(self.pictures) + 1}.svg"
            self.pictures[name] = value._repr_svg_().encode("utf-8")
            return f"![{value.caption}]({name})\n"
        if hasattr(value, "_repr_markdown_"):
            return f"<!-- shown -->\n{value._repr_markdown_()}\n<!-- end -->\n"
        text = printed + ("" if value is None else f"{value!r}\n")
        return f"```text\n{text}```\n" if text else ""


@contextlib.contextmanager
def beside_the_seeds(folder: Path) -> Iterator[None]:
    """Works in a folder that holds the seeds, as a reader's checkout does."""
    shutil.copytree(ROOT / "seeds" / "articles", folder / "seeds" / "articles")
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def main() -> None:
    """Writes the outputs and pictures of the page anew."""
    notebook = Notebook()
    with tempfile.TemporaryDirectory() as name, beside_the_seeds(Path(name)):
        page = notebook.run(PAGE.read_text("utf-8"))
    PAGE.write_text(page, "utf-8")
    for file, content in notebook.pictures.items():
        (PAGE.parent / file).write_bytes(content)


if __name__ == "__main__":
    main()
