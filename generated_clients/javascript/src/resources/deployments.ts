// Generated from the contract by `make generate`. Do not edit.
import type { Content, Operation, RequestOptions } from '../runtime/options.js';
import type { CursorPagePromise, PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type {
  Deployment,
  DeploymentStatus,
  DryRunResult,
  FilesSourceRequest,
  LogLine,
  SourceRequest,
  UploadedFile,
} from '../types.js';

/** What `deployments.list` takes. */
export interface DeploymentsListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** Only deployments with this status. */
  status?: DeploymentStatus | undefined;
}

/** What `deployments.create` takes. */
export interface DeploymentsCreateParams {
  /** Where the files come from, told apart by `type`. */
  source?: SourceRequest | undefined;
}

/** A body for `deployments.create` that is not JSON. */
export interface DeploymentsCreateUpload {
  content: Content | (() => Content);
  contentType: 'application/zip' | 'application/gzip';
}

/** What `deployments.dry_run` takes. */
export interface DeploymentsDryRunParams {
  /** Files that are named by their digests, and uploaded where the server has not got them. */
  source: FilesSourceRequest;
}

/** What `deployments.get` takes. */
export interface DeploymentsGetParams {
  /** Seconds to wait for the end. 0 answers at once. 0 unless told. */
  wait?: number | undefined;
}

/** A body for `deployments.upload_file` that is not JSON. */
export interface DeploymentsUploadFileUpload {
  content: Content | (() => Content);
  contentType?: 'application/octet-stream';
}

/** What `deployments.promote` takes. */
export interface DeploymentsPromoteParams {
  /** Why later deployments must not take over, for everybody to read. */
  reason?: string | undefined;
}

/** What `deployments.logs` takes. */
export interface DeploymentsLogsParams {
  /** Only lines with a higher number than this. 0 unless told. */
  after?: number | undefined;
  /** At most this many lines. 500 unless told. */
  limit?: number | undefined;
  /** For a stream, like `after`; the larger of the two counts. 0 unless told. */
  last_event_id?: number | undefined;
}

const OPERATIONS = {
  list: {
    id: 'deployments.list',
    method: 'GET',
    path: ['/projects/', '/deployments'],
    query: { page: 'page', limit: 'limit', status: 'status' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'deployments.create',
    method: 'POST',
    path: ['/projects/', '/deployments'],
    json: true,
    uploads: ['application/zip', 'application/gzip'],
    idempotencyKey: true,
    accept: 'application/json',
    unwrap: true,
  },
  dryRun: {
    id: 'deployments.dry_run',
    method: 'POST',
    path: ['/projects/', '/deployments/dry-run'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'deployments.get',
    method: 'GET',
    path: ['/deployments/', ''],
    query: { wait: 'wait' },
    waits: 'wait',
    accept: 'application/json',
    unwrap: true,
  },
  cancel: {
    id: 'deployments.cancel',
    method: 'POST',
    path: ['/deployments/', '/cancel'],
    accept: 'application/json',
    unwrap: true,
  },
  redeploy: {
    id: 'deployments.redeploy',
    method: 'POST',
    path: ['/deployments/', '/redeploy'],
    idempotencyKey: true,
    accept: 'application/json',
    unwrap: true,
  },
  uploadFile: {
    id: 'deployments.upload_file',
    method: 'PUT',
    path: ['/deployments/', '/files/', ''],
    uploads: ['application/octet-stream'],
    accept: 'application/json',
    unwrap: true,
  },
  promote: {
    id: 'deployments.promote',
    method: 'POST',
    path: ['/deployments/', '/promote'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  logs: {
    id: 'deployments.logs',
    method: 'GET',
    path: ['/deployments/', '/logs'],
    query: { after: 'after', limit: 'limit' },
    headers: { last_event_id: 'Last-Event-ID' },
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/**
 * A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
 * then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
 * unless a newer deployment already did, and stays reachable for ever at a URL of its own.
 */
export class DeploymentsOperations extends Resource {

  /**
   * List deployments.
   *
   * Lists the deployments of a project, newest first.
   *
   * `GET /projects/{id}/deployments`, needs `deployments:read`
   *
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  list(projectId: string, params?: DeploymentsListParams, options?: RequestOptions): PagePromise<Deployment> {
    return this.transport.page(OPERATIONS.list, [projectId], params, options);
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
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(
    projectId: string,
    params?: DeploymentsCreateParams | DeploymentsCreateUpload,
    options?: RequestOptions,
  ): APIPromise<Deployment> {
    return this.transport.call(OPERATIONS.create, [projectId], params, options);
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
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  dryRun(projectId: string, params: DeploymentsDryRunParams, options?: RequestOptions): APIPromise<DryRunResult> {
    return this.transport.call(OPERATIONS.dryRun, [projectId], params ?? {}, options);
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
   * @param deploymentId The ID of the deployment.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(deploymentId: string, params?: DeploymentsGetParams, options?: RequestOptions): APIPromise<Deployment> {
    return this.transport.call(OPERATIONS.get, [deploymentId], params, options);
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
   * @param deploymentId The ID of the deployment.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  cancel(deploymentId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deployment> {
    return this.transport.call(OPERATIONS.cancel, [deploymentId], params, options);
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
   * @param deploymentId The ID of the deployment.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   */
  redeploy(deploymentId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deployment> {
    return this.transport.call(OPERATIONS.redeploy, [deploymentId], params, options);
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
   * @param deploymentId The ID of the deployment.
   * @param sha256 The SHA-256 of the file's content, in hexadecimal.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  uploadFile(
    deploymentId: string,
    sha256: string,
    params: DeploymentsUploadFileUpload,
    options?: RequestOptions,
  ): APIPromise<UploadedFile> {
    return this.transport.call(OPERATIONS.uploadFile, [deploymentId, sha256], params ?? {}, options);
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
   * @param deploymentId The ID of the deployment.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  promote(deploymentId: string, params?: DeploymentsPromoteParams, options?: RequestOptions): APIPromise<Deployment> {
    return this.transport.call(OPERATIONS.promote, [deploymentId], params, options);
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
   * @param deploymentId The ID of the deployment.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  logs(deploymentId: string, params?: DeploymentsLogsParams, options?: RequestOptions): CursorPagePromise<LogLine> {
    return this.transport.cursorPage(OPERATIONS.logs, [deploymentId], params, options);
  }
}
