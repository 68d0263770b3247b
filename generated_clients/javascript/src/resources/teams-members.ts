// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Deleted, Role, TeamMember } from '../types.js';

/** What `teams.members.list` takes. */
export interface TeamsMembersListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
}

/** What `teams.members.add` takes. */
export interface TeamsMembersAddParams {
  /** The ID of a person. */
  user_id?: string | undefined;
  /** An e-mail address. Upper and lower case are the same. */
  email?: string | undefined;
  /**
   * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
   * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
   * and sees the audit log; `owner` may do everything, manage owners and delete the team. 'member' unless told.
   */
  role?: Role | undefined;
}

/** What `teams.members.update` takes. */
export interface TeamsMembersUpdateParams {
  /**
   * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
   * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
   * and sees the audit log; `owner` may do everything, manage owners and delete the team.
   */
  role: Role;
}

const OPERATIONS = {
  list: {
    id: 'teams.members.list',
    method: 'GET',
    path: ['/teams/', '/members'],
    query: { page: 'page', limit: 'limit' },
    accept: 'application/json',
    unwrap: true,
  },
  add: {
    id: 'teams.members.add',
    method: 'POST',
    path: ['/teams/', '/members'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'teams.members.update',
    method: 'PUT',
    path: ['/teams/', '/members/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  remove: {
    id: 'teams.members.remove',
    method: 'DELETE',
    path: ['/teams/', '/members/', ''],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

export class TeamsMembersResource extends Resource {

  /**
   * List team members.
   *
   * Lists the people who belong to the team, those who came first before the others. Invitations that nobody has
   * accepted yet are at `/teams/{id}/invitations`.
   *
   * `GET /teams/{id}/members`, needs `teams:read`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  list(teamId: string, params?: TeamsMembersListParams, options?: RequestOptions): PagePromise<TeamMember> {
    return this.transport.page(OPERATIONS.list, [teamId], params, options);
  }

  /**
   * Add team member.
   *
   * Adds a person by `user_id` or by `email`; give one of the two. Needs the role admin or owner; only an owner
   * adds owners.
   *
   * **An address that has an account** becomes a member at once: `status` is `active`.
   *
   * **An address that has none** is invited: `status` is `invited`, and `invitation.url` is a link for the
   * person, shown this once. It counts once and for seven days, and whoever has it can accept it. Inviting an
   * address again replaces its link. A server that is set up to send mail mails the link to the address, too; it
   * may not arrive, so keep it until the person has accepted.
   *
   * `Location` is where you change or remove the member or withdraw the invitation; it answers no `GET`.
   *
   * `409` `already_member`: the person is in the team; change their role instead.
   *
   * `POST /teams/{id}/members`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  add(teamId: string, params: TeamsMembersAddParams, options?: RequestOptions): APIPromise<TeamMember> {
    return this.transport.call(OPERATIONS.add, [teamId], params ?? {}, options);
  }

  /**
   * Change a member's role.
   *
   * Gives a member another role, from the next request on. Needs the role admin or owner; only an owner makes or
   * demotes owners, and the last owner stays one (`409`). Invitations that the member has sent and could not send
   * with the new role end.
   *
   * `409` `last_owner`: a team keeps an owner.
   *
   * `PUT /teams/{id}/members/{userId}`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @param userId The ID of the member.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(
    teamId: string,
    userId: string,
    params: TeamsMembersUpdateParams,
    options?: RequestOptions,
  ): APIPromise<TeamMember> {
    return this.transport.call(OPERATIONS.update, [teamId, userId], params ?? {}, options);
  }

  /**
   * Remove team member.
   *
   * Ends a membership; the person has no access from the next request on, whatever credential they use, and the
   * invitations that they sent end too. Needs the role admin or owner; only an owner removes owners. Everybody may
   * leave with their own ID, except for the last owner (`409`).
   *
   * `409` `last_owner`: a team keeps an owner.
   *
   * `DELETE /teams/{id}/members/{userId}`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @param userId The ID of the member.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  remove(
    teamId: string,
    userId: string,
    params?: Record<string, never>,
    options?: RequestOptions,
  ): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.remove, [teamId, userId], params, options);
  }
}
