// Generated from the contract by `make generate`. Do not edit.

/** Whether the API works. The one answer that is not wrapped in `data`. */
export interface Health {
  /** Always `ok`; an API that is not answers 503. */
  status: 'ok' | (string & {});
  /** The version of the API. */
  version: string;
  /** Where a key counts. */
  environment: Environment | (string & {});
}

/** Where a key counts. */
export type Environment = 'production' | 'sandbox';

/**
 * What a credential may do. `read` permissions see, `write` permissions create, change and delete; neither
 * includes the other.
 */
export type Permission = 'token:read' | 'projects:read' | 'projects:write' | 'deployments:read' | 'deployments:write' | 'teams:read' | 'teams:write' | 'api_keys:read' | 'api_keys:write' | 'audit_log:read' | 'webhooks:read' | 'webhooks:write' | 'events:read' | 'oauth_apps:read' | 'oauth_apps:write';

/** A credential, without its secret. */
export interface Token {
  /** The ID of a credential. */
  id: string;
  /** An API key, an access token of OAuth 2.0, or a page of the console. */
  type: 'api_key' | 'oauth_token' | 'session' | (string & {});
  /** The name that it was given. */
  name: string;
  /** Where a key counts. */
  environment: Environment | (string & {});
  /** What it may do, in alphabetical order. */
  permissions: (Permission | (string & {}))[];
  /** The projects that it is restricted to; null for all that its person reaches. */
  project_ids: string[] | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  expires_at: string | null;
  /** A person. */
  user: User;
}

/** A person. */
export interface User {
  /** The ID of a person. */
  id: string;
  name: string;
  email: string;
}

/** An `archived` project takes no new deployments; its site stays up. */
export type ProjectStatus = 'active' | 'archived';

/**
 * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
 * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
 * change it. The site itself is always open to everybody.
 */
export type Visibility = 'private' | 'public';

/**
 * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
 * `docs`, a documentation site.
 */
export type Template = 'blank' | 'landing' | 'docs';

/**
 * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
 * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
 * and sees the audit log; `owner` may do everything, manage owners and delete the team.
 */
export type Role = 'viewer' | 'member' | 'admin' | 'owner';

/** People who share projects. */
export interface Team {
  /** The ID of a team. */
  id: string;
  /** A name for people. */
  name: string;
  /**
   * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
   * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
   * and sees the audit log; `owner` may do everything, manage owners and delete the team.
   */
  role: Role | (string & {});
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
}

/** A person in a team, or one who was invited to it. */
export interface TeamMember {
  /** The person; null while they are only invited. */
  user: MemberUser | null;
  /** The address of the person. */
  email: string;
  /**
   * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
   * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
   * and sees the audit log; `owner` may do everything, manage owners and delete the team.
   */
  role: Role | (string & {});
  /** Whether the person belongs to the team, or has been asked to. */
  status: 'active' | 'invited' | (string & {});
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** The link to send to the person, shown this once; null unless they were just invited. */
  invitation: InvitationLink | null;
}

/** The person; null while they are only invited. */
export interface MemberUser {
  /** The ID of a person. */
  id: string;
  name: string;
  email: string;
}

/** The link to send to the person, shown this once; null unless they were just invited. */
export interface InvitationLink {
  /** The ID of an invitation. */
  id: string;
  /** Where the person accepts. Counts once. */
  url: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  expires_at: string;
}

/** An invitation that nobody has accepted yet. */
export interface Invitation {
  /** The ID of an invitation. */
  id: string;
  /** The address that was invited. */
  email: string;
  /**
   * What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys and
   * deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers projects
   * and sees the audit log; `owner` may do everything, manage owners and delete the team.
   */
  role: Role | (string & {});
  /** The ID of a person. */
  invited_by: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  expires_at: string;
}

/** What the key may do. `token:read` is always among it. */
export type KeyPermissions = Permission[];

/** The projects that the key reaches; null for all that you reach. */
export type ProjectRestriction = string[];

