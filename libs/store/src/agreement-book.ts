import type pg from 'pg';
import type { Agreement } from '#agreements/agreement.js';
import type { AgreementBoard, AgreementBook } from '#exchange/inbound/inbound-ports.js';
import type { PartnerId } from '#news/ids.js';
import { receiverOf, senderOf } from '#settings/parties.js';
import type { AgreementSettings } from '#settings/schema/agreement-schema.js';
import type { DestinationSettings } from '#settings/schema/destination-schema.js';
import type { PartnerSettings } from '#settings/schema/partner-schema.js';
import { retrying, rowsOf } from './transaction.js';
import { VOCABULARY_STAMP, VocabularyBook } from './vocabulary-book.js';

/** The board that decisions are taken from, read at most once in `keepMs`: agreements change by the month. */
export class SqlAgreementBook implements AgreementBook {
  #kept: { until: number; board: Promise<AgreementBoard> } | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly keepMs = 1000,
    private readonly vocabularies = new VocabularyBook(pool),
  ) {}

  board(): Promise<AgreementBoard> {
    const now = performance.now();
    if (this.#kept && this.#kept.until > now) return this.#kept.board;
    const board = this.read();
    const kept = { until: now + this.keepMs, board };
    this.#kept = kept;
    board.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return board;
  }

  /** The next `board` reads again; for whoever just changed the configuration in this process. */
  forget(): void {
    this.#kept = undefined;
  }

  private async read(): Promise<AgreementBoard> {
    // One statement, so that the lists are of one moment.
    const [row] = await retrying(() => rowsOf<BoardRow>(this.pool, { text: BOARD }));
    const {
      partners,
      feeds,
      destinations,
      former_destinations: former,
      agreements,
      vocabulary_stamp: stamp,
    } = row!;
    const { tree } = await this.vocabularies.at(stamp);
    const byId = new Map(partners.map((partner) => [partner.id, partner]));
    return {
      agreements: agreements.map(({ version, document }): Agreement => ({ ...document, version })),
      receivers: destinations.flatMap((destination) => {
        const partner = byId.get(destination.partner);
        return partner ? [receiverOf(destination, partner)] : [];
      }),
      formerReceivers: former.map(({ destination, partner }) => receiverOf(destination, partner)),
      senders: new Map(partners.map((partner) => [partner.id, senderOf(partner)])),
      hosts: hostsOf(feeds),
      concepts: tree,
    };
  }
}

function hostsOf(feeds: BoardRow['feeds']): Map<PartnerId, string[]> {
  const hosts = new Map<PartnerId, string[]>();
  for (const { partner, url } of feeds) {
    if (!URL.canParse(url)) continue;
    hosts.set(partner, [...(hosts.get(partner) ?? []), new URL(url).hostname]);
  }
  return hosts;
}

const BOARD = `
  SELECT (SELECT coalesce(jsonb_agg(settings ORDER BY id), '[]') FROM partner WHERE removed_at IS NULL) AS partners,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('partner', partner_id, 'url', settings -> 'url')), '[]')
            FROM feed WHERE removed_at IS NULL) AS feeds,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', id, 'partner', partner_id, 'platforms', settings -> 'platforms',
                   'format', settings -> 'format') ORDER BY id), '[]')
            FROM destination WHERE removed_at IS NULL) AS destinations,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'destination', jsonb_build_object(
                     'id', d.id, 'platforms', d.settings -> 'platforms', 'format', d.settings -> 'format'),
                   'partner', p.settings) ORDER BY d.id), '[]')
            FROM destination d JOIN partner p ON p.id = d.partner_id
           WHERE d.removed_at IS NOT NULL) AS former_destinations,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('version', version, 'document', document) ORDER BY id), '[]')
            FROM agreement WHERE current) AS agreements,
         ${VOCABULARY_STAMP} AS vocabulary_stamp`;

interface BoardRow {
  partners: PartnerSettings[];
  feeds: { partner: PartnerId; url: string }[];
  destinations: Pick<DestinationSettings, 'id' | 'partner' | 'platforms' | 'format'>[];
  former_destinations: {
    destination: Pick<DestinationSettings, 'id' | 'platforms' | 'format'>;
    partner: PartnerSettings;
  }[];
  agreements: { version: number; document: AgreementSettings }[];
  vocabulary_stamp: string | null;
}
