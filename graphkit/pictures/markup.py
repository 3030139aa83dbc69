"""Element trees -> XML files."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def xml_file(root: ET.Element) -> bytes:
    """Returns the file of a tree: its declaration, an element a line, a last line break.

    Written as text and encoded at once: `ElementTree.write` encodes every tag for itself, which
    takes half of the time that a large graph takes to be exported.
    """
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()