/** An API key, without its secret. */
export interface ApiKey {
  /** The ID of an API key. */
  id: string;
  /** What it is for. */
  name: string;
  /** What to recognise the key by. */
  hint: string;
  /** What it may do, in alphabetical order. */
  permissions: (Permission | (string & {}))[];
  /** Where a key counts. */
  environment: Environment | (string & {});
  /** The projects that it reaches; null for all that its person reaches. */
  project_ids: string[] | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  expires_at: string | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  last_used_at: string | null;
  /** Until when the secret before its last rotation counts; null when it does not. */
  previous_expires_at: string | null;
  /** Whether it counts no more. */
  revoked: boolean;
}

/** An API key with its secret, which is shown this once. */
export interface ApiKeySecret {
  /** The ID of an API key. */
  id: string;
  /** What it is for. */
  name: string;
  /** What to recognise the key by. */
  hint: string;
  /** What it may do, in alphabetical order. */
  permissions: (Permission | (string & {}))[];
  /** Where a key counts. */
  environment: Environment | (string & {});
  /** The projects that it reaches; null for all that its person reaches. */
  project_ids: string[] | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  expires_at: string | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  last_used_at: string | null;
  /** Until when the secret before its last rotation counts; null when it does not. */
  previous_expires_at: string | null;
  /** Whether it counts no more. */
  revoked: boolean;
  /** The key itself. Store it now; it is not shown again. */
  key: string;
}

/** One thing that was done. */
export interface AuditEntry {
  /** The ID of an entry of the audit log. */
  id: string;
  /** 1 for the first entry of this log, 2 for the second … */
  number: number;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  at: string;
  /** An operation of this API (`teams.members.add`), or what was done in the console (`session.create`). */
  action: string;
  /** The person who did it; null when nobody was signed in. */
  actor: AuditActor | null;
  /** What it was done with; null when nobody was signed in. */
  credential: AuditCredential | null;
  /** The ID of what it was done to. */
  object_id: string | null;
  /** The fields that were sent, in alphabetical order. */
  changes: AuditChange[];
  /** The network address that it came from. */
  address: string | null;
  /** The ID of the request. */
  request_id: string | null;
  /** A SHA-256 in hexadecimal. */
  hash: string;
}

/** The person who did it; null when nobody was signed in. */
export interface AuditActor {
  /** The ID of a person. */
  id: string;
  /** The name that the person has now; null for one who is gone. */
  name: string | null;
}

/** What it was done with; null when nobody was signed in. */
export interface AuditCredential {
  id: string;
  /** `api_key`, `oauth_token` or `session`. Expect others in time. */
  type: string;
}

/** A field that was sent. */
export interface AuditChange {
  field: string;
  /** Its value as text; null for fields that could hold something private. */
  value: string | null;
}

/** A site and all of its deployments. */
export interface Project {
  /** The ID of a project. */
  id: string;
  /** A name for people. */
  name: string;
  /** The site's name in its URL. */
  slug: string;
  /** A few words about the project. */
  description: string | null;
  /** An `archived` project takes no new deployments; its site stays up. */
  status: ProjectStatus | (string & {});
  /**
   * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
   * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
   * change it. The site itself is always open to everybody.
   */
  visibility: Visibility | (string & {});
  /**
   * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
   * `docs`, a documentation site.
   */
  template: Template | (string & {});
  /** Where the site is. Shows what is live. */
  url: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
  /** The team that the project belongs to; null when it belongs to a person. */
  team: TeamSummary | null;
  /** The project's deployments in short. */
  deployments: ProjectDeployments;
}

/** The team that the project belongs to; null when it belongs to a person. */
export interface TeamSummary {
  /** The ID of a team. */
  id: string;
  name: string;
}

/** The project's deployments in short. */
export interface ProjectDeployments {
  /** How many there are. */
  total: number;
  /** The newest deployment; null while there is none. */
  latest: DeploymentSummary | null;
  /** The ID of the deployment that the project's URL shows; null while nothing is live. */
  live_id: string | null;
  /** Why a success does not go live by itself; null when it does. */
  hold: Hold | null;
}

/** The newest deployment; null while there is none. */
export interface DeploymentSummary {
  /** The ID of a deployment. */
  id: string;
  /**
   * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
   * `cancelled` are ends.
   */
  status: DeploymentStatus | (string & {});
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
}

/**
 * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
 * `cancelled` are ends.
 */
export type DeploymentStatus = 'uploading' | 'queued' | 'building' | 'success' | 'failed' | 'cancelled';

/** Where the files come from, told apart by `type`. */
export type SourceRequest = TemplateSourceRequest | FilesSourceRequest | GitSourceRequest;

