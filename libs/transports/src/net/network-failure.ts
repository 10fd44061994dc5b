/** Why no answer came. `connect` also covers a connection that broke before the whole answer was there. */
export type NetworkFailureKind = 'dns' | 'connect' | 'tls' | 'timeout' | 'address-refused';

export interface NetworkFailure {
  kind: NetworkFailureKind;
  /** A sentence for ops. */
  message: string;
}

const SENTENCES: Record<string, (host: string) => string> = {
  ENOTFOUND: (host) => `The name ${host} does not exist in DNS.`,
  EAI_AGAIN: (host) => `DNS did not answer for ${host}.`,
  ECONNREFUSED: (host) => `${host} refuses connections: nothing listens there.`,
  ECONNRESET: (host) => `${host} closed the connection before it answered.`,
  EPIPE: (host) => `${host} closed the connection before it answered.`,
  UND_ERR_SOCKET: (host) => `${host} closed the connection before it answered.`,
  EHOSTUNREACH: (host) => `There is no route to ${host}.`,
  ENETUNREACH: (host) => `There is no route to ${host}.`,
  ETIMEDOUT: (host) => `${host} did not accept the connection in time.`,
  UND_ERR_CONNECT_TIMEOUT: (host) => `${host} did not accept the connection in time.`,
  CERT_HAS_EXPIRED: (host) => `The certificate of ${host} has expired.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) => `The certificate of ${host} is for another name.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: (host) => `The certificate of ${host} is self-signed.`,
  SELF_SIGNED_CERT_IN_CHAIN: (host) => `The certificate of ${host} comes from an unknown authority.`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (host) =>
    `${host} does not send the certificates that lead to a known authority.`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (host) => `The certificate of ${host} comes from an unknown authority.`,
};

const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|EPROTO$|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;
const DNS = /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_)/;

/**
 * Names what Node, undici and OpenSSL report in their three dialects.
 *
 * @param host as the reader knows it: host name and, where it is not the usual one, port.
 */
export function networkFailure(error: unknown, host: string): NetworkFailure {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code === 'KORPU_ADDRESS_REFUSED') return { kind: 'address-refused', message };
  const kind = DNS.test(code) ? 'dns' : TLS.test(code) ? 'tls' : 'connect';
  const sentence = SENTENCES[code]?.(host) ?? `${sentenceStart[kind]} ${host} failed: ${message || code}.`;
  return { kind, message: sentence };
}

const sentenceStart = {
  dns: 'The look-up of',
  tls: 'The TLS handshake with',
  connect: 'The connection to',
} as const;
