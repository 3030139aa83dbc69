"""A picture -> SVG, PNG or PDF of the same drawing, the same bytes each time.

PNG and PDF are made from the SVG by Typst, which reads only the typeface that is packed with
graphkit: the fonts of a machine make no difference.  A PDF holds text as text, in a subset of the
typeface, with the title and a description for screen readers, and no time stamp.
"""

from __future__ import annotations

import importlib
import importlib.util
from importlib import resources
from pathlib import PurePath
from typing import Any, Final, Literal, cast

from graphkit.errors import PictureError
from graphkit.pictures.palette import xml_text
from graphkit.pictures.plates.frames import Plate

Form = Literal["svg", "png", "pdf"]
FORMS: Final[tuple[Form, ...]] = ("svg", "png", "pdf")
DPI: Final = 300
"""Dots per inch of a PNG: what printers ask for."""
EXTRA: Final = "pip install 'graphkit-diplomacy[print]'"

_PAGE: Final = """
#set document(title: sys.inputs.title, date: none)
#set text(lang: "en")
#let long(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: long("width"), height: long("height"), margin: 0pt)
#image("plate.svg", width: 100%, height: 100%, alt: sys.inputs.alt)
"""
"""Texts come in as inputs, never as markup."""


def form_of(target: str) -> Form:
    """Returns the form that a file's suffix names.

    Example:
        >>> form_of("stances.pdf")
        'pdf'

    Raises:
        PictureError: it names none.
    """
    suffix = PurePath(target).suffix.lower().removeprefix(".")
    if suffix in FORMS:
        return suffix
    raise PictureError(
        f"no picture has the suffix '.{suffix}'" if suffix else "its name does not tell the format",
        where=target,
        remedy="end it in .svg, .png or .pdf",
    )


def check_printing(form: Form) -> None:
    """Refuses to begin where the form needs what is not installed.

    Raises:
        PictureError: PNG and PDF need Typst.
    """
    if form != "svg" and importlib.util.find_spec("typst") is None:
        raise PictureError(f"{form} needs the package typst", remedy=f"{EXTRA}, or draw svg")


def printed(plate: Plate, form: Form, *, dpi: int = DPI) -> bytes:
    """Returns the picture as a file of this form.

    Raises:
        PictureError: see `check_printing`.
    """
    if form == "svg":
        return plate.svg
    check_printing(form)
    typst: Any = importlib.import_module("typst")
    inputs = {
        "title": xml_text(plate.title),
        "alt": xml_text(" ".join(plate.caption.lines)),
        "width": f"{plate.width:.2f}",
        "height": f"{plate.height:.2f}",
    }
    files = {"main.typ": _PAGE.encode(), "plate.svg": plate.svg}
    fonts = resources.files("graphkit.data").joinpath("fonts")
    with resources.as_file(fonts) as folder:
        made = typst.compile(
            files,
            format=form,
            ppi=float(dpi),
            font_paths=[str(folder)],
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
    return cast(bytes, made)
