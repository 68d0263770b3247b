/** Checks that a webhook was sent by the API and not by somebody else, as Standard Webhooks 1.0 says. */
import type { WebhookEvent } from '../webhook-events.js';
import { APIError, ConfigurationError } from './errors.js';

/** A webhook whose signature, time or form is wrong. Answer it with 400 and do nothing else. */
export class WebhookVerificationError extends APIError {}

/**
 * The type of an event that this version does not know. It stands for any other string, which TypeScript cannot say: a
 * plain `string` could be each of the known types too, and comparing `type` with one of them would not tell what `data`
 * is. Compare with a type that came later as `String(event.type) === 'project.moved'`.
 */
export type UnknownEventType = `(a type that came later) ${string}`;

/** A webhook of a type that came after this version. */
export interface UnknownWebhookEvent<Type extends string = UnknownEventType> {
  /** The same for each attempt to deliver it: note it, so that you act once. */
  id: string;
  type: Type;
  /** RFC 3339. */
  created_at: string;
  data: Record<string, any>;
}

export interface UnwrapOptions {
  /** The webhook's secret, as it was shown or chosen at its creation. */
  secret: string | Uint8Array;
  /** How old, or how far ahead, the signature may be. 300 unless told. */
  toleranceSeconds?: number | undefined;
  /** The moment to check against; now unless told. */
  now?: Date | undefined;
}

export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/**
 * The event in a webhook, once its signature and its time have been checked.
 *
 * @param body the request's body as it arrived: bytes or text, not parsed
 * @param headers the request's headers, in any letter case
 * @throws WebhookVerificationError when it was not signed with the secret, or is too old or from the future
 */
export async function unwrapWebhook<T = WebhookEvent>(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  options: UnwrapOptions,
): Promise<T> {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new ConfigurationError(
      'unwrap() takes the body as it arrived, text or bytes; a parsed one cannot be verified',
    );
  }
  if (options.secret.length === 0) throw new ConfigurationError('The webhook secret is empty');
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookVerificationError('webhook-timestamp is not a number of seconds');
  const away = Number(timestamp) - (options.now ?? new Date()).getTime() / 1000;
  const { toleranceSeconds = 300 } = options;
  if (Math.abs(away) > toleranceSeconds) {
    throw new WebhookVerificationError(
      `The webhook was signed ${Math.round(Math.abs(away))} s ${away < 0 ? 'ago' : 'ahead of now'}; ${toleranceSeconds} s are allowed`,
    );
  }
  const encoder = new TextEncoder();
  const content = typeof body === 'string' ? encoder.encode(body) : body;
  const prefix = encoder.encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(prefix.length + content.length);
  signed.set(prefix);
  signed.set(content, prefix.length);
  const key = await crypto.subtle.importKey(
    'raw',
    secretBytes(options.secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',', 2);
    const bytes = version === 'v1' ? base64(value) : undefined;
    // `verify` takes the same time however much of it is right.
    if (bytes !== undefined && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return parse<T>(content);
  }
  throw new WebhookVerificationError('No signature in webhook-signature was made with this secret for this body');
}

function header(headers: WebhookHeaders, name: string): string {
  const found =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const value = typeof found === 'string' ? found : found?.[0];
  if (value === undefined || value === '') throw new WebhookVerificationError(`The header ${name} is missing`);
  return value;
}

/** `whsec_…` holds bytes in base64; any other secret was chosen by a person and is taken as it is. */
function secretBytes(secret: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string') return Uint8Array.from(secret);
  if (!secret.startsWith('whsec_')) return Uint8Array.from(new TextEncoder().encode(secret));
  const bytes = base64(secret.slice('whsec_'.length));
  if (bytes === undefined) throw new ConfigurationError('The webhook secret begins with whsec_ but is not base64');
  return bytes;
}

function base64(value: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function parse<T>(content: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) as T;
  } catch (cause) {
    throw new WebhookVerificationError('The signature is right, but the body is not JSON', { cause });
  }
}
