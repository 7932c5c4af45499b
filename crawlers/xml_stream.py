"""XML from strangers: no DTD, no entities, bounded, a piece at a time (F2, F3, F4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree

from crawlers.markup import decode

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_DTD = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEFORE_ROOT = re.compile(r"<!--.*?-->|<[?!].{0,2000}?>", re.DOTALL)
_DEEPEST = 60


class BadXml(ValueError):
    """The bytes are no XML that we read; the sentence says why."""


class TooDeep(BadXml):
    """Nested beyond anything honest: not to be repaired either."""


def xml_text(body: bytes, content_type: str = "") -> str:
    """The document as text, its declaration and forbidden characters left out. Raises BadXml on a DTD or entities."""
    text = decode(body, content_type)
    if _DTD.search(text):
        raise BadXml("a DTD or entities are declared")  # billion laughs, local files (F3, F4)
    return _FORBIDDEN.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")))


def elements(text: str, names: frozenset[str], most: int) -> Iterator[ElementTree.Element]:
    """Whole elements of these local names in order, at most ``most``; each is emptied after use.

    Raises BadXml when the text is not well-formed or nested too deeply.
    """
    depth = 0
    stack: list[ElementTree.Element] = []
    try:
        for event, element in ElementTree.iterparse(BytesIO(text.encode("utf-8")), events=("start", "end")):
            if event == "start":
                depth += 1
                stack.append(element)
                if depth > _DEEPEST:
                    raise TooDeep("nested too deeply")
                continue
            depth -= 1
            stack.pop()
            if local(element.tag) in names:
                yield element
                most -= 1
                element.clear()
                if stack:
                    stack[-1].remove(element)
                if most <= 0:
                    return
    except ElementTree.ParseError as error:
        raise BadXml(f"not well-formed: {error}") from error


@lru_cache(maxsize=512)
def local(tag: object) -> str:
    """Name of an element without its namespace, lower case."""
    return str(tag).rpartition("}")[2].lower()


def root_name(text: str) -> str:
    """Local name of the outermost element, lower case, empty when there is none."""
    found = re.search(r"<\s*(?:[\w.-]+:)?([A-Za-z][\w.-]*)", _BEFORE_ROOT.sub("", text[:6000]))
    return found[1].lower() if found else ""