/** A template. */
export interface TemplateSourceRequest {
  type: 'template';
  /** Which template; the project's when left out. */
  template?: Template | undefined;
}

/** Files that are named by their digests, and uploaded where the server has not got them. */
export interface FilesSourceRequest {
  type: 'files';
  /** Path (`/docs/index.html`) → SHA-256 of the file's content in hexadecimal. */
  files: FileDigests;
  /** SHA-256 → bytes. Optional; a file that is too large is then refused before it is sent. */
  sizes?: FileSizes | undefined;
}

/** Path (`/docs/index.html`) → SHA-256 of the file's content in hexadecimal. */
export type FileDigests = Record<string, string>;

/** SHA-256 → bytes. Optional; a file that is too large is then refused before it is sent. */
export type FileSizes = Record<string, number>;

/** The files of a repository, fetched over https without its history. */
export interface GitSourceRequest {
  type: 'git';
  /**
   * The https address of a public repository, without user, password, `?` or `#`. `file://` only where the
   * operator allows it.
   */
  url: string;
  /** A branch, a tag, or a whole commit ID; the repository's default branch when left out. */
  ref?: string | undefined;
  /** The folder of the repository that is the site; the whole repository when left out. */
  folder?: string | undefined;
}

/** What a deployment of these files would send. */
export interface DryRunResult {
  /** Files of the site. */
  file_count: number;
  /** The SHA-256 of each file that has to be uploaded, in alphabetical order. */
  missing: MissingDigests;
  /** The bytes of those files together; null unless `sizes` has them all. */
  missing_bytes: number | null;
}

/** The SHA-256 of each file that has to be uploaded, in alphabetical order. */
export type MissingDigests = string[];

/** A file that is there now. */
export interface UploadedFile {
  /** A SHA-256 in hexadecimal. */
  sha256: string;
  /** The bytes of a file. */
  size_bytes: number;
  /** How many files are still missing. */
  missing_files: number;
  /**
   * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
   * `cancelled` are ends.
   */
  status: DeploymentStatus | (string & {});
}

/** Why a success does not go live by itself; null when it does. */
export interface Hold {
  /** What the person who promoted said. */
  reason: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  since: string;
}

/** Where the files came from, told apart by `type`. Expect other types in time. */
export type Source = TemplateSource | ArchiveSource | FilesSource | GitSource | DeploymentSource;

/** A template. */
export interface TemplateSource {
  type: 'template';
  /**
   * The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
   * `docs`, a documentation site.
   */
  template: Template | (string & {});
}

/** An uploaded archive. */
export interface ArchiveSource {
  type: 'archive';
  media_type: 'application/zip' | 'application/gzip' | (string & {});
  /** The size of the archive as sent. */
  size_bytes: number;
}

/** Files named by their digests. */
export interface FilesSource {
  type: 'files';
}

/** A repository. */
export interface GitSource {
  type: 'git';
  /** Its address. */
  url: string;
  /** What was asked for; null for the default branch. */
  ref: string | null;
  /** The folder that is the site; null for the whole repository. */
  folder: string | null;
  /** The commit that was deployed; null until it is fetched. */
  commit: string | null;
}

/** The files of an earlier deployment. */
export interface DeploymentSource {
  type: 'deployment';
  /** The ID of a deployment. */
  deployment_id: string;
}

/** Whether the action would change something now. */
export interface AllowedAction {
  allowed: boolean;
  /** Why not; null when it is allowed. */
  reason: string | null;
}

/** What the caller may do with the deployment now, and why not. */
export interface AllowedActions {
  /** Whether the action would change something now. */
  cancel: AllowedAction;
  /** Whether the action would change something now. */
  promote: AllowedAction;
  /** Whether the action would change something now. */
  redeploy: AllowedAction;
}

