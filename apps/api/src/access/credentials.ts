/** What a request brings to say who it is; nothing of it is believed yet. */
export type Credentials =
  | { kind: 'none' }
  /** An Authorization header that is neither Bearer nor Basic, or cannot be read. */
  | { kind: 'unreadable' }
  | { kind: 'key'; key: string; user?: string }
  | { kind: 'session'; token: string };

/**
 * Reads `Authorization: Bearer <key>` (RFC 6750), `Authorization: Basic <user:key>` (RFC 7617) or a session cookie.
 * A header goes before the cookie: whoever sends one means it.
 */
export function credentialsOf(
  authorization: string | undefined,
  sessionToken: string | undefined,
): Credentials {
  if (authorization === undefined)
    return sessionToken ? { kind: 'session', token: sessionToken } : { kind: 'none' };
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return { kind: 'key', key: value };
  if (scheme.toLowerCase() !== 'basic') return { kind: 'unreadable' };
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return { kind: 'unreadable' };
  return { kind: 'key', user: pair.slice(0, colon), key: pair.slice(colon + 1) };
}
