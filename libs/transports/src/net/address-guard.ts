import { BlockList, isIP } from 'node:net';
import { GLOBAL_UNICAST_IPV6, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-addresses.js';

interface NamedBlock {
  list: BlockList;
  is: string;
}

const block = (cidr: string): BlockList => {
  const list = new BlockList();
  const { net, prefix, type } = parseCidr(cidr);
  list.addSubnet(net, prefix, type);
  return list;
};
const named = (blocks: typeof SPECIAL_IPV4): NamedBlock[] =>
  blocks.map(([cidr, is]) => ({ list: block(cidr), is }));

const specialIpv4 = named(SPECIAL_IPV4);
const specialIpv6 = named(SPECIAL_IPV6);
const globalIpv6 = block(GLOBAL_UNICAST_IPV6);

// Below 1024 every other port belongs to another protocol (mail, SSH, file shares), which a request must not speak to.
const HTTP_PORTS = new Set([80, 443]);
const FIRST_FREE_PORT = 1024;

/**
 * Decides which addresses the exchange may connect to. The URLs of feeds and destinations are typed by people outside
 * the operator's network: without this, one of them could point at the database, at a cloud's metadata service, or at
 * a neighbour's printer.
 */
export class AddressGuard {
  readonly #targets = new Set<string>();
  // One list a family: Node's BlockList would take ::ffff:127.0.0.1 for 127.0.0.1.
  readonly #blocks = { ipv4: new BlockList(), ipv6: new BlockList() };

  /**
   * @param allow what is permitted all the same: `host:port` (`localhost:8081`, `[::1]:9000`), a single address, or a
   *   CIDR block (`10.20.0.0/16`).
   * @throws RangeError that names the entry which is none of these.
   */
  constructor(allow: readonly string[]) {
    for (const entry of allow) this.#allow(entry.trim());
  }

  /** Whether this very host and port is on the list: then whatever address it has may be dialled. */
  allowsTarget(host: string, port: number): boolean {
    return this.#targets.has(`${normalHost(host)}:${port}`);
  }

  /** What the address is, in words, when it may not be dialled; undefined when it may. */
  refusal(address: string, port: number): string | undefined {
    const family = isIP(address);
    if (family === 0) return 'not an address';
    const type = family === 4 ? 'ipv4' : 'ipv6';
    // A zone (`fe80::1%eth0`) names a local interface and does not change what kind of address it is.
    const bare = address.replace(/%.*$/, '');
    if (this.#blocks[type].check(bare, type)) return undefined;
    const foreign = foreignPort(port);
    if (foreign) return foreign;
    const special = (family === 4 ? specialIpv4 : specialIpv6).find(({ list }) => list.check(bare, type));
    if (special) return special.is;
    if (family === 6 && !globalIpv6.check(bare, type)) return 'not a public address';
    return undefined;
  }

  /**
   * What is known of a host without looking its name up, in words, when it may not be dialled: of an address, of the names
   * that always stand for this machine (RFC 6761), and of the port.
   */
  refusalOfHost(host: string, port: number): string | undefined {
    if (this.allowsTarget(host, port)) return undefined;
    const name = normalHost(host);
    if (isIP(name)) return this.refusal(name, port);
    if (name === 'localhost' || name.endsWith('.localhost')) return this.refusal('127.0.0.1', port);
    return foreignPort(port);
  }

  #allow(entry: string): void {
    const family = isIP(entry);
    if (family || entry.includes('/')) {
      const { net, prefix, type } = parseCidr(family ? `${entry}/${family === 4 ? 32 : 128}` : entry);
      this.#blocks[type].addSubnet(net, prefix, type);
      return;
    }
    const [, host, port] = /^(\[[0-9a-f:.]+\]|[^:/\s]+):(\d{1,5})$/i.exec(entry) ?? [];
    if (!host || !port || Number(port) < 1 || Number(port) > 65_535) throw malformed(entry);
    this.#targets.add(`${normalHost(host)}:${Number(port)}`);
  }
}

const foreignPort = (port: number): string | undefined =>
  !HTTP_PORTS.has(port) && port < FIRST_FREE_PORT
    ? `on port ${port}, which belongs to another protocol`
    : undefined;

function parseCidr(cidr: string): { net: string; prefix: number; type: 'ipv4' | 'ipv6' } {
  const [net = '', prefix = '', ...rest] = cidr.split('/');
  const family = isIP(net);
  if (
    family === 0 ||
    rest.length > 0 ||
    !/^\d{1,3}$/.test(prefix) ||
    Number(prefix) > (family === 4 ? 32 : 128)
  )
    throw malformed(cidr);
  return { net, prefix: Number(prefix), type: family === 4 ? 'ipv4' : 'ipv6' };
}

const normalHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

const malformed = (entry: string): RangeError =>
  new RangeError(
    `"${entry}" is neither host:port, an IP address nor a CIDR block, such as localhost:8081 or 10.20.0.0/16`,
  );
