import type { AgreementBoard } from '#exchange/inbound/inbound-ports.js';
import type { Guid, PartnerId } from '#news/ids.js';

/**
 * Which partners a guid names as its issuer: by the host in it, which is one that a partner's feeds are pulled from
 * (or a part of one), or by the partner's id in a minted guid. Whoever uses another partner's guid passes on that
 * partner's item, whatever the item says of its provider.
 */
export class GuidIssuers {
  private readonly byHost = new Map<string, Set<PartnerId>>();
  /** Parents of the hosts: `example.az` of `rss.example.az`. */
  private readonly byParent = new Map<string, Set<PartnerId>>();

  constructor(private readonly board: Pick<AgreementBoard, 'senders' | 'hosts'>) {
    for (const [partnerId, hosts] of board.hosts) {
      for (const host of hosts.map(bare).filter(isName)) {
        add(this.byHost, host, partnerId);
        for (const parent of parentsOf(host)) add(this.byParent, parent, partnerId);
      }
    }
  }

  /** Empty when the guid names none of the partners; several where partners share a host. */
  of(guid: Guid): readonly PartnerId[] {
    const authority = authorityOf(guid);
    if (authority === undefined) return [];
    const minted = authority as PartnerId;
    if (this.board.senders.has(minted)) return [minted];
    const near = [this.byHost.get(authority), this.byParent.get(authority)];
    const found = [...near, ...parentsOf(authority).map((parent) => this.byHost.get(parent))];
    return [...new Set(found.flatMap((partners) => [...(partners ?? [])]))];
  }
}

/** `tag:` (RFC 4151), `urn:newsml:` (RFC 3085) and URIs with an authority (RFC 3986). */
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:\/\/|tag:|urn:newsml:)(?:[^/?#,@]*@)?([^/:?#,]+)/i;

function authorityOf(guid: Guid): string | undefined {
  const authority = AUTHORITY.exec(guid)?.[1];
  return authority && bare(authority);
}

const bare = (host: string): string => host.toLowerCase().replace(/^www\.|\.$/g, '');

/** Not an address, nor a name of the local network: those say nothing about whose they are. */
const isName = (host: string): boolean => /\.[a-z][a-z0-9-]*$/.test(host);

/** Two labels at least: the last one alone belongs to nobody. */
function parentsOf(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(1, -1).map((_, i) => labels.slice(i + 1).join('.'));
}

function add(map: Map<string, Set<PartnerId>>, key: string, partnerId: PartnerId): void {
  const known = map.get(key);
  if (known) known.add(partnerId);
  else map.set(key, new Set([partnerId]));
}
