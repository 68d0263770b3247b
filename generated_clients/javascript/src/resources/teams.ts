// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Transport } from '../runtime/transport.js';
import type { Deleted, Team } from '../types.js';
import { TeamsMembersResource } from '../resources/teams-members.js';
import { TeamsInvitationsResource } from '../resources/teams-invitations.js';

/** What `teams.list` takes. */
export interface TeamsListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
}

/** What `teams.create` takes. */
export interface TeamsCreateParams {
  /** A name for people. No white space at its ends, no control characters. */
  name: string;
}

/** What `teams.update` takes. */
export interface TeamsUpdateParams {
  /** A name for people. No white space at its ends, no control characters. */
  name?: string | undefined;
}

const OPERATIONS = {
  list: {
    id: 'teams.list',
    method: 'GET',
    path: ['/teams'],
    query: { page: 'page', limit: 'limit' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'teams.create',
    method: 'POST',
    path: ['/teams'],
    json: true,
    idempotencyKey: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'teams.get',
    method: 'GET',
    path: ['/teams/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'teams.update',
    method: 'PUT',
    path: ['/teams/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  delete: {
    id: 'teams.delete',
    method: 'DELETE',
    path: ['/teams/', ''],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/**
 * People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
 * `member`, `admin` or `owner`.
 */
export class TeamsResource extends Resource {
  readonly members: TeamsMembersResource;
  readonly invitations: TeamsInvitationsResource;

  constructor(transport: Transport) {
    super(transport);
    this.members = new TeamsMembersResource(transport);
    this.invitations = new TeamsInvitationsResource(transport);
  }

  /**
   * List teams.
   *
   * Lists the teams that the caller belongs to, newest first, each with the caller's `role` in it.
   *
   * `GET /teams`, needs `teams:read`
   */
  list(params?: TeamsListParams, options?: RequestOptions): PagePromise<Team> {
    return this.transport.page(OPERATIONS.list, [], params, options);
  }

  /**
   * Create team.
   *
   * Creates a team whose owner is the caller. Give projects to it with `team_id` when you create them, or with
   * `POST /projects/{id}/transfer`.
   *
   * `POST /teams`, needs `teams:write`
   *
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(params: TeamsCreateParams, options?: RequestOptions): APIPromise<Team> {
    return this.transport.call(OPERATIONS.create, [], params ?? {}, options);
  }

  /**
   * Get team details.
   *
   * Returns one team with the caller's `role` in it. A team that the caller does not belong to is answered like
   * one that does not exist.
   *
   * `GET /teams/{id}`, needs `teams:read`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(teamId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Team> {
    return this.transport.call(OPERATIONS.get, [teamId], params, options);
  }

  /**
   * Update team.
   *
   * Changes the fields that you send and leaves the others as they are. Needs the role admin or owner.
   *
   * `PUT /teams/{id}`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(teamId: string, params: TeamsUpdateParams, options?: RequestOptions): APIPromise<Team> {
    return this.transport.call(OPERATIONS.update, [teamId], params ?? {}, options);
  }

  /**
   * Delete team.
   *
   * Ends the team, its memberships and its invitations. Needs the role owner. A team that has projects answers
   * `409` `team_has_projects`: delete or transfer them first.
   *
   * `DELETE /teams/{id}`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  delete(teamId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.delete, [teamId], params, options);
  }
}
