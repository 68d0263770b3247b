/** What goes beyond single requests: deploy a folder, wait for the end, follow the log. */
import { inParallel, readSite, type SiteFile, type UploadProgress } from '../runtime/directory.js';
import { APIAbortError, APIError, ConfigurationError } from '../runtime/errors.js';
import type { RequestOptions } from '../runtime/options.js';
import { sleep } from '../runtime/platform.js';
import { APIPromise } from '../runtime/promise.js';
import { DeploymentsOperations } from '../resources/deployments.js';
import type { Deployment, LogLine } from '../types.js';

type CreateParams = NonNullable<Parameters<DeploymentsOperations['create']>[1]>;

/** Deploys a folder. */
export interface DeployDirectory {
  /** The folder whose files are the site. */
  directory: string;
  /** Called for each file that is hashed or sent, and when all is there. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
}

export interface FollowOptions extends RequestOptions {
  /** Only lines after this number. */
  after?: number | undefined;
  /** The pause between two questions while nothing new comes. 1 unless told. */
  pollSeconds?: number | undefined;
}

export interface WaitOptions extends RequestOptions {
  /** Give up after this long; the deployment goes on. 900 unless told. */
  waitSeconds?: number | undefined;
  /** The longest pause between two questions. 2 unless told. */
  pollSeconds?: number | undefined;
}

/** A deployment that was waited for has ended, and not as a success. */
export class DeploymentFailedError extends APIError {
  readonly deployment: Deployment;
  /** The end of its log. */
  readonly log: LogLine[];

  constructor(deployment: Deployment, log: LogLine[]) {
    const why = deployment.error?.message ?? `its status is ${deployment.status}`;
    const lines = log.map((line) => `\n  ${line.level}: ${line.message}`).join('');
    super(`Deployment ${deployment.id} did not succeed: ${why}${lines}`);
    this.deployment = deployment;
    this.log = log;
  }
}

/** A deployment that was waited for has not ended in time. It goes on. */
export class DeploymentTimeoutError extends APIError {
  readonly deployment: Deployment;

  constructor(deployment: Deployment, seconds: number) {
    super(`Deployment ${deployment.id} is still ${deployment.status} after ${seconds} s`);
    this.deployment = deployment;
  }
}

const LOG_LINES = 20;
const WAIT_SECONDS = 20;

export class DeploymentsResource extends DeploymentsOperations {
  /**
   * Trigger a deployment: of the project's template, of another source, of an archive
   * (`{ content, contentType: 'application/zip' }`), or of a folder (`{ directory: './site' }`), of which only the files
   * are sent that the server has not got.
   */
  override create(
    projectId: string,
    params?: CreateParams | DeployDirectory,
    options?: RequestOptions,
  ): APIPromise<Deployment> {
    if (params === undefined || !('directory' in params)) return super.create(projectId, params, options);
    const { directory, onProgress } = params;
    if (typeof directory !== 'string' || directory === '')
      throw new ConfigurationError('`directory` must be the path of a folder');
    return new APIPromise<Deployment>(async () => {
      const site = await readSite(directory, onProgress);
      const files = Object.fromEntries(site.map((file) => [file.path, file.sha256]));
      const sizes = Object.fromEntries(site.map((file) => [file.sha256, file.size]));
      const created = await super
        .create(projectId, { source: { type: 'files', files, sizes } }, options)
        .withResponse();
      const missing = new Set(created.data.missing ?? []);
      const wanted = [...new Map(site.map((file) => [file.sha256, file])).values()].filter((file) =>
        missing.has(file.sha256),
      );
      const after = unkeyed(options);
      await this.#upload(created.data.id, wanted, onProgress, after);
      return wanted.length === 0 ? created : this.get(created.data.id, {}, after).withResponse();
    });
  }

  /** `create`, then `wait`. */
  async createAndWait(
    projectId: string,
    params?: CreateParams | DeployDirectory,
    options?: WaitOptions,
  ): Promise<Deployment> {
    const deployment = await this.create(projectId, params, options);
    return this.wait(deployment.id, options);
  }

  /**
   * Waits until a deployment has ended.
   *
   * @throws DeploymentFailedError with the end of its log, when it failed or was cancelled
   * @throws DeploymentTimeoutError when it has not ended within `waitSeconds`; it goes on
   */
  async wait(deploymentId: string, options: WaitOptions = {}): Promise<Deployment> {
    const { waitSeconds = 900, pollSeconds = 2, ...rest } = options;
    const request = unkeyed(rest);
    const started = performance.now();
    for (let pause = 0.1; ; pause = Math.min(pollSeconds, pause * 1.5)) {
      // The server answers as soon as it has ended, so that the pauses only count where it has no patience.
      const wait = Math.floor(Math.max(0, Math.min(WAIT_SECONDS, waitSeconds - (performance.now() - started) / 1000)));
      const deployment = await this.get(deploymentId, { wait }, request);
      if (deployment.completed_at != null) {
        if (deployment.status === 'success') return deployment;
        throw new DeploymentFailedError(deployment, await this.#endOfLog(deploymentId, request));
      }
      const left = waitSeconds - (performance.now() - started) / 1000;
      if (left <= 0) throw new DeploymentTimeoutError(deployment, waitSeconds);
      await paused(Math.min(pause, left), deploymentId, request.signal);
    }
  }

  /** The lines of a deployment's log as they are written, until it ends. */
  async *followLogs(deploymentId: string, options: FollowOptions = {}): AsyncGenerator<LogLine, void, undefined> {
    const { after: first = 0, pollSeconds = 1, ...rest } = options;
    const request = unkeyed(rest);
    let after = first;
    for (let pause = 0.1; ; pause = Math.min(pollSeconds, pause * 1.5)) {
      const page = await this.logs(deploymentId, { after }, request);
      yield* page.data;
      if (page.cursor.complete !== false) return;
      if (page.data.length > 0) pause = 0.1;
      after = Number(page.cursor.next ?? after);
      if (page.data.length === 0) await paused(pause, deploymentId, request.signal);
    }
  }

  async #upload(
    deploymentId: string,
    files: SiteFile[],
    onProgress: DeployDirectory['onProgress'],
    options: RequestOptions,
  ): Promise<void> {
    const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
    const at: UploadProgress = { phase: 'uploading', files: 0, totalFiles: files.length, bytes: 0, totalBytes };
    await inParallel(files, async (file) => {
      await this.uploadFile(deploymentId, file.sha256, { content: await file.read() }, options);
      at.files += 1;
      at.bytes += file.size;
      onProgress?.({ ...at });
    });
    onProgress?.({ ...at, phase: 'uploaded' });
  }

  async #endOfLog(deploymentId: string, request: RequestOptions): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    try {
      for await (const line of this.logs(deploymentId, {}, request)) {
        lines.push(line);
        if (lines.length > LOG_LINES) lines.shift();
      }
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      // That it failed is what matters; its log may be gone with the project.
    }
    return lines;
  }
}

/** Wait between two questions; throws an `APIAbortError` when the signal is aborted, as the questions do. */
async function paused(seconds: number, deploymentId: string, signal: AbortSignal | undefined): Promise<void> {
  await sleep(seconds, signal).catch((cause: unknown) => {
    throw new APIAbortError(`Waiting for deployment ${deploymentId} was aborted`, { cause });
  });
}

/** The options for what follows the call that the key names. */
function unkeyed(options: RequestOptions = {}): RequestOptions {
  const { idempotencyKey: _, ...others } = options;
  return others;
}
