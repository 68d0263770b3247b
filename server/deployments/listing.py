"""The names and sizes in a site that somebody sends: which are good, and what is wrong with the others."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from server.kit.config import Limits
from server.kit.errors import Detail, ValidationError

MAX_DETAILS = 20
SEGMENT_BYTES = 255  # of a path, as in every file system that the files may come from or go to

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DRIVE = re.compile(r"[A-Za-z]:")

_GIT = "of .git: a site does not publish its repository"
_MACOS = "that macOS adds to archives (__MACOSX, .DS_Store, ._*)"


class InvalidName(Exception):
    """A name that no file of a site can have; says what to do."""


def site_path(name: str, limits: Limits) -> str:
    """`docs/index.html`, `./docs//index.html` → `/docs/index.html`, in NFC; InvalidName if it cannot be a path.

    `.` → `/`.

    `name` comes with `/` between the segments, and with surrogate escapes (PEP 383) where its bytes are not UTF-8.
    """
    # Before Unicode is looked at, because to normalise thousands of combining marks takes time by their square. No
    # form of a name is longer than three times its NFC (UAX #15, table 3).
    if len(name) > 4 * limits.path_bytes:
        raise InvalidName(_too_long(limits))
    if not name.isascii():
        try:
            name.encode()
        except UnicodeEncodeError:
            raise InvalidName("The name is not valid UTF-8. Rename the file, or pack it again in UTF-8.") from None
        name = unicodedata.normalize("NFC", name)
    if _CONTROL.search(name):
        raise InvalidName("The name has a control character. Rename the file.")
    if "\\" in name:
        raise InvalidName("The name has a backslash. Pack again with '/' between folders.")
    if name.startswith("/"):
        raise InvalidName("The path is absolute. Pack again with paths relative to the site's folder.")
    if _DRIVE.match(name):
        raise InvalidName("The path begins with a drive letter. Pack again with paths relative to the site's folder.")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise InvalidName("The path has a '..'. Pack again from within the site's folder.")
    path = "/" + "/".join(parts)
    path_bytes = len(path.encode())
    if path_bytes > limits.path_bytes:
        raise InvalidName(_too_long(limits))
    if path_bytes > SEGMENT_BYTES and any(len(part.encode()) > SEGMENT_BYTES for part in parts):
        raise InvalidName(f"A part of the path is longer than {SEGMENT_BYTES} bytes. Shorten that name.")
    if len(parts) - 1 > limits.path_depth:
        raise InvalidName(f"The file lies in more than {limits.path_depth} folders (YOUR_APP_MAX_PATH_DEPTH).")
    return path


def shown(name: str) -> str:
    """A name as an error can show it: printable, and at most 120 characters."""
    text = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name[:1000])
    return text if len(text) <= 120 else f"{text[:80]}…{text[-39:]}"


@dataclass
class Listing:
    """What has been seen of a site so far, entry by entry.

    Bad names are collected, up to MAX_DETAILS of them, so that a person can mend them all at once. A limit on
    number or size that is passed ends it there and then.
    """

    limits: Limits
    subject: str = "archive"  # what is at fault when it is no single entry
    problems: list[Detail] = field(default_factory=list)
    file_count: int = 0
    size_bytes: int = 0
    _entries: int = 0
    _files: dict[str, tuple[str, str]] = field(default_factory=dict)  # folded path → path, name
    _folders: dict[str, str] = field(default_factory=dict)  # folded path → name of what made it a folder
    _skipped: Counter[str] = field(default_factory=Counter)

    def admit(self, name: str, size_bytes: int, *, is_folder: bool = False, problem: str | None = None) -> str | None:
        """The path at which the entry's content belongs; None if there is nothing to store.

        That is so for folders, for what is skipped, and from the first bad name on, because then nothing is kept.
        ValidationError if a limit is passed, or there are too many bad names to go on.
        """
        self._entries += 1
        if self._entries > max_entries(self.limits):
            raise self.refusal(
                Detail(
                    self.subject, f"It has more than {max_entries(self.limits):,} entries, files and folders together."
                )
            )
        try:
            path = site_path(name, self.limits)
        except InvalidName as error:
            self._reject(name, str(error))
            return None
        if path == "/":
            if not is_folder:
                self._reject(name, "The file has no name. Rename it.")
            return None
        if (reason := _reason_to_skip(path)) is not None:
            self._skipped[reason] += 1
            return None
        if problem is None:
            problem = self._collision(path, name, is_folder=is_folder)
        if problem is not None:
            self._reject(name, problem)
            return None
        if is_folder:
            return None
        self._count(name, size_bytes)
        return None if self.problems else path

    def warnings(self) -> tuple[str, ...]:
        """What was skipped, in sentences for the deployment's log."""
        return tuple(
            f"Skipped {count:,} {'entry' if count == 1 else 'entries'} {reason}."
            for reason, count in self._skipped.items()
        )

    def refusal(self, *more: Detail) -> ValidationError:
        """The error that tells everything that is wrong."""
        details = [*self.problems, *more]
        return ValidationError(
            "The site was refused and nothing was kept: "
            + (
                f"{details[0].field}: {details[0].message}" if len(details) == 1 else f"see the {len(details)} details."
            ),
            details=details,
        )

    def check(self) -> None:
        """To be called after the last entry: ValidationError if anything was wrong, or there is no file."""
        if self.problems:
            raise self.refusal()
        if self.file_count == 0:
            raise self.refusal(
                Detail(self.subject, "There is no file in it" + (", besides those skipped." if self._skipped else "."))
            )

    def _reject(self, name: str, message: str) -> None:
        self.problems.append(Detail(shown(name), message))
        if len(self.problems) >= MAX_DETAILS:
            raise self.refusal()

    def _count(self, name: str, size_bytes: int) -> None:
        limits = self.limits
        self.file_count += 1
        self.size_bytes += size_bytes
        if self.file_count > limits.files:
            raise self.refusal(
                Detail(self.subject, f"There are more than {limits.files:,} files (YOUR_APP_MAX_FILES).")
            )
        if size_bytes > limits.file_bytes:
            message = f"The file has {size_bytes:,} bytes; at most {limits.file_bytes:,} (YOUR_APP_MAX_FILE_BYTES)."
            raise self.refusal(Detail(shown(name), message))
        if self.size_bytes > limits.site_bytes:
            message = f"The files have more than {limits.site_bytes:,} bytes together (YOUR_APP_MAX_SITE_BYTES)."
            raise self.refusal(Detail(self.subject, message))

    def _collision(self, path: str, name: str, *, is_folder: bool) -> str | None:
        """What is wrong with this path beside those before it; if nothing is, take note of it.

        Compared as a file system would that knows no case (and Unicode names in one form only): what cannot be
        unpacked on every machine is refused.
        """
        key = _folded(path)
        if not is_folder:
            if (twin := self._files.get(key)) is not None:
                return _twin_problem(twin, (path, name))
            if (inner := self._folders.get(key)) is not None:
                return f"It is a file here and a folder in '{shown(inner)}'. Rename one of them."
            self._files[key] = path, name
        # Upwards until a folder that is known already: so are those above it.
        end = len(key) if is_folder else key.rfind("/")
        while end > 0 and (folder := key[:end]) not in self._folders:
            if (twin := self._files.get(folder)) is not None:
                return f"It makes a folder of '{shown(twin[1])}', which is a file. Rename one of them."
            self._folders[folder] = name
            end = key.rfind("/", 0, end)
        return None


def max_entries(limits: Limits) -> int:
    """How many entries an archive may have, with folders and what is skipped."""
    return 2 * limits.files + 1000


def _too_long(limits: Limits) -> str:
    return f"The path is longer than {limits.path_bytes:,} bytes (YOUR_APP_MAX_PATH_BYTES). Shorten it."


def _folded(path: str) -> str:
    """One key for all the names that some file system holds for the same."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _twin_problem(first: tuple[str, str], second: tuple[str, str]) -> str:
    (first_path, first_name), (second_path, second_name) = first, second
    if first_path != second_path:
        return f"Its name differs from '{shown(first_name)}' only in upper and lower case. Rename one of them."
    if first_name != second_name and not second_name.isascii():
        return "There are two files of this name, in two forms of Unicode (NFC and NFD). Remove one of them."
    return "There are two files of this name. Remove one of them."


def _reason_to_skip(path: str) -> str | None:
    name = path[path.rfind("/") + 1 :]
    folded = path.lower()
    if "/.git/" in folded + "/":
        return _GIT
    if "/__macosx/" in folded + "/" or name == ".DS_Store" or name.startswith("._"):
        return _MACOS
    return None
