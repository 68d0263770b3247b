/** What differs between Node, browsers, Deno, Bun and workers. */
import { PACKAGE_NAME, VERSION } from '../sdk.js';

interface Globals {
  process?: { env?: Record<string, string | undefined>; versions?: Record<string, string | undefined> };
  Deno?: { version?: { deno?: string }; env?: { get(name: string): string | undefined } };
  navigator?: { userAgent?: string };
  window?: unknown;
  document?: unknown;
}

const globals = globalThis as unknown as Globals;

/** The environment variable, trimmed; undefined when it is empty, missing or out of reach. */
export function environmentVariable(name: string): string | undefined {
  try {
    const value = (globals.process?.env?.[name] ?? globals.Deno?.env?.get(name))?.trim();
    return value === '' ? undefined : value;
  } catch {
    return undefined; // Deno without --allow-env
  }
}

/** Who is asking: this package and its runtime. Undefined in browsers, which send their own. */
export function userAgent(): string | undefined {
  const name = `${PACKAGE_NAME.replace(/^@/, '').replace('/', '-')}/${VERSION}`;
  const versions = globals.process?.versions;
  if (globals.Deno?.version?.deno !== undefined) return `${name} deno/${globals.Deno.version.deno}`;
  if (versions?.['bun'] !== undefined) return `${name} bun/${versions['bun']}`;
  if (versions?.['node'] !== undefined) return `${name} node/${versions['node']}`;
  return globals.document === undefined && globals.navigator?.userAgent !== undefined
    ? `${name} ${globals.navigator.userAgent}` // a worker
    : undefined;
}

/** A module of Node's that this package only needs outside browsers. A bundler does not see it. */
export async function nodeModule<T>(name: string): Promise<T> {
  const specifier = `node:${name}`;
  return (await import(/* webpackIgnore: true */ /* @vite-ignore */ specifier)) as T;
}

/** Wait; rejects with the signal's reason when that is aborted. */
export function sleep(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
