// Generated from the contract by `make generate`. Do not edit.
import type { Operation, RequestOptions } from '../runtime/options.js';
import type { PagePromise } from '../runtime/pages.js';
import type { APIPromise } from '../runtime/promise.js';
import { Resource } from '../runtime/resource.js';
import type { Deleted, Project, ProjectStatus, Template, Visibility } from '../types.js';

/** What `projects.list` takes. */
export interface ProjectsListParams {
  /** Page number for pagination. 1 unless told. */
  page?: number | undefined;
  /** Number of items per page. 20 unless told. */
  limit?: number | undefined;
  /** Only projects with this status. */
  status?: ProjectStatus | undefined;
  /** Only projects of the team with this ID. A team that is not yours has no projects for you. */
  team?: string | undefined;
}

/** What `projects.create` takes. */
export interface ProjectsCreateParams {
  /** A name for people. No white space at its ends, no control characters. */
  name: string;
  /** A few words about the project. */
  description?: string | null | undefined;
  /**
   * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
   * `docs`, a documentation site. 'blank' unless told.
   */
  template?: Template | undefined;
  /**
   * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
   * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
   * change it. The site itself is always open to everybody. 'private' unless told.
   */
  visibility?: Visibility | undefined;
  /** The team that it belongs to. You must be its owner, an admin or a member. */
  team_id?: string | undefined;
}

/** What `projects.update` takes. */
export interface ProjectsUpdateParams {
  /** A name for people. No white space at its ends, no control characters. */
  name?: string | undefined;
  /** A few words about the project. */
  description?: string | null | undefined;
  /** An `archived` project takes no new deployments; its site stays up. */
  status?: ProjectStatus | undefined;
  /**
   * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
   * `docs`, a documentation site.
   */
  template?: Template | undefined;
  /**
   * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
   * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
   * change it. The site itself is always open to everybody.
   */
  visibility?: Visibility | undefined;
}

/** What `projects.transfer` takes. */
export interface ProjectsTransferParams {
  /** The ID of a team where you may create projects; null for yourself. */
  team_id: string | null;
}

const OPERATIONS = {
  list: {
    id: 'projects.list',
    method: 'GET',
    path: ['/projects'],
    query: { page: 'page', limit: 'limit', status: 'status', team: 'team' },
    accept: 'application/json',
    unwrap: true,
  },
  create: {
    id: 'projects.create',
    method: 'POST',
    path: ['/projects'],
    json: true,
    idempotencyKey: true,
    accept: 'application/json',
    unwrap: true,
  },
  get: {
    id: 'projects.get',
    method: 'GET',
    path: ['/projects/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  update: {
    id: 'projects.update',
    method: 'PUT',
    path: ['/projects/', ''],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
  delete: {
    id: 'projects.delete',
    method: 'DELETE',
    path: ['/projects/', ''],
    accept: 'application/json',
    unwrap: true,
  },
  release: {
    id: 'projects.release',
    method: 'POST',
    path: ['/projects/', '/release'],
    accept: 'application/json',
    unwrap: true,
  },
  transfer: {
    id: 'projects.transfer',
    method: 'POST',
    path: ['/projects/', '/transfer'],
    json: true,
    accept: 'application/json',
    unwrap: true,
  },
} satisfies Record<string, Operation>;

/** A project is a site and all of its deployments. It belongs to a person or to a team. */
export class ProjectsResource extends Resource {

  /**
   * List all projects.
   *
   * Lists the projects that the caller owns and those of the caller's teams, newest first, each with its team and
   * its latest deployment. A credential that is restricted to projects lists none but these. Ask for the next page
   * while `pagination.page` is less than `pagination.pages`.
   *
   * `GET /projects`, needs `projects:read`
   */
  list(params?: ProjectsListParams, options?: RequestOptions): PagePromise<Project> {
    return this.transport.page(OPERATIONS.list, [], params, options);
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
   * @throws 409: The present state of things does not allow that. `code` says which rule, and the operation which codes there are.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  create(params: ProjectsCreateParams, options?: RequestOptions): APIPromise<Project> {
    return this.transport.call(OPERATIONS.create, [], params ?? {}, options);
  }

  /**
   * Get project details.
   *
   * Returns one project with its team, its latest deployment and the ID of the one that is live.
   *
   * `GET /projects/{id}`, needs `projects:read`
   *
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  get(projectId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Project> {
    return this.transport.call(OPERATIONS.get, [projectId], params, options);
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
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  update(projectId: string, params: ProjectsUpdateParams, options?: RequestOptions): APIPromise<Project> {
    return this.transport.call(OPERATIONS.update, [projectId], params ?? {}, options);
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
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  delete(projectId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Deleted> {
    return this.transport.call(OPERATIONS.delete, [projectId], params, options);
  }

  /**
   * Release a held project.
   *
   * Ends the hold that a promotion with a reason has put on the project. The newest successful deployment goes
   * live at once, as it would have without the hold. On a project that is not held this changes nothing.
   *
   * `POST /projects/{id}/release`, needs `deployments:write`
   *
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   */
  release(projectId: string, params?: Record<string, never>, options?: RequestOptions): APIPromise<Project> {
    return this.transport.call(OPERATIONS.release, [projectId], params, options);
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
   * @param projectId The ID of the project.
   * @throws 404: There is no such thing, or it is not the caller's to see. Both answer alike.
   * @throws 413: The body is larger than the server takes; the message names the limit.
   * @throws 415: The Content-Type is missing or not one that the operation takes; the message lists those.
   */
  transfer(projectId: string, params: ProjectsTransferParams, options?: RequestOptions): APIPromise<Project> {
    return this.transport.call(OPERATIONS.transfer, [projectId], params ?? {}, options);
  }
}