/** One version of a project's site. */
export interface Deployment {
  /** The ID of a deployment. */
  id: string;
  /** The ID of a project. */
  project_id: string;
  /** 1 for the project's first deployment, 2 for its second … */
  number: number;
  /**
   * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
   * `cancelled` are ends.
   */
  status: DeploymentStatus | (string & {});
  /** Whether the project's URL shows this deployment. */
  is_live: boolean;
  /** The SHA-256 of each file that has to be uploaded, in alphabetical order. */
  missing: MissingDigests;
  /** Where the files came from, told apart by `type`. Expect other types in time. */
  source: Source;
  /** The project's URL. */
  url: string;
  /** This deployment's own URL. It never shows anything else. */
  immutable_url: string;
  /** How many files it has. */
  file_count: number;
  /** The size of all files together. */
  size_bytes: number;
  /** Why it failed; null unless `status` is `failed`. */
  error: DeploymentError | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  started_at: string | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  completed_at: string | null;
  /** What the caller may do with the deployment now, and why not. */
  allowed_actions: AllowedActions;
  /** Why a success does not go live by itself; null when it does. */
  hold: Hold | null;
}

/** Why it failed; null unless `status` is `failed`. */
export interface DeploymentError {
  /**
   * For programs: `build_crashed`, `upload_expired`, `git_failed`, `git_timeout`, `git_too_large`,
   * `git_address_refused`, `validation_error` or `internal_error`. Expect others in time.
   */
  code: string;
  /** For people. */
  message: string;
}

/** A line of a deployment's log. */
export interface LogLine {
  /** Its place in the log. */
  number: number;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  at: string;
  level: 'info' | 'warning' | 'error' | (string & {});
  message: string;
}

/** What is gone. */
export interface Deleted {
  /** The ID that it had. */
  id: string;
  deleted: true;
}

/** What has happened. Expect others in time. */
export type EventType = 'deployment.started' | 'deployment.completed' | 'deployment.failed' | 'deployment.cancelled' | 'deployment.promoted' | 'project.created' | 'project.updated' | 'project.deleted' | 'team.member_added' | 'team.member_removed' | 'webhook.disabled' | 'webhook.test';

/**
 * Events of this type; `deployment.*` are all that begin with `deployment.`, also those to come, and `*` is
 * every one.
 */
export type EventFilter = 'deployment.started' | 'deployment.completed' | 'deployment.failed' | 'deployment.cancelled' | 'deployment.promoted' | 'project.created' | 'project.updated' | 'project.deleted' | 'team.member_added' | 'team.member_removed' | 'webhook.disabled' | 'deployment.*' | 'project.*' | 'team.*' | 'webhook.*' | '*';

/**
 * Events of this type; `deployment.*` are all that begin with `deployment.`, also those to come, and `*` is
 * every one.
 */
export type EventTypeQuery = 'deployment.started' | 'deployment.completed' | 'deployment.failed' | 'deployment.cancelled' | 'deployment.promoted' | 'project.created' | 'project.updated' | 'project.deleted' | 'team.member_added' | 'team.member_removed' | 'webhook.disabled' | 'webhook.test' | 'deployment.*' | 'project.*' | 'team.*' | 'webhook.*' | '*';

/** A deployment, as it was when the event happened. */
export interface EventDeployment {
  /** The ID of a deployment. */
  id: string;
  /** The ID of a project. */
  project_id: string;
  /**
   * `uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
   * `cancelled` are ends.
   */
  status: DeploymentStatus | (string & {});
  /** The project's URL. */
  url: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  completed_at: string | null;
  /** Why a deployment failed; only there if it did. */
  error?: EventError;
}

/** Why a deployment failed; only there if it did. */
export interface EventError {
  /** For programs. */
  code: string;
  /** For people. */
  message: string;
}

/** A project, as it was when the event happened. */
export interface EventProject {
  /** The ID of a project. */
  id: string;
  /** A name for people. */
  name: string;
  /** The site's name in its URL. */
  slug: string;
  /** A few words about the project. */
  description: string | null;
  /** An `archived` project takes no new deployments; its site stays up. */
  status: ProjectStatus | (string & {});
  /**
   * Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
   * holds the permission, who sees the project and its deployments and not their logs. Only its owner or team may
   * change it. The site itself is always open to everybody.
   */
  visibility: Visibility | (string & {});
  /** Where the site is. */
  url: string;
  /** The ID of the team that it belongs to; null when it belongs to a person. */
  team_id: string | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
}

/** A team, as it was when the event happened. */
export interface EventTeam {
  /** The ID of a team. */
  id: string;
  name: string;
}

/** Somebody's place in a team, as it was when the event happened. */
export interface EventMember {
  /** The ID of a person. */
  user_id: string;
  name: string;
  /** owner, admin, member or viewer. */
  role: string;
}

