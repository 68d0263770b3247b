"""Lists that arrive in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

from .models import Model

T = TypeVar("T")


class Pagination(Model):
    """Which page of how many this is."""

    page: int
    """This page; the first one is 1."""
    limit: int
    """Items per page."""
    total: int
    """Items on all pages together."""
    pages: int
    """How many pages there are."""


class Cursor(Model):
    """Where to go on reading."""

    next: int | str | None
    """Send this as `after` to get what follows."""
    complete: bool | None = None
    """Whether nothing will follow."""


class _Piece(Generic[T]):
    """Items that arrived together."""

    def __init__(self, data: list[T]) -> None:
        self.data = data
        """The items of this piece."""

    def __bool__(self) -> bool:
        return bool(self.data)


class _Numbered(_Piece[T]):
    def __init__(self, data: list[T], pagination: Pagination, fetch: Callable[[int], Any]) -> None:
        super().__init__(data)
        self.pagination = pagination
        """Which page of how many this is."""
        self._fetch = fetch

    def has_next_page(self) -> bool:
        """Whether there is a page after this one."""
        # An empty page ends the list whatever its numbers say, so that no server can keep a loop going for ever.
        return bool(self.data) and (self.pagination.page or 0) < (self.pagination.pages or 0)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pagination.page} of {self.pagination.pages}, {len(self.data)} items>"


class _Continued(_Piece[T]):
    def __init__(self, data: list[T], cursor: Cursor, fetch: Callable[[Any], Any]) -> None:
        super().__init__(data)
        self.cursor = cursor
        """Where to go on reading."""
        self._fetch = fetch

    def has_next_page(self) -> bool:
        """Whether something may follow."""
        return bool(self.data) and self.cursor.complete is not True and self.cursor.next is not None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} up to {self.cursor.next}, {len(self.data)} items>"


class Page(_Numbered[T]):
    """One page of a list. Iterating goes over its items and those of all pages that follow."""

    def next_page(self) -> Page[T] | None:
        """The page after this one; None after the last."""
        page: Page[T] | None = self._fetch(self.pagination.page + 1) if self.has_next_page() else None
        return page

    def pages(self) -> Iterator[Page[T]]:
        """This page and all that follow."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data


class CursorPage(_Continued[T]):
    """A piece of a list that may still grow. Iterating goes on to the end of what is there now."""

    def next_page(self) -> CursorPage[T] | None:
        """What follows this piece; None when nothing can."""
        page: CursorPage[T] | None = self._fetch(self.cursor.next) if self.has_next_page() else None
        return page

    def pages(self) -> Iterator[CursorPage[T]]:
        """This piece and all that follow."""
        page: CursorPage[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data


class AsyncPage(_Numbered[T]):
    """One page of a list. `async for` goes over its items and those of all pages that follow."""

    async def next_page(self) -> AsyncPage[T] | None:
        """The page after this one; None after the last."""
        page: AsyncPage[T] | None = await self._fetch(self.pagination.page + 1) if self.has_next_page() else None
        return page

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.data:
                yield item


class AsyncCursorPage(_Continued[T]):
    """A piece of a list that may still grow. `async for` goes on to the end of what is there now."""

    async def next_page(self) -> AsyncCursorPage[T] | None:
        """What follows this piece; None when nothing can."""
        page: AsyncCursorPage[T] | None = await self._fetch(self.cursor.next) if self.has_next_page() else None
        return page

    async def pages(self) -> AsyncIterator[AsyncCursorPage[T]]:
        """This piece and all that follow."""
        page: AsyncCursorPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.data:
                yield item


class _AsyncListing(Generic[T]):
    """What an async list call gives: await it for its first page, or `async for` over all items of all pages."""

    def __init__(self, fetch: Callable[[], Awaitable[Any]]) -> None:
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._fetch():
            yield item


class AsyncListing(_AsyncListing[T]):
    """What an async list call gives: await it for its first page, or `async for` over all items of all pages."""

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._fetch().__await__()


class AsyncCursorListing(_AsyncListing[T]):
    """What an async list call gives: await it for its first piece, or `async for` over all items there are now."""

    def __await__(self) -> Generator[Any, None, AsyncCursorPage[T]]:
        return self._fetch().__await__()
