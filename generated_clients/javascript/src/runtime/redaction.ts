/** Keeps secrets out of logs. */

const SECRET = /authorization|cookie|secret|token|api-?key|signature/i;

/** The headers as they may be logged. */
export function redacted(headers: Headers | Record<string, string>): Record<string, string> {
  const shown: Record<string, string> = {};
  const entries = headers instanceof Headers ? headers.entries() : Object.entries(headers);
  for (const [name, value] of entries) shown[name] = SECRET.test(name) ? '[redacted]' : value;
  return shown;
}
