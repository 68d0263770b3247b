// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Deleted, Invitation } from '../types.js';

/** What `teams.invitations.list` takes. */
export interface TeamsInvitationsListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
}

const OPERATIONS = {
  list: {
    id: 'teams.invitations.list',
    method: 'GET',
    path: ['/teams/', '/invitations'],
    query: { page: 'page', limit: 'limit' },
    accept: 'application/json',
    unwrap: true,
  },
  revoke: {
    id: 'teams.invitations.revoke',
    method: 'DELETE',
    path: ['/teams/', '/invitations/', ''],
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

export class TeamsInvitationsResource extends Resource {

  /**
   * List invitations.
   *
   * Lists the invitations that can still be accepted, newest first, without their links. Needs the role admin or
   * owner. `POST /teams/{id}/members` makes them.
   *
   * `GET /teams/{id}/invitations`, needs `teams:read`
   *
   * @param teamId The ID of the team.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  list(teamId: string, params?: TeamsInvitationsListParams, options?: RequestOptions): PagePromise<Invitation> {
    return this.transport.page(OPERATIONS.list, [teamId], params, options);
  }

  /**
   * Withdraw an invitation.
   *
   * Makes the link worthless. An invitation that was accepted is gone and answers `404`; remove the member
   * instead. Needs the role admin or owner.
   *
   * `DELETE /teams/{id}/invitations/{invitationId}`, needs `teams:write`
   *
   * @param teamId The ID of the team.
   * @param invitationId The ID of the invitation.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  revoke(
    teamId: string,
    invitationId: string,
    params?: Record<string, never>,
    options?: RequestOptions,
  ): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.revoke, [teamId, invitationId], params, options);
  }
}
