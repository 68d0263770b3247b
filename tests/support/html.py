"""An HTML page as tests look at it: its elements, and what is wrong with its structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# HTML, section 13.1.2: these have no end tag.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LINKS = ("href", "src", "action", "poster", "data", "srcset")


@dataclass
class Element:
    """A start tag with its attributes, and all the text inside."""

    tag: str
    attributes: dict[str, str]
    line: int
    inside: tuple[str, ...]  # the tags around it, the outermost first
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A parsed page."""

    source: str
    elements: list[Element] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        self.mistakes += [f"line {each.line}: <{each.tag}> is never closed" for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.mistakes.append(f"line {self.getpos()[0]}: <{tag}> has an attribute twice")
        inside = tuple(each.tag for each in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], inside)
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:  # <path/> inside of an <svg>
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.mistakes.append(f"line {self.getpos()[0]}: </{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for each in self._open:
            each.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with this tag, and these attributes if some are named (`aria_current="page"`)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [each for each in self.elements if each.tag == tag and wanted.items() <= each.attributes.items()]

    def one(self, tag: str, **attributes: str) -> Element:
        """The one element with this tag and these attributes."""
        (element,) = self.all(tag, **attributes)
        return element

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [each.attributes["id"] for each in self.elements if "id" in each.attributes]

    def links(self) -> Iterator[tuple[Element, str]]:
        """Every address that the page refers to."""
        for element in self.elements:
            for name in _LINKS:
                if name in element.attributes:
                    yield element, element.attributes[name]
            if element.tag == "meta" and element.attributes.get("property", "") in ("og:image", "og:url"):
                yield element, element.attributes["content"]
