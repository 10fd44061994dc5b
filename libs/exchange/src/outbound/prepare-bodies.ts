import { hash } from 'node:crypto';
import { InvalidOutput } from '#codecs/checked-encoder.js';
import type { EncodeContext, Encoded, OutputFormat } from '#codecs/codec.js';
import { canSay } from '#codecs/feed-entry.js';
import type { Clock } from '#exchange/clock.js';
import { formatProfile, type ProfileTraits } from '#exchange/outbound/format-profile.js';
import {
  type BodyArchive,
  type ClaimedDelivery,
  type Destination,
  type EncodedBody,
  type VersionReader,
  versionKey,
} from '#exchange/outbound/outbound-ports.js';
import {
  bareNotice,
  type Outgoing,
  outgoingRecord,
  spokenNotice,
} from '#exchange/outbound/outgoing-record.js';
import { RecentCache } from '#exchange/outbound/recent-cache.js';
import { referencesOf } from '#exchange/outbound/references.js';
import type { Guid } from '#news/ids.js';
import type { NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';

/**
 * Writes a document and checks what it wrote. Throws where the record cannot be said in the format, and `InvalidOutput`
 * where what was written has faults.
 */
export type Encoder = (
  format: OutputFormat,
  records: readonly NewsRecord[],
  context: EncodeContext,
) => Encoded;

export interface ExchangeIdentity {
  /** Names this exchange in the items' hops, and as the sender in documents that have one. */
  name: string;
}

/** Why a delivery can never be sent, with a stable code. */
export interface Unsendable {
  /**
   * `invalid-output`: the document was written and has faults; `encoding-failed`: it could not be written;
   * `not-expressible`: the format has no word for such an item, which is no kill.
   */
  code:
    | 'delivery.encoding-failed'
    | 'delivery.invalid-output'
    | 'delivery.not-expressible'
    | 'delivery.version-missing';
  message: string;
}

export type Prepared = EncodedBody | Unsendable;

/** A body and the promise that it has been put by. */
interface Shared {
  body: EncodedBody;
  kept: Promise<void>;
}

interface Receiver {
  destination: Destination;
  conceptNames: ConceptNames;
}

type Claimed = ClaimedDelivery & Outgoing;

type Fresh = Parameters<BodyArchive['keep']>[0][number];

/** 32 MiB of bodies: a retry or a second destination of the same profile finds them here. */
const CACHE_BYTES = 32 * 1024 * 1024;
/** Versions whose bodies are found without reading their records again: some hundred bytes each. */
const CACHE_TRAITS = 10_000;

/** Encodes what claimed deliveries carry, each body once, and puts it by before anything is sent. */
export class PrepareBodies {
  private readonly cache = new RecentCache<Shared>(CACHE_BYTES);
  /** Of records that name no other item: for the others it must be asked each time what a receiver may know of. */
  private readonly traits = new RecentCache<ProfileTraits>(CACHE_TRAITS);

  constructor(
    private readonly versions: VersionReader,
    private readonly archive: BodyArchive,
    private readonly encode: Encoder,
    private readonly exchange: ExchangeIdentity,
    private readonly clock: Clock,
  ) {}

  /**
   * One answer for each delivery, in their order; a record that cannot be encoded costs only its own delivery. Throws
   * when the versions cannot be read or the bodies cannot be put by: then nothing may be sent.
   */
  async run(destination: Destination, deliveries: readonly ClaimedDelivery[]): Promise<Prepared[]> {
    const known = deliveries.map((delivery) => this.known(destination, delivery));
    const unread = deliveries.filter((_, i) => known[i] === undefined);
    const records = unread.length > 0 ? await this.versions.records(unread) : new Map<string, NewsRecord>();
    const references = new Map([...records].map(([key, record]) => [key, referencesOf(record)]));
    const refused = await this.refused(destination, [...references.values()].flat());
    const conceptNames = await this.versions.conceptNames();
    const fresh: Fresh[] = [];
    // Runs once all that is new has been gathered; a lane that finds a body in the cache waits for the same keeping.
    const kept = Promise.resolve().then(() => this.keep(fresh));
    const shared = deliveries.map((delivery, i) => {
      const key = versionKey(delivery.itemId, delivery.version);
      const one = known[i];
      if (one !== undefined) return one;
      const record = records.get(key);
      if (record === undefined) return missing(delivery);
      const named = references.get(key) ?? [];
      if (named.length === 0) this.traits.set(key, { pubStatus: record.pubStatus, signals: record.signals });
      const withoutItems = named.filter((guid) => refused.has(guid));
      return this.share({ destination, conceptNames }, { ...delivery, withoutItems }, record, fresh, kept);
    });
    await kept;
    const prepared: Prepared[] = [];
    for (const one of shared) {
      if ('body' in one) await one.kept;
      prepared.push('body' in one ? one.body : one);
    }
    return prepared;
  }

  /** Most records name no other item, and need no question. */
  private async refused({ id }: Destination, guids: readonly Guid[]): Promise<ReadonlySet<Guid>> {
    return guids.length === 0 ? new Set() : this.versions.refused(id, guids);
  }

  /** The body from the cache, without reading the record: only of one that names no other item. */
  private known(destination: Destination, delivery: ClaimedDelivery): Shared | undefined {
    const { itemId, version } = delivery;
    const traits = this.traits.get(versionKey(itemId, version));
    if (traits === undefined) return undefined;
    return this.cache.get(keyOf(itemId, version, formatProfile(destination, traits, delivery)));
  }

  private async keep(fresh: Fresh[]): Promise<void> {
    if (fresh.length === 0) return;
    try {
      await this.archive.keep(fresh);
    } catch (error) {
      for (const { itemId, version, profile } of fresh) this.cache.delete(keyOf(itemId, version, profile));
      throw error;
    }
  }

  private share(
    to: Receiver,
    delivery: Claimed,
    record: NewsRecord,
    fresh: Fresh[],
    kept: Promise<void>,
  ): Shared | Unsendable {
    const { itemId, version } = delivery;
    const profile = formatProfile(to.destination, record, delivery);
    const key = keyOf(itemId, version, profile);
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    try {
      const body = this.body(to, record, delivery);
      if ('code' in body) return body;
      // A feed is written when it is asked for. Encoding shows that the item can be said in it; nothing is sent.
      if (to.destination.transport === 'pull') return { body, kept: Promise.resolve() };
      fresh.push({ itemId, version, profile, ...body });
      const one: Shared = { body, kept };
      this.cache.set(key, one, body.bytes.length);
      return one;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = error instanceof InvalidOutput ? 'delivery.invalid-output' : 'delivery.encoding-failed';
      return { code, message };
    }
  }

  private body({ destination, conceptNames }: Receiver, record: NewsRecord, delivery: Claimed): Prepared {
    const { format, formatVersion: version, transport, outputProfile } = destination;
    const sentAt = this.clock.now().toISOString();
    const { name } = this.exchange;
    const outgoing = outgoingRecord(record, delivery, name, sentAt);
    // A page of a feed leaves such an item out, and that is all there is to say; a document without it says nothing.
    const says = (one: NewsRecord): boolean => transport === 'pull' || canSay(format, one, sentAt);
    const isNotice = delivery.kind === 'kill' || outgoing.pubStatus === 'withheld';
    if (!isNotice && !says(outgoing)) return notExpressible(format, outgoing);
    const profile = isNotice ? undefined : outputProfile;
    const encode = (one: NewsRecord): Encoded =>
      this.encode(format, [one], { sentAt, sender: name, version, conceptNames, profile });
    const { bytes, contentType } = isNotice ? encodedNotice(outgoing, says, encode) : encode(outgoing);
    return { sha256: hash('sha256', bytes, 'hex'), contentType, bytes };
  }
}

/**
 * Whatever is wrong with what an item says, its kill or hold must leave: then as a notice of nothing but the item's
 * identity, and in words where the format has no other way. A hold is told as a kill in a format that can say nothing but
 * that an item is gone: its release brings it back.
 */
function encodedNotice(
  outgoing: NewsRecord,
  says: (record: NewsRecord) => boolean,
  encode: (record: NewsRecord) => Encoded,
): Encoded {
  if (says(outgoing)) {
    try {
      return encode(outgoing);
    } catch {
      // The notice below leaves out whatever it was.
    }
  }
  const held = outgoing.pubStatus === 'withheld' ? [bareNotice(outgoing, 'withheld')] : [];
  const bare = [...held, bareNotice(outgoing, 'canceled')].find(says);
  return encode(bare ?? spokenNotice(outgoing));
}

const keyOf = (itemId: number, version: number, profile: string): string =>
  `${versionKey(itemId, version)}/${profile}`;

const missing = ({ itemId, version }: ClaimedDelivery): Unsendable => ({
  code: 'delivery.version-missing',
  message: `version ${version} of item ${itemId} is not in the ledger`,
});

const notExpressible = (format: OutputFormat, { kind, pubStatus, embargoed }: NewsRecord): Unsendable => {
  const what =
    pubStatus === 'usable' ? (embargoed === undefined ? kind : 'embargoed item') : `${pubStatus} item`;
  return { code: 'delivery.not-expressible', message: `${format} has no word for a ${what}` };
};
