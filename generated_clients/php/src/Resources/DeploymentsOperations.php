<?php

// Generated from the contract by `make generate`. Do not edit.

declare(strict_types=1);

namespace YourApp\Resources;

use YourApp\ApiResource;
use YourApp\CursorPage;
use YourApp\Models\Deployment;
use YourApp\Models\DryRunResult;
use YourApp\Models\LogLine;
use YourApp\Models\UploadedFile;
use YourApp\Operation;
use YourApp\Page;
use YourApp\Upload;

/**
 * A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
 * then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
 * unless a newer deployment already did, and stays reachable for ever at a URL of its own.
 */
class DeploymentsOperations extends ApiResource
{
    /**
     * List deployments.
     *
     * Lists the deployments of a project, newest first.
     *
     * `GET /projects/{id}/deployments`, needs `deployments:read`
     *
     * @param string $projectId The ID of the project.
     * @param array{page?: int, limit?: int, status?: 'uploading'|'queued'|'building'|'success'|'failed'|'cancelled'} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return Page<Deployment>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function list(string $projectId, array $params = [], array $options = []): Page
    {
        return $this->transport->page(Deployment::class, self::operation('list'), [$projectId], $params, $options);
    }

    /**
     * Trigger deployment.
     *
     * Starts a deployment and answers before it is done; follow it with `GET /deployments/{id}`.
     *
     * **What is deployed** depends on the body. Without one, or with `{}`, it is the project's template. With
     * `Content-Type: application/zip` or `application/gzip` (a gzipped tar) it is the archive that you send: its files
     * at the paths they have in it, `index.html` at the top being the site's front page.
     *
     * **Only what changed**: with a `files` source you send the site's paths and the SHA-256 of each file. The answer
     * lists those that are `missing`; `PUT` each to `/deployments/{id}/files/{sha256}`, in any order and in parallel.
     * The deployment is `uploading` until none is missing, and then goes on by itself; what has not come within 24 hours
     * is not waited for, and it fails as `upload_expired`. A large list may be sent with `Content-Encoding: gzip`. `POST /projects/{id}/deployments/dry-run` tells beforehand what would travel.
     *
     * **From a repository**: with a `git` source the files of a branch, tag or commit are fetched over https.
     *
     * **An archive is checked before the answer**: an entry with an absolute path, a `..`, a link, a device or a name
     * that only differs in case from another, or an archive that is damaged or over a limit, gets a `422` that names
     * the entry, and nothing is kept. `.git/`, `__MACOSX/` and `.DS_Store` are left out; the log says so.
     *
     * **Limits**, unless the server's operator has set others: 20,000 files, of 128 MiB each and 1 GiB together; an
     * archive of 256 MiB as it is sent; a JSON body of 4 MiB; a path of 1,024 bytes, of which none between two slashes
     * is longer than 255, in at most 32 folders. An error that comes of one names it.
     *
     * **Two deployments at once**: the one that was created last stays live, whichever finishes last. While the project
     * is held (see `POST /deployments/{id}/promote`) a success does not go live; `hold` says so.
     *
     * `409` `project_archived`: the project is archived.
     *
     * `POST /projects/{id}/deployments`, needs `deployments:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{source?: array{type: 'template', template?: 'blank'|'landing'|'docs'}|array{type: 'files', files: array<string, string>, sizes?: array<string, int>}|array{type: 'git', url: string, ref?: string, folder?: string}}|Upload $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function create(string $projectId, array|Upload $params = [], array $options = []): Deployment
    {
        return Deployment::of(...$this->transport->data(self::operation('create'), [$projectId], $params, $options));
    }

    /**
     * Tell what a deployment would send.
     *
     * Checks the paths of a `files` source and tells which files would have to be uploaded. Nothing is created. Send
     * `sizes` to be told the bytes as well.
     *
     * `409` `project_archived`: the project is archived.
     *
     * `POST /projects/{id}/deployments/dry-run`, needs `deployments:write`
     *
     * @param string $projectId The ID of the project.
     * @param array{source: array{type: 'files', files: array<string, string>, sizes?: array<string, int>}} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function dryRun(string $projectId, array $params, array $options = []): DryRunResult
    {
        return DryRunResult::of(...$this->transport->data(self::operation('dryRun'), [$projectId], $params, $options));
    }

    /**
     * Get deployment status.
     *
     * Returns one deployment. It has ended when `completed_at` is set; `status` says how, and `error` says why when
     * it is `failed`. With `wait` the answer comes as soon as the deployment has ended, or after that many seconds
     * with what it is by then: ask again until it has ended.
     *
     * `GET /deployments/{id}`, needs `deployments:read`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param array{wait?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function get(string $deploymentId, array $params = [], array $options = []): Deployment
    {
        return Deployment::of(...$this->transport->data(self::operation('get'), [$deploymentId], $params, $options));
    }

    /**
     * Cancel deployment.
     *
     * Stops a deployment that has not ended; what is live stays live. A deployment that has ended answers `409` with
     * the code `deployment_ended`. Cancelling one that is cancelled already changes nothing and answers `200`.
     *
     * `409` `deployment_ended`: it has succeeded or failed. One that is cancelled already stays so, with a `200`.
     *
     * `POST /deployments/{id}/cancel`, needs `deployments:write`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function cancel(string $deploymentId, array $params = [], array $options = []): Deployment
    {
        return Deployment::of(...$this->transport->data(self::operation('cancel'), [$deploymentId], $params, $options));
    }

    /**
     * Deploy the same files again.
     *
     * Creates a new deployment of the project with exactly the files of this one, without sending them. It must be a
     * `success`; any other answers `409` with the code `deployment_not_successful`. To only switch back to this
     * deployment as it is, promote it.
     *
     * `409` `deployment_not_successful`: only a success has files; `project_archived`: the project is archived.
     *
     * `POST /deployments/{id}/redeploy`, needs `deployments:write`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param array{} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     */
    public function redeploy(string $deploymentId, array $params = [], array $options = []): Deployment
    {
        return Deployment::of(...$this->transport->data(self::operation('redeploy'), [$deploymentId], $params, $options));
    }

