<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\Models\Deleted;
use YourApp\Models\Project;
use YourApp\Operation;
use YourApp\Page;

/** A project is a site and all of its deployments. It belongs to a person or to a team. */
final class ProjectsResource extends ApiResource
{
    /**
     * List all projects.
     *
     * Lists the projects that the caller owns and those of the caller's teams, newest first, each with its team and
     * its latest deployment. A credential that is restricted to projects lists none but these. Ask for the next page
     * while `pagination.page` is less than `pagination.pages`.
     *
     * `GET /projects`, needs `projects:read`
     *
     * @param array{page?: int, limit?: int, status?: 'active'|'archived', team?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Project>
     */
    public function list(array $params = [], array $options = []): Page
    {
        return $this->transport->page(Project::class, self::operation('list'), [], $params, $options);
    }

    /**
     * Create a new project.
     *
     * Creates an empty project; nothing is live until its first deployment succeeds. The project's URL is made from
     * its name (`My New Project` becomes `my-new-project`) with a few characters added when that name is taken. With
     * `team_id` the project belongs to the team, otherwise to the caller.
     *
     * `POST /projects`, needs `projects:write`
     *
     * @param array{name: string, description?: string|null, template?: 'blank'|'landing'|'docs', visibility?: 'private'|'public', team_id?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(array $params, array $options = []): Project
    {
        return Project::of(...$this->transport->data(self::operation('create'), [], $params, $options));
    }

    /**
     * Get project details.
     *
     * Returns one project with its team, its latest deployment and the ID of the one that is live.
     *
     * `GET /projects/{id}`, needs `projects:read`
     *
     * @param string $projectId The ID of the project.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $projectId, array $params = [], array $options = []): Project
    {
        return Project::of(...$this->transport->data(self::operation('get'), [$projectId], $params, $options));
    }

    /**
     * Update project.
     *
     * Changes the fields that are sent and leaves the others as they are. An `archived` project takes no new
     * deployments and its site stays up; set it to `active` to go on. The URL does not change with the name, so that
     * links to the site keep working.
     *
     * `PUT /projects/{id}`, needs `projects:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{name?: string, description?: string|null, status?: 'active'|'archived', template?: 'blank'|'landing'|'docs', visibility?: 'private'|'public'} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function update(string $projectId, array $params, array $options = []): Project
    {
        return Project::of(...$this->transport->data(self::operation('update'), [$projectId], $params, $options));
    }

    /**
     * Delete project.
     *
     * Ends the project's site at once and removes its deployments, their logs and their files. Deployments that
     * still run are stopped. This cannot be undone; to keep the site and only stop new deployments, archive the
     * project.
     *
     * `DELETE /projects/{id}`, needs `projects:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function delete(string $projectId, array $params = [], array $options = []): Deleted
    {
        return Deleted::of(...$this->transport->data(self::operation('delete'), [$projectId], $params, $options));
    }

    /**
     * Release a held project.
     *
     * Ends the hold that a promotion with a reason has put on the project. The newest successful deployment goes
     * live at once, as it would have without the hold. On a project that is not held this changes nothing.
     *
     * `POST /projects/{id}/release`, needs `deployments:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function release(string $projectId, array $params = [], array $options = []): Project
    {
        return Project::of(...$this->transport->data(self::operation('release'), [$projectId], $params, $options));
    }

    /**
     * Transfer a project.
     *
     * Hands the project to a team where you may create projects, or with `team_id: null` to yourself. Its site,
     * deployments and URL stay as they are; who may see and change it is decided by its new owner from the next
     * request on. A project of a team is given away by its admins and owners.
     *
     * `POST /projects/{id}/transfer`, needs `projects:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{team_id: string|null} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function transfer(string $projectId, array $params, array $options = []): Project
    {
        return Project::of(...$this->transport->data(self::operation('transfer'), [$projectId], $params, $options));
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('projects.list', 'GET', ['/projects'], query: ['page' => 'page', 'limit' => 'limit', 'status' => 'status', 'team' => 'team']),
            'create' => new Operation('projects.create', 'POST', ['/projects'], json: true, bodyRequired: true, idempotencyKey: true),
            'get' => new Operation('projects.get', 'GET', ['/projects/', '']),
            'update' => new Operation('projects.update', 'PUT', ['/projects/', ''], json: true, bodyRequired: true),
            'delete' => new Operation('projects.delete', 'DELETE', ['/projects/', '']),
            'release' => new Operation('projects.release', 'POST', ['/projects/', '/release']),
            'transfer' => new Operation('projects.transfer', 'POST', ['/projects/', '/transfer'], json: true, bodyRequired: true),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
