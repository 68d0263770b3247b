<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\Team;
use YourApp\Operation;
use YourApp\Page;

/**
 * People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
 * `member`, `admin` or `owner`.
 */
final class TeamsResource extends ApiResource
{
    private ?TeamsMembersResource $members = null;
    private ?TeamsInvitationsResource $invitations = null;

    public function members(): TeamsMembersResource
    {
        return $this->members ??= new TeamsMembersResource($this->transport);
    }

    public function invitations(): TeamsInvitationsResource
    {
        return $this->invitations ??= new TeamsInvitationsResource($this->transport);
    }

    /**
     * List teams.
     *
     * Lists the teams that the caller belongs to, newest first, each with the caller's `role` in it.
     *
     * `GET /teams`, needs `teams:read`
     *
     * @param array{page?: int, limit?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Team>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(Team::class, self::operation('list'), [], $params, $options);
    }

    /**
     * Create team.
     *
     * Creates a team whose owner is the caller. Give projects to it with `team_id` when you create them, or with
     * `POST /projects/{id}/transfer`.
     *
     * `POST /teams`, needs `teams:write`
     *
     * @param array{name: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(array $params, array $options = []): Team
    {
        return Team::of(...$this->transport->data(self::operation('create'), [], $params, $options));
    }

    /**
     * Get team details.
     *
     * Returns one team with the caller's `role` in it. A team that the caller does not belong to is answered like
     * one that does not exist.
     *
     * `GET /teams/{id}`, needs `teams:read`
     *
     * @param string $teamId The ID of the team.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $teamId, array $params = [], array $options = []): Team
    {
        return Team::of(...$this->transport->data(self::operation('get'), [$teamId], $params, $options));
    }

    /**
     * Update team.
     *
     * Changes the fields that you send and leaves the others as they are. Needs the role admin or owner.
     *
     * `PUT /teams/{id}`, needs `teams:write`
     *
     * @param string $teamId The ID of the team.
     * @param array{name?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $teamId, array $params, array $options = []): Team
    {
        return Team::of(...$this->transport->data(self::operation('update'), [$teamId], $params, $options));
    }

    /**
     * Delete team.
     *
     * Ends the team, its memberships and its invitations. Needs the role owner. A team that has projects answers
     * `409` `team_has_projects`: delete or transfer them first.
     *
     * `DELETE /teams/{id}`, needs `teams:write`
     *
     * @param string $teamId The ID of the team.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function delete(string $teamId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('delete'), [$teamId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('teams.list', 'GET', ['/teams'], query: ['page' => 'page', 'limit' => 'limit']),
            'create' => new Operation('teams.create', 'POST', ['/teams'], json: true, bodyRequired: true, idempotencyKey: true),
            'get' => new Operation('teams.get', 'GET', ['/teams/', '']),
            'update' => new Operation('teams.update', 'PUT', ['/teams/', ''], json: true, bodyRequired: true),
            'delete' => new Operation('teams.delete', 'DELETE', ['/teams/', '']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