/** A webhook, as it was when the event happened. */
export interface EventHook {
  /** The ID of a webhook. */
  id: string;
  /** Where it sends to. */
  url: string;
  /** Whether events are sent. */
  status: WebhookStatus | (string & {});
  /**
   * Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
   * answered no event well for 5 days. null while it is enabled.
   */
  disabled_reason: DisabledReason | (string & {}) | null;
}

/** What it happened to, by the kind of thing. `type` tells which of these there are. */
export interface EventData {
  /** A deployment, as it was when the event happened. */
  deployment?: EventDeployment;
  /** A project, as it was when the event happened. */
  project?: EventProject;
  /** A team, as it was when the event happened. */
  team?: EventTeam;
  /** Somebody's place in a team, as it was when the event happened. */
  member?: EventMember;
  /** A webhook, as it was when the event happened. */
  webhook?: EventHook;
}

/** What happened to a deployment. */
export interface DeploymentEventData {
  /** A deployment, as it was when the event happened. */
  deployment: EventDeployment;
}

/** What happened to a project. */
export interface ProjectEventData {
  /** A project, as it was when the event happened. */
  project: EventProject;
}

/** What happened to somebody's place in a team. */
export interface MemberEventData {
  /** A team, as it was when the event happened. */
  team: EventTeam;
  /** Somebody's place in a team, as it was when the event happened. */
  member: EventMember;
}

/** What happened to a webhook. */
export interface HookEventData {
  /** A webhook, as it was when the event happened. */
  webhook: EventHook;
}

/** Deployment begins. */
export interface DeploymentStartedEvent {
  /** The ID of an event. */
  id: string;
  type: 'deployment.started';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a deployment. */
  data: DeploymentEventData;
}

/** Deployment succeeds. */
export interface DeploymentCompletedEvent {
  /** The ID of an event. */
  id: string;
  type: 'deployment.completed';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a deployment. */
  data: DeploymentEventData;
}

/** Deployment fails. */
export interface DeploymentFailedEvent {
  /** The ID of an event. */
  id: string;
  type: 'deployment.failed';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a deployment. */
  data: DeploymentEventData;
}

/** Deployment cancelled. */
export interface DeploymentCancelledEvent {
  /** The ID of an event. */
  id: string;
  type: 'deployment.cancelled';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a deployment. */
  data: DeploymentEventData;
}

/** Deployment made live by hand. */
export interface DeploymentPromotedEvent {
  /** The ID of an event. */
  id: string;
  type: 'deployment.promoted';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a deployment. */
  data: DeploymentEventData;
}

/** New project created. */
export interface ProjectCreatedEvent {
  /** The ID of an event. */
  id: string;
  type: 'project.created';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a project. */
  data: ProjectEventData;
}

/** Project settings changed. */
export interface ProjectUpdatedEvent {
  /** The ID of an event. */
  id: string;
  type: 'project.updated';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a project. */
  data: ProjectEventData;
}

/** Project deleted. */
export interface ProjectDeletedEvent {
  /** The ID of an event. */
  id: string;
  type: 'project.deleted';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a project. */
  data: ProjectEventData;
}

/** Team member added. */
export interface TeamMemberAddedEvent {
  /** The ID of an event. */
  id: string;
  type: 'team.member_added';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to somebody's place in a team. */
  data: MemberEventData;
}

/** Team member removed. */
export interface TeamMemberRemovedEvent {
  /** The ID of an event. */
  id: string;
  type: 'team.member_removed';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to somebody's place in a team. */
  data: MemberEventData;
}

/** Webhook disabled. */
export interface WebhookDisabledEvent {
  /** The ID of an event. */
  id: string;
  type: 'webhook.disabled';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a webhook. */
  data: HookEventData;
}

/** Test of a webhook. */
export interface WebhookTestEvent {
  /** The ID of an event. */
  id: string;
  type: 'webhook.test';
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** What happened to a webhook. */
  data: HookEventData;
}

