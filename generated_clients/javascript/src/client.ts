// Generated from the contract by `make generate`. Do not edit.
import type { ClientOptions, RequestOptions } from './runtime/options.js';
import { APIPromise } from './runtime/promise.js';
import { Transport } from './runtime/transport.js';
import { HealthResource } from './resources/health.js';
import { TokenResource } from './resources/token.js';
import { ProjectsResource } from './resources/projects.js';
import { DeploymentsResource } from './helpers/deployments.js';
import { TeamsResource } from './resources/teams.js';
import { ApiKeysResource } from './resources/api-keys.js';
import { AuditLogResource } from './resources/audit-log.js';
import { WebhooksResource } from './helpers/webhooks.js';
import { EventsResource } from './resources/events.js';
import { OauthAppsResource } from './resources/oauth-apps.js';

/**
 * A client of the Your App API.
 *
 * ```ts
 * const client = new YourAppClient({ apiKey: 'YOUR_API_KEY' });
 * ```
 */
export class YourAppClient {
  /** Whether the API answers. */
  readonly health: HealthResource;
  /** The credential that a request is made with. */
  readonly token: TokenResource;
  /** A project is a site and all of its deployments. It belongs to a person or to a team. */
  readonly projects: ProjectsResource;
  /**
   * A deployment is one version of a project's site. It is `uploading` while files are missing, then `queued`,
   * then `building`, and ends as `success`, `failed` or `cancelled`. A success goes live at the project's URL
   * unless a newer deployment already did, and stays reachable for ever at a URL of its own.
   */
  readonly deployments: DeploymentsResource;
  /**
   * People who share projects. Each has a role in the team, which decides what they may do there: `viewer`,
   * `member`, `admin` or `owner`.
   */
  readonly teams: TeamsResource;
  /** The caller's API keys. A key acts for its person, with no more rights than it was given. */
  readonly apiKeys: ApiKeysResource;
  /** Who did what, with which credential, from where and when. */
  readonly auditLog: AuditLogResource;
  /**
   * A webhook is an address of yours that events are sent to as they happen, signed as Standard Webhooks has it,
   * tried again until they are taken. Each delivery can be looked at, sent again and replayed.
   */
  readonly webhooks: WebhooksResource;
  /**
   * What has happened in an account or a team, in order and without a gap. Webhooks bring the same events; whoever
   * missed one finds it here.
   */
  readonly events: EventsResource;
  /**
   * An OAuth application acts for people who allow it. Its endpoints are `/oauth/*`, described in their own file:
   * `/oauth/openapi.yaml`.
   */
  readonly oauthApps: OauthAppsResource;
  readonly #transport: Transport;

  constructor(options: ClientOptions = {}) {
    this.#transport = new Transport(options);
    this.health = new HealthResource(this.#transport);
    this.token = new TokenResource(this.#transport);
    this.projects = new ProjectsResource(this.#transport);
    this.deployments = new DeploymentsResource(this.#transport);
    this.teams = new TeamsResource(this.#transport);
    this.apiKeys = new ApiKeysResource(this.#transport);
    this.auditLog = new AuditLogResource(this.#transport);
    this.webhooks = new WebhooksResource(this.#transport);
    this.events = new EventsResource(this.#transport);
    this.oauthApps = new OauthAppsResource(this.#transport);
  }

  /** Where the requests go. */
  get baseURL(): string {
    return this.#transport.baseURL;
  }

  /**
   * A request to a path that this version has no method for, with retries and errors as for all others.
   *
   * An `idempotencyKey` of yours is sent, and makes the request one that is sent again after a failure: give one only
   * where the API takes it.
   *
   * @param path below the base URL: `/projects`
   * @param body sent as JSON
   * @returns the whole answer, parsed
   */
  request<T = any>(method: string, path: string, body?: object, options?: RequestOptions): APIPromise<T> {
    const id = `${method} ${path}`;
    const operation = {
      id,
      method: method.toUpperCase(),
      path: [path],
      json: true,
      accept: 'application/json',
      raw: true,
    };
    return this.#transport.call<T>(operation, [], body, options);
  }
}

export default YourAppClient;
