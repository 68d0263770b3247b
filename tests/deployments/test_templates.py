"""The sites that a project starts with. People edit them by hand, so they have to be right to the last link."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
import yaml

from server.deployments import rules
from server.deployments.sources import TEMPLATES, template_names
from tests.support.html import Page
from tests.support.running import ROOT, Client, RunningServer

NAMES = ("blank", "docs", "landing")
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]

PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())
DOCS = [each for each in PAGES if each.startswith("docs/") and not each.endswith("404.html")]
TEXTS = [path for path in FILES if not path.endswith(".png")]


def page(name: str) -> Page:
    return Page((TEMPLATES / name).read_text())


def template_of(name: str) -> Path:
    return TEMPLATES / name.split("/")[0]


def url_of(name: str) -> str:
    """The address at which a page answers on its live site: `docs/guide/index.html` → `/guide/`."""
    path = "/" + name.partition("/")[2]
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def file_at(folder: Path, path: str) -> Path | None:
    """The file that answers at this path, as server/sites resolves it and without its redirect to `/folder/`."""
    found = folder / path[1:] / "index.html" if path.endswith("/") else folder / path[1:]
    return found if found.is_file() else None


def redirected(folder: Path, path: str) -> str:
    """Where `_redirects` sends a path that has no file; the path itself if nowhere."""
    source = folder / "_redirects"
    parsed = rules.parse(source.read_bytes() if source.exists() else None, None).rules
    for rule in (parsed or {"redirects": []})["redirects"]:
        start = rule["from"].removesuffix("*")
        if rule["from"].endswith("*") and path.startswith(start):
            return str(rule["to"]).replace(":splat", path[len(start) :])
    return path


def addresses_in_css(text: str) -> Iterator[str]:
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for match in re.finditer(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", without_comments):
        yield match[1] or match[2]


class TestTheTemplates:
    def test_are_those_of_the_contract(self) -> None:
        contract = yaml.safe_load((ROOT / "openapi" / "openapi.yaml").read_text())
        assert sorted(contract["components"]["schemas"]["Template"]["enum"]) == template_names() == list(NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_have_a_first_page(self, name: str) -> None:
        assert (TEMPLATES / name / "index.html").is_file()

    @pytest.mark.parametrize("name", ["landing", "docs"])
    def test_with_several_pages_have_one_for_a_wrong_address(self, name: str) -> None:
        assert (TEMPLATES / name / "404.html").is_file()

    @pytest.mark.parametrize("file", TEXTS)
    def test_are_text_that_any_editor_opens(self, file: str) -> None:
        content = (TEMPLATES / file).read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content
        assert b"\t" not in content
        assert content.endswith(b"\n")
        assert not [line for line in content.split(b"\n") if line.rstrip() != line]

    @pytest.mark.parametrize("file", TEXTS)
    def test_explain_themselves_in_a_comment(self, file: str) -> None:
        if file.startswith("docs/") and file.endswith("index.html") and file != "docs/index.html":
            assert "<!-- The page. -->" in (TEMPLATES / file).read_text()
        else:
            start = (TEMPLATES / file).read_text()[:300]
            assert any(sign in start for sign in ("<!--", "/*", "// ", "# ")), start

    @pytest.mark.parametrize("file", [each for each in FILES if each.endswith(".svg")])
    def test_have_pictures_that_parse(self, file: str) -> None:
        root = ET.fromstring((TEMPLATES / file).read_text())  # noqa: S314 (our own file)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"

    def test_are_small(self) -> None:
        sizes = {
            name: sum(len((TEMPLATES / each).read_bytes()) for each in FILES if each.startswith(name)) for name in NAMES
        }
        assert sizes["blank"] < 8_000
        assert max(sizes.values()) < 120_000


class TestEveryPage:
    @pytest.mark.parametrize("name", PAGES)
    def test_is_well_formed(self, name: str) -> None:
        parsed = page(name)
        assert parsed.mistakes == []
        assert parsed.source.startswith("<!doctype html>\n")
        ids = parsed.ids()
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("name", PAGES)
    def test_has_a_head_that_says_what_it_is(self, name: str) -> None:
        parsed = page(name)
        assert parsed.one("html").attributes["lang"] == "en"
        assert parsed.one("meta", charset="utf-8").inside == ("html", "head")
        assert "width=device-width" in parsed.one("meta", name="viewport").attributes["content"]
        title = next(each for each in parsed.all("title") if each.inside == ("html", "head"))
        assert title.text.strip()
        assert parsed.all("link", rel="icon"), "without an icon browsers ask for /favicon.ico"
        if not name.endswith("404.html"):
            assert parsed.one("meta", name="description").attributes["content"]

    @pytest.mark.parametrize("template", NAMES)
    def test_has_a_title_of_its_own(self, template: str) -> None:
        titles = [page(name).all("title")[0].text for name in PAGES if name.startswith(f"{template}/")]
        assert len(titles) == len(set(titles))

    @pytest.mark.parametrize("name", PAGES)
    def test_can_be_used_without_seeing_it(self, name: str) -> None:
        parsed = page(name)
        assert parsed.one("main")
        assert len(parsed.all("h1")) == 1
        levels = [
            int(each.tag[1]) for each in parsed.elements if each.tag in ("h1", "h2", "h3") and "main" in each.inside
        ]
        assert levels[0] == 1
        assert all(later <= before + 1 for before, later in pairwise(levels)), levels
        assert [each for each in parsed.all("img") if "alt" not in each.attributes] == []
        navigations = [
            each.attributes.get("aria-label") or each.attributes.get("aria-labelledby") for each in parsed.all("nav")
        ]
        assert all(navigations)
        assert len(navigations) == len(set(navigations))
        for each in parsed.elements:
            for attribute in ("aria-labelledby", "aria-describedby", "popovertarget", "for"):
                if attribute in each.attributes:
                    assert each.attributes[attribute] in parsed.ids(), each

    @pytest.mark.parametrize("name", PAGES)
    def test_is_styled_for_dark_screens_and_for_the_keyboard(self, name: str) -> None:
        style = "".join(each.text for each in page(name).all("style"))
        for link in page(name).all("link", rel="stylesheet"):
            style += (template_of(name) / link.attributes["href"][1:]).read_text()
        assert "prefers-color-scheme: dark" in style
        assert ":focus-visible" in style

    @pytest.mark.parametrize("name", PAGES)
    def test_links_only_to_what_is_there(self, name: str) -> None:
        folder = template_of(name)
        for element, address in page(name).links():
            target = urlsplit(urljoin(f"http://site{url_of(name)}", address))
            if target.scheme in ("mailto", "data"):
                continue
            assert target.netloc == "site", f"line {element.line}: {address} is on another server"
            if element.tag not in ("a", "use", "link", "script", "img", "meta", "form"):
                raise AssertionError(f"line {element.line}: <{element.tag}> is new here: look at it and add it")
            found = file_at(folder, redirected(folder, target.path))
            assert found is not None, f"line {element.line}: {address} leads nowhere"
            if target.fragment:
                text = found.read_text()
                assert f'id="{target.fragment}"' in text, f"line {element.line}: {address} has no such part"

    @pytest.mark.parametrize("name", PAGES)
    def test_can_be_reached(self, name: str) -> None:
        if name.endswith("404.html"):
            return
        folder = template_of(name)
        start = f"{folder.name}/index.html"
        reached, ahead = {start}, [start]
        while ahead:
            here = ahead.pop()
            for _, address in page(here).links():
                path = urlsplit(urljoin(f"http://site{url_of(here)}", address)).path
                found = file_at(folder, path) if path.startswith("/") else None
                key = found.relative_to(TEMPLATES).as_posix() if found else ""
                if key.endswith(".html") and key not in reached:
                    reached.add(key)
                    ahead.append(key)
        assert name in reached

    @pytest.mark.parametrize("file", TEXTS)
    def test_asks_no_other_server_for_anything(self, file: str) -> None:
        text = (TEMPLATES / file).read_text()
        for namespace in ('xmlns="http://www.w3.org/2000/svg"', "xmlns='http://www.w3.org/2000/svg'"):
            text = text.replace(namespace, "")
        assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s\"']*", text) == []
        if file.endswith(".css"):
            for address in addresses_in_css(text):
                assert (TEMPLATES / file).parent.joinpath(address).is_file(), address

    @pytest.mark.parametrize("name", [each for each in PAGES if not each.startswith("blank/")])
    def test_needs_nothing_that_its_own_policy_forbids(self, name: str) -> None:
        parsed = page(name)
        assert parsed.all("style") == []
        assert [each for each in parsed.all("script") if "src" not in each.attributes] == []
        inline = [
            f"line {each.line}: {attribute}"
            for each in parsed.elements
            for attribute in each.attributes
            if attribute == "style" or attribute.startswith("on")
        ]
        assert inline == []


class TestRules:
    @pytest.mark.parametrize("name", NAMES)
    def test_parse_without_a_warning(self, name: str) -> None:
        contents = [
            path.read_bytes() if path.exists() else None
            for path in (TEMPLATES / name / "_redirects", TEMPLATES / name / "_headers")
        ]
        assert rules.parse(*contents).warnings == ()

    @pytest.mark.parametrize("name", ["landing", "docs"])
    def test_forbid_other_origins_and_frames(self, name: str) -> None:
        parsed = rules.parse(None, (TEMPLATES / name / "_headers").read_bytes()).rules
        assert parsed is not None
        everywhere = dict(next(each for each in parsed["headers"] if each["for"] == "/*")["values"])
        policy = everywhere["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_of_the_landing_page_name_files_that_are_there_and_keep_none_that_changes(self) -> None:
        parsed = rules.parse(None, (TEMPLATES / "landing" / "_headers").read_bytes()).rules
        assert parsed is not None
        cached = {
            each["for"]: dict(each["values"])["Cache-Control"] for each in parsed["headers"] if each["for"] != "/*"
        }
        assert set(cached) == {"/favicon.svg", "/og-image.svg", "/og-image.png"}
        for path, value in cached.items():
            assert (TEMPLATES / "landing" / path[1:]).is_file()
            assert value == "public, max-age=86400"


class TestDocs:
    @staticmethod
    def part(name: str, tag: str) -> str:
        text = (TEMPLATES / name).read_text()
        start = text.index(f"<{tag}")
        return text[start : text.index(f"</{tag.split()[0]}>", start)]

    def test_have_the_same_contents_on_each_page_but_for_the_mark(self) -> None:
        contents = {name: self.part(name, 'nav class="contents"') for name in DOCS}
        assert len(DOCS) == 8
        assert len({text.replace(' aria-current="page"', "") for text in contents.values()}) == 1
        for name, text in contents.items():
            assert re.findall(r'<a href="([^"]*)" aria-current="page">', text) == [url_of(name)]

    def test_name_every_page_in_the_contents(self) -> None:
        listed = re.findall(r'<a href="([^"]*)"', self.part("docs/index.html", 'nav class="contents"'))
        assert sorted(listed) == sorted(url_of(name) for name in DOCS)

    @pytest.mark.parametrize("name", DOCS)
    def test_mark_the_section_that_the_page_is_in(self, name: str) -> None:
        section = name.split("/")[1] if name.count("/") > 1 else "start"
        parsed = page(name)
        assert parsed.one("body").attributes["data-section"] == section
        marked = parsed.one("a", aria_current="true")
        assert marked.attributes["data-section"] == section

    @pytest.mark.parametrize("name", DOCS)
    def test_list_the_parts_of_the_page_beside_it(self, name: str) -> None:
        parsed = page(name)
        parts = [(f"#{each.attributes['id']}", each.text) for each in parsed.all("h2") if "main" in each.inside]
        listed = [
            (each.attributes["href"], each.text)
            for each in parsed.all("a")
            if each.attributes["href"].startswith("#") and "nav" in each.inside
        ]
        assert listed == parts

    def test_lead_from_each_page_to_the_next_in_the_order_of_the_contents(self) -> None:
        order = re.findall(r'<a href="([^"]*)"', self.part("docs/index.html", 'nav class="contents"'))
        by_url = {url_of(name): page(name) for name in DOCS}
        for here, there in pairwise(order):
            assert by_url[here].one("a", rel="next").attributes["href"] == there
            assert by_url[there].one("a", rel="prev").attributes["href"] == here
        assert by_url[order[0]].all("a", rel="prev") == by_url[order[-1]].all("a", rel="next") == []

    def test_list_their_own_files(self) -> None:
        listed = {each.text for each in page("docs/reference/index.html").all("code") if "td" in each.inside}
        assert listed == {name.removeprefix("docs/") for name in FILES if name.startswith("docs/")}

    def test_show_rules_that_the_server_follows(self) -> None:
        for name, file in (("addresses", "redirects"), ("headers", "headers")):
            for block in page(f"docs/reference/{name}/index.html").all("pre"):
                parsed = rules.parse(**{"redirects": None, "headers": None, file: block.text.encode()})
                assert parsed.warnings == ()
                assert parsed.rules


class TestLanding:
    def test_says_in_words_what_each_bar_of_the_calendar_shows(self) -> None:
        parsed = page("landing/index.html")
        bars = [each for each in parsed.all("span") if each.attributes.get("class", "").startswith("bar ")]
        assert len(bars) > 10
        works = {"sow": "sow", "plant": "plant out", "harvest": "harvest"}
        for bar in bars:
            kind, start, end = re.fullmatch(r"bar (\w+) from-(\d+) to-(\d+)", bar.attributes["class"]).groups()  # type: ignore[union-attr]
            first, last = MONTHS[int(start) - 1], MONTHS[int(end) - 1]
            months = first if first == last else f"{first} to {last}"
            assert bar.text.strip().rstrip(",") == f"{works[kind]} {months}"


class TestLive:
    """As the platform serves them."""

    @pytest.mark.parametrize("template", NAMES)
    def test_come_back_byte_for_byte(self, client: Client, server: RunningServer, template: str) -> None:
        project = client.project(template=template)
        deployment = client.ended(client.deploy(project["id"])["id"])
        assert (deployment["status"], deployment["error"]) == ("success", None)
        host = urlsplit(project["url"]).netloc
        with httpx.Client(base_url=server.url, headers={"Host": host}) as site:
            for file in (each for each in FILES if each.startswith(f"{template}/")):
                path = "/" + file.partition("/")[2]
                answer = site.get(path)
                if path in ("/_headers", "/_redirects"):
                    assert answer.status_code == 404
                else:
                    assert (answer.status_code, answer.content) == (200, (TEMPLATES / file).read_bytes()), path
            if template == "docs":
                moved = site.get("/manual/publish/")
                assert (moved.status_code, moved.headers["Location"]) == (301, "/guide/publish/")
            if template != "blank":
                assert "frame-ancestors 'none'" in site.get("/").headers["Content-Security-Policy"]
                lost = site.get("/guide/no/such/page")
                assert (lost.status_code, lost.content) == (404, (TEMPLATES / template / "404.html").read_bytes())

    def test_name_no_rule_that_was_left_out(self, client: Client) -> None:
        for template in NAMES:
            deployment = client.ended(client.deploy(client.project(template=template)["id"])["id"])
            lines = client.get(f"/deployments/{deployment['id']}/logs").json()["data"]
            assert [line for line in lines if line["level"] != "info"] == []