/** Something that has happened. */
export interface Event {
  /** The ID of an event. */
  id: string;
  /** What has happened. Expect others in time. */
  type: EventType | (string & {});
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** Its number in the account or team: 1, 2, 3 … without a gap. */
  sequence: number;
  /** The project that it belongs to; null for none. */
  project_id: string | null;
  /** The ID of the team that it belongs to; null when it belongs to a person. */
  team_id: string | null;
  /** What it happened to, by the kind of thing. `type` tells which of these there are. */
  data: EventData;
}

/** Which events to send. */
export type EventFilters = (EventFilter | (string & {}))[];

/** Only events of the projects with these IDs; none named, events of all and those that belong to no project. */
export type WebhookProjects = string[];

/** Whether events are sent. */
export type WebhookStatus = 'enabled' | 'disabled';

/**
 * Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
 * answered no event well for 5 days. null while it is enabled.
 */
export type DisabledReason = 'request' | 'gone' | 'failing';

/** `failed`, deliveries that have failed; `missed`, also the events that the webhook takes and was never sent. */
export type ReplayScope = 'failed' | 'missed';

/** How much was put on its way. */
export interface ReplayResult {
  /** The ID of a webhook. */
  webhook_id: string;
  /** How many deliveries. */
  deliveries: number;
}

/** An address that events are sent to. */
export interface Webhook {
  /** The ID of a webhook. */
  id: string;
  /** Where events are sent to. */
  url: string;
  /** A few words about the webhook. */
  description: string | null;
  /** Which events to send. */
  events: EventFilters;
  /** Only events of the projects with these IDs; none named, events of all and those that belong to no project. */
  projects: WebhookProjects;
  /** The ID of the team that it belongs to; null when it belongs to a person. */
  team_id: string | null;
  /** Whether events are sent. */
  status: WebhookStatus | (string & {});
  /**
   * Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
   * answered no event well for 5 days. null while it is enabled.
   */
  disabled_reason: DisabledReason | (string & {}) | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  disabled_at: string | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  failing_since: string | null;
  /** An Ed25519 public key, `whpk_` and its 32 bytes in base64. */
  public_key: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
}

/** A new webhook, with its secret. */
export interface WebhookWithSecret {
  /** The ID of a webhook. */
  id: string;
  /** Where events are sent to. */
  url: string;
  /** A few words about the webhook. */
  description: string | null;
  /** Which events to send. */
  events: EventFilters;
  /** Only events of the projects with these IDs; none named, events of all and those that belong to no project. */
  projects: WebhookProjects;
  /** The ID of the team that it belongs to; null when it belongs to a person. */
  team_id: string | null;
  /** Whether events are sent. */
  status: WebhookStatus | (string & {});
  /**
   * Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
   * answered no event well for 5 days. null while it is enabled.
   */
  disabled_reason: DisabledReason | (string & {}) | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  disabled_at: string | null;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  failing_since: string | null;
  /** An Ed25519 public key, `whpk_` and its 32 bytes in base64. */
  public_key: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
  /** The secret. Keep it: no later answer shows it. */
  secret: string;
}

/** A secret that has just been made. */
export interface RotatedSecret {
  /** The ID of a webhook. */
  webhook_id: string;
  /** The secret. Keep it: no later answer shows it. */
  secret: string;
  /** An Ed25519 public key, `whpk_` and its 32 bytes in base64. */
  public_key: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  previous_expires_at: string;
}

/** A key with which what is sent is signed. */
export interface WebhookKey {
  /** An Ed25519 public key, `whpk_` and its 32 bytes in base64. */
  public_key: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  expires_at: string | null;
}

/**
 * `waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed`
 * was given up after the last attempt, or when the webhook was disabled.
 */
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed';

/** An event on its way to a webhook. */
export interface Delivery {
  /** The ID of a delivery. */
  id: string;
  /** The ID of a webhook. */
  webhook_id: string;
  /** The ID of an event. */
  event_id: string;
  /** What has happened. Expect others in time. */
  event_type: EventType | (string & {});
  /** The event's number in the account or team. */
  sequence: number;
  /**
   * `waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed`
   * was given up after the last attempt, or when the webhook was disabled.
   */
  status: DeliveryStatus | (string & {});
  /** How often it was tried. */
  attempt_count: number;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  next_attempt_at: string | null;
  /** The status of the last answer; null without one. */
  last_response_status: number | null;
  /** Why the last attempt does not count; null when it does. */
  last_error: string | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  completed_at: string | null;
}

