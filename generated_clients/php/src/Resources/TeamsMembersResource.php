<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\TeamMember;
use YourApp\Operation;
use YourApp\Page;

final class TeamsMembersResource extends ApiResource
{
    /**
     * List team members.
     *
     * Lists the people who belong to the team, those who came first before the others. Invitations that nobody has
     * accepted yet are at `/teams/{id}/invitations`.
     *
     * `GET /teams/{id}/members`, needs `teams:read`
     *
     * @param string $teamId The ID of the team.
     * @param array{page?: int, limit?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<TeamMember>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function list(string $teamId, array $params = [], array $options = []): Page
    {
        return $this->transport->page(TeamMember::class, self::operation('list'), [$teamId], $params, $options);
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
     * @param string $teamId The ID of the team.
     * @param array{user_id?: string, email?: string, role?: 'viewer'|'member'|'admin'|'owner'} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function add(string $teamId, array $params, array $options = []): TeamMember
    {
        return TeamMember::of(...$this->transport->data(self::operation('add'), [$teamId], $params, $options));
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
     * @param string $teamId The ID of the team.
     * @param string $userId The ID of the member.
     * @param array{role: 'viewer'|'member'|'admin'|'owner'} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $teamId, string $userId, array $params, array $options = []): TeamMember
    {
        return TeamMember::of(...$this->transport->data(self::operation('update'), [$teamId, $userId], $params, $options));
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
     * @param string $teamId The ID of the team.
     * @param string $userId The ID of the member.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function remove(string $teamId, string $userId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('remove'), [$teamId, $userId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('teams.members.list', 'GET', ['/teams/', '/members'], query: ['page' => 'page', 'limit' => 'limit']),
            'add' => new Operation('teams.members.add', 'POST', ['/teams/', '/members'], json: true, bodyRequired: true),
            'update' => new Operation('teams.members.update', 'PUT', ['/teams/', '/members/', ''], json: true, bodyRequired: true),
            'remove' => new Operation('teams.members.remove', 'DELETE', ['/teams/', '/members/', '']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
