import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { AddressGuard } from './address-guard.js';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;
/** Resolves a name to all its addresses, as `dns.lookup` does. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface DiallerOptions {
  /** `host:port`, addresses and CIDR blocks that may be dialled although they are not public (KORPU_ALLOW_ADDRESSES). */
  allow: readonly string[];
  /** Connections to one origin at most; further requests wait. Default 64. */
  connectionsPerOrigin?: number;
  /** From the look-up of the name to the end of the TLS handshake. Default 10,000 ms. */
  connectTimeoutMs?: number;
  /** How long an idle connection is kept where the other side does not say. Default 4,000 ms: Node's servers drop at 5,000. */
  keepAliveMs?: number;
  /** Default: the system's resolver. */
  lookup?: Lookup;
}

/** The address behind a URL is not one the exchange may connect to. */
export class AddressRefused extends Error {
  readonly code = 'KORPU_ADDRESS_REFUSED';
  constructor(host: string, port: number, address: string, is: string) {
    const subject = host === address ? address : `${host} resolves to ${address}, which`;
    super(
      `${subject} is ${is}, where the exchange does not connect to. ` +
        `If this is meant, add "${host.includes(':') ? `[${host}]` : host}:${port}" to KORPU_ALLOW_ADDRESSES and restart.`,
    );
    this.name = 'AddressRefused';
  }
}

/**
 * The one way out: every outbound HTTP request goes through a dispatcher made here.
 *
 * The address is judged between the look-up and the connection, so the judged address is the dialled one, and a name
 * that answers differently the second time (DNS rebinding) gains nothing. Redirects are not followed: whoever
 * follows them comes through here again with each hop. Absolute deadlines are the caller's, so undici's own waits for
 * headers and body are off.
 *
 * @throws RangeError when an entry of `allow` cannot be read.
 */
export function createDialler(options: DiallerOptions): Dispatcher {
  const guard = new AddressGuard(options.allow);
  const connect = {
    timeout: options.connectTimeoutMs ?? 10_000,
    // Addresses of both families are tried in turn (RFC 8305): a partner's dead IPv6 must not cost its deliveries.
    autoSelectFamily: true,
  };
  const resolve = options.lookup ?? systemLookup;
  const connectListed = buildConnector({ ...connect, lookup: everyAddress(resolve) });
  const connectPublic = (port: number) =>
    buildConnector({ ...connect, lookup: guarded(resolve, guard, port) });
  // A connector keeps TLS sessions to resume, so it is made once for each port and not once for each connection.
  const publicByPort = new Map<number, buildConnector.connector>();

  return new Agent({
    connections: options.connectionsPerOrigin ?? 64,
    pipelining: 1,
    keepAliveTimeout: options.keepAliveMs ?? 4_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    // Newsrooms' portals send large policy headers; undici's 16 KiB is too little for some.
    maxHeaderSize: 65_536,
    connect: (target, callback) => {
      const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
      const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
      if (guard.allowsTarget(host, port)) return connectListed(target, callback);
      // A literal address is dialled without a look-up, so it must be judged here.
      const refusal = isIP(host) ? guard.refusal(host, port) : undefined;
      if (refusal) return callback(new AddressRefused(host, port, host, refusal), null);
      const connector = publicByPort.get(port) ?? connectPublic(port);
      publicByPort.set(port, connector);
      return connector(target, callback);
    },
  });
}

/** Keeps the addresses that may be dialled; an error where there is none. */
const guarded = (resolve: Lookup, guard: AddressGuard, port: number) =>
  answering(resolve, (hostname, addresses) => {
    const judged = addresses.map((found) => ({ found, refusal: guard.refusal(found.address, port) }));
    const open = judged.filter(({ refusal }) => !refusal).map(({ found }) => found);
    const [first] = judged;
    if (open.length === 0 && first?.refusal)
      throw new AddressRefused(hostname, port, first.found.address, first.refusal);
    return open;
  });

const everyAddress = (resolve: Lookup) => answering(resolve, (_hostname, addresses) => addresses);

/** Adapts to the two shapes in which `net.connect` asks: for all addresses, or for one. */
const answering =
  (resolve: Lookup, choose: (hostname: string, addresses: LookupAddress[]) => LookupAddress[]) =>
  (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      try {
        const chosen = choose(hostname, addresses);
        const [first] = chosen;
        if (options.all || !first) return callback(null, chosen);
        return callback(null, first.address, first.family);
      } catch (refused) {
        return callback(refused as Error, []);
      }
    });
  };
