<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\Invitation;
use YourApp\Operation;
use YourApp\Page;

final class TeamsInvitationsResource extends ApiResource
{
    /**
     * List invitations.
     *
     * Lists the invitations that can still be accepted, newest first, without their links. Needs the role admin or
     * owner. `POST /teams/{id}/members` makes them.
     *
     * `GET /teams/{id}/invitations`, needs `teams:read`
     *
     * @param string $teamId The ID of the team.
     * @param array{page?: int, limit?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Invitation>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function list(string $teamId, array $params = [], array $options = []): Page
    {
        return $this->transport->page(Invitation::class, self::operation('list'), [$teamId], $params, $options);
    }

    /**
     * Withdraw an invitation.
     *
     * Makes the link worthless. An invitation that was accepted is gone and answers `404`; remove the member
     * instead. Needs the role admin or owner.
     *
     * `DELETE /teams/{id}/invitations/{invitationId}`, needs `teams:write`
     *
     * @param string $teamId The ID of the team.
     * @param string $invitationId The ID of the invitation.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function revoke(string $teamId, string $invitationId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('revoke'), [$teamId, $invitationId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('teams.invitations.list', 'GET', ['/teams/', '/invitations'], query: ['page' => 'page', 'limit' => 'limit']),
            'revoke' => new Operation('teams.invitations.revoke', 'DELETE', ['/teams/', '/invitations/', '']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
