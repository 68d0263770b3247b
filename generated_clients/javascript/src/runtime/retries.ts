/** When a request is sent again, and after how long. */

/** Longer than this nobody is made to wait in silence: the error is thrown and says how long. */
export const MAX_WAIT_SECONDS = 60;

const FIRST_PAUSE_SECONDS = 0.5;
const LONGEST_PAUSE_SECONDS = 8;

/** Failures of a connection that was never made: the request did not leave, so any may be sent again. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused', // Bun
]);

/** Whether the request certainly did not reach a server. */
export function neverSent(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth++) {
    const { code, errors, cause } = at as { code?: unknown; errors?: unknown; cause?: unknown };
    if (typeof code === 'string' && NEVER_SENT.has(code)) return true;
    if (Array.isArray(errors) && errors.length > 0) return errors.every(neverSent); // one for each address tried
    at = cause;
  }
  return false;
}

/**
 * Whether an answer with this status may be otherwise next time.
 *
 * @param safe whether carrying it out twice does no harm (by method or by idempotency key)
 * @param asked whether the server said when to come back
 */
export function mayPass(status: number, safe: boolean, asked: boolean): boolean {
  if (status === 429) return true; // refused before anything was done
  if (!safe) return false;
  if (status === 409) return asked; // the same request is under way; other conflicts stay
  return status === 408 || status >= 500;
}

/** How long the server asks to wait; undefined when it does not say. */
export function askedToWait(headers: Headers, status: number, nowMs: number = Date.now()): number | undefined {
  const after = headers.get('retry-after')?.trim();
  if (after !== undefined && after !== '') {
    const seconds = /^\d+(\.\d+)?$/.test(after) ? Number(after) : (Date.parse(after) - nowMs) / 1000;
    if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  }
  if (status !== 429) return undefined;
  const limits = headers.get('ratelimit') ?? '';
  const remaining = [...limits.matchAll(/\br(?:emaining)?=(\d+)/g)].map((match) => Number(match[1]));
  const reset = [...limits.matchAll(/\b(?:t|reset)=(\d+)/g)].map((match) => Number(match[1]));
  const exhausted = reset.filter((_, index) => (remaining[index] ?? 0) === 0);
  if (exhausted.length > 0) return Math.max(...exhausted);
  const at = headers.get('x-ratelimit-reset');
  return at !== null && /^\d+$/.test(at) ? Math.max(0, Number(at) - nowMs / 1000) : undefined;
}

/** The pause after a failed attempt (1 for the first): doubling, up to 8 s, shortened at random by up to a quarter. */
export function pause(attempt: number): number {
  return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempt - 1)) * (1 - Math.random() / 4);
}
