"""`client.events`: What has happened in an account or a team, in order and without a gap."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.options import Operation, RequestOptions
from .._runtime.pages import AsyncCursorListing, CursorPage
from .._runtime.requests import segment
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.event import Event

if TYPE_CHECKING:
    from ..models.event_type_query import EventTypeQuery

_LIST = Operation("events.list", "GET", safe=True, waits="wait")
_GET = Operation("events.get", "GET", safe=True)


class EventsListParams(RequestOptions, total=False):
    """The keyword arguments of `events.list`."""

    after: int | None

    limit: int | None

    team: str | None

    type: EventTypeQuery | None

    project: str | None

    wait: int | None

    last_event_id: int | None


class EventsGetParams(RequestOptions, total=False):
    """The keyword arguments of `events.get`."""


class EventsResource(Resource):
    """What has happened in an account or a team, in order and without a gap. Webhooks bring the same events;
    whoever missed one finds it here.
    """

    @cached_property
    def with_raw_response(self) -> EventsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return EventsWithRawResponse(self)

    def list(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        type: EventTypeQuery | None = None,
        project: str | None = None,
        wait: int | None = None,
        last_event_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> CursorPage[Event]:
        """Read the events.

        Returns what has happened in your account, or with `team` in a team of yours, in order. Events are numbered
        from 1 without a gap, for each account and each team; `sequence` is that number, and a webhook gets it in
        the header `webhook-sequence`. To read on, ask again with `after` set to the `cursor.next` of the last
        answer. With `wait` the answer comes as soon as there is an event after it. Events are kept for as long as
        the server is told to, 90 days unless it is told otherwise.

        **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each event as it happens, `id` being its
        number. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing. To see only what is new, begin `after`
        the `cursor.latest` of a first answer.

        Needs the permission `events:read`.

        Args:
            after: Only events with a higher number than this. `0` unless told.
            limit: At most this many events. `100` unless told.
            team: The events of the team with this ID in place of your own. A team that is not yours has none for
                you.
            type: Only events of this type, or with `deployment.*` of these types.
            project: Only events of the project with this ID.
            wait: Seconds to wait while there is no event. 0 answers at once. `0` unless told.
            last_event_id: For a stream, like `after`; the larger of the two counts. `0` unless told.
        """
        return self._transport.cursor(
            Event.from_dict,
            _LIST,
            "/events",
            query={
                "after": after,
                "limit": limit,
                "team": team,
                "type": type,
                "project": project,
                "wait": wait,
            },
            headers={
                "Last-Event-ID": last_event_id,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def get(
        self,
        event_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Event:
        """Get an event.

        Returns one event, with the same content that webhooks were sent. Whoever sees its account or team sees it.

        Needs the permission `events:read`.

        Args:
            event_id: The ID of the event.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Event.from_dict,
            True,
            _GET,
            f"/events/{segment(event_id, 'event_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class EventsWithRawResponse:
    """The calls of `client.events`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: EventsResource) -> None:
        self.list = with_response(resource.list)
        self.get = with_response(resource.get)


class AsyncEventsResource(AsyncResource):
    """What has happened in an account or a team, in order and without a gap. Webhooks bring the same events;
    whoever missed one finds it here.
    """

    @cached_property
    def with_raw_response(self) -> AsyncEventsWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncEventsWithRawResponse(self)

    def list(
        self,
        *,
        after: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        type: EventTypeQuery | None = None,
        project: str | None = None,
        wait: int | None = None,
        last_event_id: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncCursorListing[Event]:
        """Read the events.

        Returns what has happened in your account, or with `team` in a team of yours, in order. Events are numbered
        from 1 without a gap, for each account and each team; `sequence` is that number, and a webhook gets it in
        the header `webhook-sequence`. To read on, ask again with `after` set to the `cursor.next` of the last
        answer. With `wait` the answer comes as soon as there is an event after it. Events are kept for as long as
        the server is told to, 90 days unless it is told otherwise.

        **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each event as it happens, `id` being its
        number. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing. To see only what is new, begin `after`
        the `cursor.latest` of a first answer.

        Needs the permission `events:read`.

        Args:
            after: Only events with a higher number than this. `0` unless told.
            limit: At most this many events. `100` unless told.
            team: The events of the team with this ID in place of your own. A team that is not yours has none for
                you.
            type: Only events of this type, or with `deployment.*` of these types.
            project: Only events of the project with this ID.
            wait: Seconds to wait while there is no event. 0 answers at once. `0` unless told.
            last_event_id: For a stream, like `after`; the larger of the two counts. `0` unless told.
        """
        return self._transport.cursor(
            Event.from_dict,
            _LIST,
            "/events",
            query={
                "after": after,
                "limit": limit,
                "team": team,
                "type": type,
                "project": project,
                "wait": wait,
            },
            headers={
                "Last-Event-ID": last_event_id,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def get(
        self,
        event_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Event:
        """Get an event.

        Returns one event, with the same content that webhooks were sent. Whoever sees its account or team sees it.

        Needs the permission `events:read`.

        Args:
            event_id: The ID of the event.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Event.from_dict,
            True,
            _GET,
            f"/events/{segment(event_id, 'event_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncEventsWithRawResponse:
    """The calls of `client.events`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncEventsResource) -> None:
        self.list = async_with_response(resource.list)
        self.get = async_with_response(resource.get)
