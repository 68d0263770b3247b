"""`client.webhooks`: A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it, tried again until they are taken."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, List, Required

from .._runtime.models import list_of
from .._runtime.options import NOT_GIVEN, KeyedRequestOptions, NotGiven, Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import given, segment, unless_none
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.deleted import Deleted
from ..models.delivery import Delivery
from ..models.replay_result import ReplayResult
from ..models.rotated_secret import RotatedSecret
from ..models.webhook import Webhook
from ..models.webhook_key import WebhookKey
from ..models.webhook_with_secret import WebhookWithSecret

if TYPE_CHECKING:
    from ..models.event_filter import EventFilter
    from ..models.replay_scope import ReplayScope
    from ..models.webhook_status import WebhookStatus
    from .webhooks_deliveries import AsyncWebhooksDeliveriesResource, WebhooksDeliveriesResource

_LIST = Operation("webhooks.list", "GET", safe=True)
_CREATE = Operation("webhooks.create", "POST", idempotency_key=True)
_GET = Operation("webhooks.get", "GET", safe=True)
_UPDATE = Operation("webhooks.update", "PUT", safe=True)
_DELETE = Operation("webhooks.delete", "DELETE", safe=True)
_TEST = Operation("webhooks.test", "POST")
_ROTATE_SECRET = Operation("webhooks.rotate_secret", "POST")
_KEYS = Operation("webhooks.keys", "GET", safe=True, public=True)
_REPLAY = Operation("webhooks.replay", "POST")


class WebhooksListParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.list`."""

    page: int | None

    limit: int | None

    team: str | None


class WebhooksCreateParams(KeyedRequestOptions, total=False):
    """The keyword arguments of `webhooks.create`."""

    url: Required[str]

    events: Required[Sequence[EventFilter]]

    secret: str | None

    description: str | None | NotGiven

    projects: Sequence[str] | None

    team_id: str | None


class WebhooksGetParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.get`."""


class WebhooksUpdateParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.update`."""

    url: str | None

    events: Sequence[EventFilter] | None

    description: str | None | NotGiven

    projects: Sequence[str] | None

    status: WebhookStatus | None


class WebhooksDeleteParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.delete`."""


class WebhooksTestParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.test`."""


class WebhooksRotateSecretParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.rotate_secret`."""

    secret: str | None


class WebhooksKeysParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.keys`."""


class WebhooksReplayParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.replay`."""

    scope: Required[ReplayScope]

    since: datetime.datetime | str | None


class WebhooksOperations(Resource):
    """A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
    tried again until they are taken. Each delivery can be looked at, sent again and replayed.
    """

    @cached_property
    def deliveries(self) -> WebhooksDeliveriesResource:
        """Deliveries."""
        from .webhooks_deliveries import WebhooksDeliveriesResource

        return WebhooksDeliveriesResource(self._transport)

    @cached_property
    def with_raw_response(self) -> WebhooksWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return WebhooksWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Webhook]:
        """List webhooks.

        Lists the caller's own webhooks, or with `team` those of a team that the caller belongs to, newest first.
        `status` and `failing_since` tell which of them need attention.

        Needs the permission `webhooks:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            team: The webhooks of the team with this ID in place of your own. A team that is not yours has none
                for you.
        """
        return self._transport.page(
            Webhook.from_dict,
            _LIST,
            "/webhooks",
            query={
                "page": page,
                "limit": limit,
                "team": team,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def create(
        self,
        *,
        url: str,
        events: Sequence[EventFilter],
        secret: str | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        projects: Sequence[str] | None = None,
        team_id: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> WebhookWithSecret:
        """Create a webhook.

        From now on each event of your account that `events` names is sent to `url` as a `POST`; with `team_id`,
        each event of that team, whose owner or admin you must be. `projects` narrows it further, to events of these
        projects.

        **The secret** signs what is sent. Choose one (`whsec_` and base64, or any text, whose UTF-8 bytes are the key), or leave it
        out and get one. It is in this answer and in none after it. Check each request that arrives with your SDK's `unwrap`, or
        with any library for Standard Webhooks.

        **The address** must be https, on port 443 or above 1023, and its host a public one.

        **What arrives** is described under `webhooks` in this document. Answer with any `2xx` within 15 seconds, before you do
        the work. Anything else is tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours; your
        `Retry-After` is honoured, redirects are not followed, and a `410` disables the webhook. One that has answered no event well
        for 5 days is disabled too, and an event `webhook.disabled` tells the others.

        `409` `webhook_limit`: an account or a team has at most 50.

        Needs the permission `webhooks:write`.

        Args:
            url: Where to send events to: https, and plain http only where the operator allows private receivers.
                No user, password or `#`.
            events: Which events to send.
            secret: A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or
                `whsec_` and 24 to 64 bytes in base64.
            description: A few words about the webhook.
            projects: Only events of the projects with these IDs; none named, events of all and those that belong
                to no project.
            team_id: The team whose events are sent. You must be its owner or an admin.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            WebhookWithSecret.from_dict,
            True,
            _CREATE,
            "/webhooks",
            json=given(
                {
                    "url": url,
                    "events": events,
                    "secret": unless_none(secret),
                    "description": description,
                    "projects": unless_none(projects),
                    "team_id": unless_none(team_id),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    def get(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Webhook:
        """Get a webhook.

        Returns one webhook, without its secret. While `failing_since` is set it has not answered well since then;
        `status` and `disabled_reason` tell whether anything is sent to it.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Webhook.from_dict,
            True,
            _GET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def update(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        events: Sequence[EventFilter] | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        projects: Sequence[str] | None = None,
        status: WebhookStatus | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Webhook:
        """Update a webhook.

        Changes the fields that you send and leaves the others. With the status `disabled` nothing is sent any more,
        and what was waiting is given up; with `enabled` it starts again with the next event. `POST
        /webhooks/{id}/replay` sends what was missed.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            url: Where to send events to: https, and plain http only where the operator allows private receivers.
                No user, password or `#`.
            events: Which events to send.
            description: A few words about the webhook.
            projects: Only events of the projects with these IDs; none named, events of all and those that belong
                to no project.
            status: Whether events are sent.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Webhook.from_dict,
            True,
            _UPDATE,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            json=given(
                {
                    "url": unless_none(url),
                    "events": unless_none(events),
                    "description": description,
                    "projects": unless_none(projects),
                    "status": unless_none(status),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def delete(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete a webhook.

        Ends the webhook at once and removes it with all of its deliveries. To only pause it, set its status to
        `disabled`.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def test(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Send a test event.

        Sends an event `webhook.test` to this webhook, whatever events it takes, signed and retried like any other.
        Follow the delivery that it answers to see what the receiver said. A webhook that is disabled answers `409`
        with the code `webhook_disabled`.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Delivery.from_dict,
            True,
            _TEST,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/test",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def rotate_secret(
        self,
        webhook_id: str,
        *,
        secret: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> RotatedSecret:
        """Rotate the secret.

        Gives the webhook a new secret and a new key pair. For 24 hours what is sent is signed with the old ones
        too, so that you can change them at the receiver without missing anything. The secret is in this answer and
        in none after it. Of secrets that are replaced in short order, the newest four count.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            secret: A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or
                `whsec_` and 24 to 64 bytes in base64.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            RotatedSecret.from_dict,
            True,
            _ROTATE_SECRET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/rotate-secret",
            json=given({"secret": unless_none(secret)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def keys(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> List[WebhookKey]:
        """List the public keys.

        The Ed25519 keys with which what this webhook receives is signed (`v1a` in `webhook-signature`), the newest
        first. Whoever checks with one of them needs no secret, and nobody who checks could sign. Needs no key, so
        that a receiver can ask.

        Args:
            webhook_id: The ID of the webhook.
        """
        return self._transport.object(
            list_of(WebhookKey.from_dict),
            True,
            _KEYS,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/keys",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def replay(
        self,
        webhook_id: str,
        *,
        scope: ReplayScope,
        since: datetime.datetime | str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ReplayResult:
        """Send what was missed.

        Sends again what has not reached the webhook since a time: the deliveries that failed, and with `missed`
        also the events that were never on their way to it, because it was disabled, did not exist yet or did not
        take them. Each goes out in its order, at once. What has been delivered is not sent again.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            scope: `failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was
                never sent.
            since: Only events from this moment on; all that are kept, if left out.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            ReplayResult.from_dict,
            True,
            _REPLAY,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/replay",
            json=given({"scope": scope, "since": unless_none(since)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class WebhooksWithRawResponse:
    """The calls of `client.webhooks`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: WebhooksOperations) -> None:
        self.list = with_response(resource.list)
        self.create = with_response(resource.create)
        self.get = with_response(resource.get)
        self.update = with_response(resource.update)
        self.delete = with_response(resource.delete)
        self.test = with_response(resource.test)
        self.rotate_secret = with_response(resource.rotate_secret)
        self.keys = with_response(resource.keys)
        self.replay = with_response(resource.replay)


class AsyncWebhooksOperations(AsyncResource):
    """A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
    tried again until they are taken. Each delivery can be looked at, sent again and replayed.
    """

    @cached_property
    def deliveries(self) -> AsyncWebhooksDeliveriesResource:
        """Deliveries."""
        from .webhooks_deliveries import AsyncWebhooksDeliveriesResource

        return AsyncWebhooksDeliveriesResource(self._transport)

    @cached_property
    def with_raw_response(self) -> AsyncWebhooksWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncWebhooksWithRawResponse(self)

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        team: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Webhook]:
        """List webhooks.

        Lists the caller's own webhooks, or with `team` those of a team that the caller belongs to, newest first.
        `status` and `failing_since` tell which of them need attention.

        Needs the permission `webhooks:read`.

        Args:
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            team: The webhooks of the team with this ID in place of your own. A team that is not yours has none
                for you.
        """
        return self._transport.page(
            Webhook.from_dict,
            _LIST,
            "/webhooks",
            query={
                "page": page,
                "limit": limit,
                "team": team,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def create(
        self,
        *,
        url: str,
        events: Sequence[EventFilter],
        secret: str | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        projects: Sequence[str] | None = None,
        team_id: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> WebhookWithSecret:
        """Create a webhook.

        From now on each event of your account that `events` names is sent to `url` as a `POST`; with `team_id`,
        each event of that team, whose owner or admin you must be. `projects` narrows it further, to events of these
        projects.

        **The secret** signs what is sent. Choose one (`whsec_` and base64, or any text, whose UTF-8 bytes are the key), or leave it
        out and get one. It is in this answer and in none after it. Check each request that arrives with your SDK's `unwrap`, or
        with any library for Standard Webhooks.

        **The address** must be https, on port 443 or above 1023, and its host a public one.

        **What arrives** is described under `webhooks` in this document. Answer with any `2xx` within 15 seconds, before you do
        the work. Anything else is tried again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours; your
        `Retry-After` is honoured, redirects are not followed, and a `410` disables the webhook. One that has answered no event well
        for 5 days is disabled too, and an event `webhook.disabled` tells the others.

        `409` `webhook_limit`: an account or a team has at most 50.

        Needs the permission `webhooks:write`.

        Args:
            url: Where to send events to: https, and plain http only where the operator allows private receivers.
                No user, password or `#`.
            events: Which events to send.
            secret: A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or
                `whsec_` and 24 to 64 bytes in base64.
            description: A few words about the webhook.
            projects: Only events of the projects with these IDs; none named, events of all and those that belong
                to no project.
            team_id: The team whose events are sent. You must be its owner or an admin.

        Raises:
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            WebhookWithSecret.from_dict,
            True,
            _CREATE,
            "/webhooks",
            json=given(
                {
                    "url": url,
                    "events": events,
                    "secret": unless_none(secret),
                    "description": description,
                    "projects": unless_none(projects),
                    "team_id": unless_none(team_id),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            idempotency_key=idempotency_key,
        )

    async def get(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Webhook:
        """Get a webhook.

        Returns one webhook, without its secret. While `failing_since` is set it has not answered well since then;
        `status` and `disabled_reason` tell whether anything is sent to it.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Webhook.from_dict,
            True,
            _GET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def update(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        events: Sequence[EventFilter] | None = None,
        description: str | None | NotGiven = NOT_GIVEN,
        projects: Sequence[str] | None = None,
        status: WebhookStatus | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Webhook:
        """Update a webhook.

        Changes the fields that you send and leaves the others. With the status `disabled` nothing is sent any more,
        and what was waiting is given up; with `enabled` it starts again with the next event. `POST
        /webhooks/{id}/replay` sends what was missed.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            url: Where to send events to: https, and plain http only where the operator allows private receivers.
                No user, password or `#`.
            events: Which events to send.
            description: A few words about the webhook.
            projects: Only events of the projects with these IDs; none named, events of all and those that belong
                to no project.
            status: Whether events are sent.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Webhook.from_dict,
            True,
            _UPDATE,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            json=given(
                {
                    "url": unless_none(url),
                    "events": unless_none(events),
                    "description": description,
                    "projects": unless_none(projects),
                    "status": unless_none(status),
                }
            ),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def delete(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Deleted:
        """Delete a webhook.

        Ends the webhook at once and removes it with all of its deliveries. To only pause it, set its status to
        `disabled`.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            Deleted.from_dict,
            True,
            _DELETE,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def test(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Send a test event.

        Sends an event `webhook.test` to this webhook, whatever events it takes, signed and retried like any other.
        Follow the delivery that it answers to see what the receiver said. A webhook that is disabled answers `409`
        with the code `webhook_disabled`.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Delivery.from_dict,
            True,
            _TEST,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/test",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def rotate_secret(
        self,
        webhook_id: str,
        *,
        secret: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> RotatedSecret:
        """Rotate the secret.

        Gives the webhook a new secret and a new key pair. For 24 hours what is sent is signed with the old ones
        too, so that you can change them at the receiver without missing anything. The secret is in this answer and
        in none after it. Of secrets that are replaced in short order, the newest four count.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            secret: A secret of your own, 16 or more characters: any text, whose UTF-8 bytes are the key, or
                `whsec_` and 24 to 64 bytes in base64.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            RotatedSecret.from_dict,
            True,
            _ROTATE_SECRET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/rotate-secret",
            json=given({"secret": unless_none(secret)}) or None,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def keys(
        self,
        webhook_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> List[WebhookKey]:
        """List the public keys.

        The Ed25519 keys with which what this webhook receives is signed (`v1a` in `webhook-signature`), the newest
        first. Whoever checks with one of them needs no secret, and nobody who checks could sign. Needs no key, so
        that a receiver can ask.

        Args:
            webhook_id: The ID of the webhook.
        """
        return await self._transport.object(
            list_of(WebhookKey.from_dict),
            True,
            _KEYS,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/keys",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def replay(
        self,
        webhook_id: str,
        *,
        scope: ReplayScope,
        since: datetime.datetime | str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ReplayResult:
        """Send what was missed.

        Sends again what has not reached the webhook since a time: the deliveries that failed, and with `missed`
        also the events that were never on their way to it, because it was disabled, did not exist yet or did not
        take them. Each goes out in its order, at once. What has been delivered is not sent again.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            scope: `failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was
                never sent.
            since: Only events from this moment on; all that are kept, if left out.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            ReplayResult.from_dict,
            True,
            _REPLAY,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/replay",
            json=given({"scope": scope, "since": unless_none(since)}),
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncWebhooksWithRawResponse:
    """The calls of `client.webhooks`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncWebhooksOperations) -> None:
        self.list = async_with_response(resource.list)
        self.create = async_with_response(resource.create)
        self.get = async_with_response(resource.get)
        self.update = async_with_response(resource.update)
        self.delete = async_with_response(resource.delete)
        self.test = async_with_response(resource.test)
        self.rotate_secret = async_with_response(resource.rotate_secret)
        self.keys = async_with_response(resource.keys)
        self.replay = async_with_response(resource.replay)