/** A delivery with what was sent and what came back. */
export interface DeliveryDetail {
  /** The ID of a delivery. */
  id: string;
  /** The ID of a webhook. */
  webhook_id: string;
  /** The ID of an event. */
  event_id: string;
  /** What has happened. Expect others in time. */
  event_type: EventType | (string & {});
  /** The event's number in the account or team. */
  sequence: number;
  /**
   * `waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver; `failed`
   * was given up after the last attempt, or when the webhook was disabled.
   */
  status: DeliveryStatus | (string & {});
  /** How often it was tried. */
  attempt_count: number;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  next_attempt_at: string | null;
  /** The status of the last answer; null without one. */
  last_response_status: number | null;
  /** Why the last attempt does not count; null when it does. */
  last_error: string | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339 in UTC; null while it has not come or when it never will. */
  completed_at: string | null;
  /** The body that is sent, to the byte. */
  body: string;
  /** Each attempt, the first one first; of more than 50, the last 50. */
  attempts: DeliveryAttempt[];
}

/** An attempt to deliver. */
export interface DeliveryAttempt {
  /** 1 for the first attempt, 2 for the second … */
  number: number;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  at: string;
  /** Where it was sent to. */
  url: string;
  /** How long it took, in milliseconds. */
  duration_ms: number;
  /** The status that the receiver answered; null without an answer. */
  response_status: number | null;
  /** The headers that it answered. */
  response_headers: ResponseHeader[];
  /** The first 16 KiB of what it answered. */
  response_body: string;
  /** Whether there was more. */
  response_truncated: boolean;
  /** Why it does not count; null when the event was taken. */
  error: string | null;
}

/** A header of an answer. */
export interface ResponseHeader {
  /** In lower case. */
  name: string;
  value: string;
}

/** `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices. */
export type OAuthAppType = 'confidential' | 'public';

/**
 * Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
 * scheme of your own with a dot in it.
 */
export type RedirectUris = string[];

/** What the application may ask people for; it cannot ask for more. */
export type OAuthScopes = (OAuthScope | (string & {}))[];

/**
 * `read` is every permission to see, `write` every one to change, save those that make credentials. The others
 * are permissions by their own names.
 */
export type OAuthScope = 'read' | 'write' | 'projects:read' | 'projects:write' | 'deployments:read' | 'deployments:write' | 'teams:read' | 'teams:write' | 'api_keys:read' | 'audit_log:read' | 'webhooks:read' | 'webhooks:write' | 'events:read' | 'oauth_apps:read';

/** An application that acts for people who allow it. */
export interface OAuthApp {
  /** The ID of an OAuth application. */
  id: string;
  /** The ID of an OAuth application. */
  client_id: string;
  /** What people see when they are asked. */
  name: string;
  /** The application's own page, shown to people; null for none. */
  homepage_url: string | null;
  /** `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices. */
  type: OAuthAppType | (string & {});
  /** Whether people are only asked with a `code_challenge`. */
  require_pkce: boolean;
  /**
   * Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
   * scheme of your own with a dot in it.
   */
  redirect_uris: RedirectUris;
  /** What the application may ask people for; it cannot ask for more. */
  scopes: OAuthScopes;
  /** Enough of the secret to recognise it by; null for a `public` application. */
  secret_hint: string | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
}

/** An application, with its secret this once. */
export interface OAuthAppWithSecret {
  /** The ID of an OAuth application. */
  id: string;
  /** The ID of an OAuth application. */
  client_id: string;
  /** What people see when they are asked. */
  name: string;
  /** The application's own page, shown to people; null for none. */
  homepage_url: string | null;
  /** `confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices. */
  type: OAuthAppType | (string & {});
  /** Whether people are only asked with a `code_challenge`. */
  require_pkce: boolean;
  /**
   * Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
   * scheme of your own with a dot in it.
   */
  redirect_uris: RedirectUris;
  /** What the application may ask people for; it cannot ask for more. */
  scopes: OAuthScopes;
  /** Enough of the secret to recognise it by; null for a `public` application. */
  secret_hint: string | null;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  created_at: string;
  /** A moment, RFC 3339: answers have it in UTC, requests may use any offset. */
  updated_at: string;
  /** Keep it on your server. It is not shown again; null for a `public` application. */
  client_secret: string | null;
}
