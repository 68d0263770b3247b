"""`client.webhooks.deliveries`: Deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.options import Operation, RequestOptions
from .._runtime.pages import AsyncListing, Page
from .._runtime.requests import segment
from .._runtime.resource import AsyncResource, Resource
from .._runtime.responses import async_with_response, with_response
from ..models.delivery import Delivery
from ..models.delivery_detail import DeliveryDetail

if TYPE_CHECKING:
    from ..models.delivery_status import DeliveryStatus
    from ..models.event_type import EventType

_LIST = Operation("webhooks.deliveries.list", "GET", safe=True)
_GET = Operation("webhooks.deliveries.get", "GET", safe=True, waits="wait")
_REDELIVER = Operation("webhooks.deliveries.redeliver", "POST")


class WebhooksDeliveriesListParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.deliveries.list`."""

    page: int | None

    limit: int | None

    status: DeliveryStatus | None

    type: EventType | None

    event: str | None


class WebhooksDeliveriesGetParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.deliveries.get`."""

    wait: int | None


class WebhooksDeliveriesRedeliverParams(RequestOptions, total=False):
    """The keyword arguments of `webhooks.deliveries.redeliver`."""


class WebhooksDeliveriesResource(Resource):
    """`client.webhooks.deliveries`"""

    @cached_property
    def with_raw_response(self) -> WebhooksDeliveriesWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return WebhooksDeliveriesWithRawResponse(self)

    def list(
        self,
        webhook_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: DeliveryStatus | None = None,
        type: EventType | None = None,
        event: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Page[Delivery]:
        """List deliveries.

        Lists what was or is being sent to a webhook, the newest event first.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only deliveries with this status.
            type: Only deliveries of events of this type.
            event: Only the delivery of the event with this ID.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Delivery.from_dict,
            _LIST,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries",
            query={
                "page": page,
                "limit": limit,
                "status": status,
                "type": type,
                "event": event,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def get(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        wait: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> DeliveryDetail:
        """Get a delivery.

        Returns one delivery with the body that is sent and each attempt: when it was, how long it took, and what
        the receiver answered. With `wait` the answer comes as soon as the delivery has ended, or after that many
        seconds with what it is by then.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.
            delivery_id: The ID of the delivery.
            wait: Seconds to wait for the end. 0 answers at once. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.object(
            DeliveryDetail.from_dict,
            True,
            _GET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries/{segment(delivery_id, 'delivery_id')}",
            query={
                "wait": wait,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    def redeliver(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Send a delivery again.

        Sends it again at once, whether it has arrived before or not, and begins its retries anew. It keeps its ID
        and the event's, by which the receiver can tell. A webhook that is disabled answers `409` with the code
        `webhook_disabled`.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            delivery_id: The ID of the delivery.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return self._transport.object(
            Delivery.from_dict,
            True,
            _REDELIVER,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries/{segment(delivery_id, 'delivery_id')}/redeliver",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class WebhooksDeliveriesWithRawResponse:
    """The calls of `client.webhooks.deliveries`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: WebhooksDeliveriesResource) -> None:
        self.list = with_response(resource.list)
        self.get = with_response(resource.get)
        self.redeliver = with_response(resource.redeliver)


class AsyncWebhooksDeliveriesResource(AsyncResource):
    """`client.webhooks.deliveries`"""

    @cached_property
    def with_raw_response(self) -> AsyncWebhooksDeliveriesWithRawResponse:
        """The same calls, each giving the HTTP answer as well."""
        return AsyncWebhooksDeliveriesWithRawResponse(self)

    def list(
        self,
        webhook_id: str,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: DeliveryStatus | None = None,
        type: EventType | None = None,
        event: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> AsyncListing[Delivery]:
        """List deliveries.

        Lists what was or is being sent to a webhook, the newest event first.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.
            page: Page number for pagination. `1` unless told.
            limit: Number of items per page. `20` unless told.
            status: Only deliveries with this status.
            type: Only deliveries of events of this type.
            event: Only the delivery of the event with this ID.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return self._transport.page(
            Delivery.from_dict,
            _LIST,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries",
            query={
                "page": page,
                "limit": limit,
                "status": status,
                "type": type,
                "event": event,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def get(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        wait: int | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> DeliveryDetail:
        """Get a delivery.

        Returns one delivery with the body that is sent and each attempt: when it was, how long it took, and what
        the receiver answered. With `wait` the answer comes as soon as the delivery has ended, or after that many
        seconds with what it is by then.

        Needs the permission `webhooks:read`.

        Args:
            webhook_id: The ID of the webhook.
            delivery_id: The ID of the delivery.
            wait: Seconds to wait for the end. 0 answers at once. `0` unless told.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
        """
        return await self._transport.object(
            DeliveryDetail.from_dict,
            True,
            _GET,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries/{segment(delivery_id, 'delivery_id')}",
            query={
                "wait": wait,
            },
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )

    async def redeliver(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Send a delivery again.

        Sends it again at once, whether it has arrived before or not, and begins its retries anew. It keeps its ID
        and the event's, by which the receiver can tell. A webhook that is disabled answers `409` with the code
        `webhook_disabled`.

        `409` `webhook_disabled`: enable it first.

        Needs the permission `webhooks:write`.

        Args:
            webhook_id: The ID of the webhook.
            delivery_id: The ID of the delivery.

        Raises:
            NotFoundError: There is no such thing, or it is not the caller's to see. Both answer alike.
            ConflictError: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
        """
        return await self._transport.object(
            Delivery.from_dict,
            True,
            _REDELIVER,
            f"/webhooks/{segment(webhook_id, 'webhook_id')}/deliveries/{segment(delivery_id, 'delivery_id')}/redeliver",
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )


class AsyncWebhooksDeliveriesWithRawResponse:
    """The calls of `client.webhooks.deliveries`, each giving an APIResponse: the result as `data`, and the HTTP answer."""

    def __init__(self, resource: AsyncWebhooksDeliveriesResource) -> None:
        self.list = async_with_response(resource.list)
        self.get = async_with_response(resource.get)
        self.redeliver = async_with_response(resource.redeliver)
