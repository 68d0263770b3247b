// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { CursorPagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Event, EventTypeQuery } from '../types.js';

/** What `events.list` takes. */
export interface EventsListParams {
  /** Only events with a higher number than this. 0 unless told. */
  after?: number | undefined;
  /** At most this many events. 100 unless told. */
  limit?: number | undefined;
  /** The events of the team with this ID in place of your own. A team that is not yours has none for you. */
  team?: string | undefined;
  /** Only events of this type, or with `deployment.*` of these types. */
  type?: EventTypeQuery | undefined;
  /** Only events of the project with this ID. */
  project?: string | undefined;
  /** Seconds to wait while there is no event. 0 answers at once. 0 unless told. */
  wait?: number | undefined;
  /** For a stream, like `after`; the larger of the two counts. 0 unless told. */
  last_event_id?: number | undefined;
}

const OPERATIONS = {
  list: {
    id: 'events.list',
    method: 'GET',
    path: ['/events'],
    query: { after: 'after', limit: 'limit', team: 'team', type: 'type', project: 'project', wait: 'wait' },
    headers: { last_event_id: 'Last-Event-ID' },
    waits: 'wait',
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'events.get',
    method: 'GET',
    path: ['/events/', ''],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/**
 * What has happened in an account or a team, in order and without a gap. Webhooks bring the same events; whoever
 * missed one finds it here.
 */
export class EventsResource extends Resource {

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
   */
  list(params?: EventsListParams, options?: RequestOptions): CursorPagePromise<Event> {
    return this.transport.cursorPage(OPERATIONS.list, [], params, options);
  }

  /**
   * Get an event.
   *
   * Returns one event, with the same content that webhooks were sent. Whoever sees its account or team sees it.
   *
   * `GET /events/{id}`, needs `events:read`
   *
   * @param eventId The ID of the event.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(eventId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Event> {
    return this.transport.call(OPERATIONS.get, [eventId], params, options);
  }
}