    /**
     * Upload a missing file.
     *
     * Sends the content of one file of an `uploading` deployment. It is checked against the digest: content that
     * does not have it gets a `422` and is not kept. Files may be sent in any order, in parallel, and again. When
     * none is missing any more the deployment goes on by itself. A digest that the deployment does not list gets a
     * `404`.
     *
     * `409` `deployment_ended`: the deployment has failed or was cancelled.
     *
     * `PUT /deployments/{id}/files/{sha256}`, needs `deployments:write`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param string $sha256 The SHA-256 of the file's content, in hexadecimal.
     * @param array{}|Upload $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function uploadFile(string $deploymentId, string $sha256, array|Upload $params, array $options = []): UploadedFile
    {
        return UploadedFile::of(...$this->transport->data(self::operation('uploadFile'), [$deploymentId, $sha256], $params, $options));
    }

    /**
     * Make a deployment live.
     *
     * Points the project's URL at this deployment, at once: the way to roll back, and to roll forward again. It must
     * be a `success`; any other answers `409` with the code `deployment_not_successful`.
     *
     * **With a `reason` the project is held**: later successes do not take over until it is released with
     * `POST /projects/{id}/release`. Everybody who looks at the project or deploys to it is shown the reason in `hold`.
     * Without one the next success goes live as usual, and a hold that there is stays and follows this deployment.
     *
     * `409` `deployment_not_successful`: only a success can go live.
     *
     * `POST /deployments/{id}/promote`, needs `deployments:write`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param array{reason?: string} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     * @throws \YourApp\Exceptions\ConflictException 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
     * @throws \YourApp\Exceptions\PayloadTooLargeException 413: The body is larger than the server takes; the message names the limit.
     * @throws \YourApp\Exceptions\UnsupportedMediaTypeException 415: The Content-Type is missing or not one that the operation takes; the message lists those.
     */
    public function promote(string $deploymentId, array $params = [], array $options = []): Deployment
    {
        return Deployment::of(...$this->transport->data(self::operation('promote'), [$deploymentId], $params, $options));
    }

    /**
     * Read the logs.
     *
     * Returns the lines of a deployment's log in order. To follow a deployment that runs, ask again with `after` set
     * to the `cursor.next` of the last answer until `cursor.complete` is true.
     *
     * **As text**: with `Accept: text/plain` the lines come as a terminal would show them. Where `limit` has cut them off, the
     * last line says how to ask for the rest.
     *
     * **As a stream**: with `Accept: text/event-stream` the answer stays open and brings each line as it is written, as
     * an event `log` whose `data` is the line in JSON and whose `id` is its number, and at last an event `end` with the
     * deployment's status. A client that reconnects with `Last-Event-ID`, as browsers do, misses nothing.
     *
     * `GET /deployments/{id}/logs`, needs `deployments:read`
     *
     * @param string $deploymentId The ID of the deployment.
     * @param array{after?: int, limit?: int, last_event_id?: int} $params
     * @param array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string} $options
     *
     * @return CursorPage<LogLine>
     *
     * @throws \YourApp\Exceptions\NotFoundException 404: There is no such thing, or it is not the caller's to see. Both answer alike.
     */
    public function logs(string $deploymentId, array $params = [], array $options = []): CursorPage
    {
        return $this->transport->cursorPage(LogLine::class, self::operation('logs'), [$deploymentId], $params, $options);
    }

    /** What the contract says of an operation. */
    protected static function operation(string $name): Operation
    {
        return match ($name) {
            'list' => new Operation('deployments.list', 'GET', ['/projects/', '/deployments'], query: ['page' => 'page', 'limit' => 'limit', 'status' => 'status']),
            'create' => new Operation('deployments.create', 'POST', ['/projects/', '/deployments'], json: true, uploads: ['application/zip', 'application/gzip'], idempotencyKey: true),
            'dryRun' => new Operation('deployments.dry_run', 'POST', ['/projects/', '/deployments/dry-run'], json: true, bodyRequired: true),
            'get' => new Operation('deployments.get', 'GET', ['/deployments/', ''], query: ['wait' => 'wait'], waits: 'wait'),
            'cancel' => new Operation('deployments.cancel', 'POST', ['/deployments/', '/cancel']),
            'redeploy' => new Operation('deployments.redeploy', 'POST', ['/deployments/', '/redeploy'], idempotencyKey: true),
            'uploadFile' => new Operation('deployments.upload_file', 'PUT', ['/deployments/', '/files/', ''], bodyRequired: true, uploads: ['application/octet-stream']),
            'promote' => new Operation('deployments.promote', 'POST', ['/deployments/', '/promote'], json: true),
            'logs' => new Operation('deployments.logs', 'GET', ['/deployments/', '/logs'], query: ['after' => 'after', 'limit' => 'limit'], headers: ['last_event_id' => 'Last-Event-ID']),
            default => throw new \LogicException("There is no operation {$name}"),
        };
    }
}
