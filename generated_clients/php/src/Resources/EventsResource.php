<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\CursorPage;
use YourApp\Models\Event;
use YourApp\Operation;

/**
 * What has happened in an account or a team, in order and without a gap. Webhooks bring the same events; whoever
 * missed one finds it here.
 */
final class EventsResource extends ApiResource
{
    /**
     * Read the events.
     *
     * Returns what has happened in your account, or with `team` in a team of yours, in order. Events are numbered
     * from 1 without a gap, for each account and each team; `sequence` is that number, and a webhook gets it in the
     * header `webhook-sequence`. To read on, ask again with `after` set to the `cursor.next` of the last answer.
     * With `wait` the answer comes as soon as there is an event after it. Events are kept for as long as the server
     * is told to, 90 days unless it is told otherwise.
     *
     * **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each event as it happens, `id` being its
     * number. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing. To see only what is new, begin `after`
     * the `cursor.latest` of a first answer.
     *
     * `GET /events`, needs `events:read`
     *
     * @param array{after?: int, limit?: int, team?: string, type?: 'deployment.started'|'deployment.completed'|'deployment.failed'|'deployment.cancelled'|'deployment.promoted'|'project.created'|'project.updated'|'project.deleted'|'team.member_added'|'team.member_removed'|'webhook.disabled'|'webhook.test'|'deployment.*'|'project.*'|'team.*'|'webhook.*'|'*', project?: string, wait?: int, last_event_id?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return CursorPage<Event>
     */
    public function list(array $params = [], array $options = []): CursorPage
    {
        return $this->transport->cursorPage(Event::class, self::operation('list'), [], $params, $options);
    }

    /**
     * Get an event.
     *
     * Returns one event, with the same content that webhooks were sent. Whoever sees its account or team sees it.
     *
     * `GET /events/{id}`, needs `events:read`
     *
     * @param string $eventId The ID of the event.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $eventId, array $params = [], array $options = []): Event
    {
        return Event::of(...$this->transport->data(self::operation('get'), [$eventId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('events.list', 'GET', ['/events'], query: ['after' => 'after', 'limit' => 'limit', 'team' => 'team', 'type' => 'type', 'project' => 'project', 'wait' => 'wait'], headers: ['last_event_id' => 'Last-Event-ID'], waits: 'wait'),
            'get' => new Operation('events.get', 'GET', ['/events/', '']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
