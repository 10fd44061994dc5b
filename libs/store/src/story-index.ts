import { setImmediate as otherWork } from 'node:timers/promises';
import type pg from 'pg';
import { isRevision } from '#codecs/story/same-story.js';
import { type StorySignature, storyKeys, storySignature } from '#codecs/story/story-signature.js';
import type { StoryIndex, StoryMember, StoryMerge, StoryPair } from '#exchange/inbound/cluster-stories.js';
import type { NewsRecord } from '#news/record.js';
import { storable } from './storable.js';
import {
  ANY_WAITING,
  DROP_KEYS,
  FIND_PAIRS,
  LOCK_STORIES,
  MERGE_STORIES,
  READ_MEMBERS,
  READ_UNSIGNED,
  TAKE_WAITING,
  WRITE_KEYS,
  WRITE_SIGNATURES,
} from './story.sql.js';
import { inTransaction, type Queryable, rowsOf } from './transaction.js';

/** Story clusters in PostgreSQL: signatures in a row for each item, and the keys by which they find each other in an index. */
export class SqlStoryIndex implements StoryIndex {
  constructor(private readonly pool: pg.Pool) {}

  async sign(limit: number, merge: (pairs: StoryPair[]) => StoryMerge[]): Promise<number> {
    if ((await rowsOf(this.pool, ANY_WAITING)).length === 0) return 0;
    return inTransaction(this.pool, async (client) => {
      await rowsOf(client, LOCK_STORIES);
      const taken = await rowsOf<{ item_id: number }>(client, TAKE_WAITING, [limit]);
      const ids = taken.map((row) => row.item_id);
      const unsigned = await rowsOf<UnsignedRow>(client, READ_UNSIGNED, [ids]);
      const signed: Signed[] = [];
      for (const row of unsigned) {
        const signature = storySignature(row.record);
        if (signature) signed.push({ ...row, signature, keys: storyKeys(signature) });
        // Together they would take long enough for what is being delivered to wait.
        await otherWork();
      }
      if (signed.length > 0) {
        await write(client, signed);
        const merges = merge(await pairsOf(client, signed));
        const columns = [merges.map(({ from }) => from), merges.map(({ into }) => into)];
        if (merges.length > 0) await rowsOf(client, MERGE_STORIES, columns);
      }
      return taken.length;
    });
  }
}

async function write(client: Queryable, signed: readonly Signed[]): Promise<void> {
  const ids = signed.map((one) => one.item_id);
  const before = await membersOf(client, ids);
  /** The story it stays in; null for a new one. */
  const storyOf = ({ item_id, signature }: Signed): number | null => {
    const old = before.get(item_id);
    return old && isRevision(old, signature) ? old.storyId : null;
  };
  await rowsOf(client, DROP_KEYS, [[...before.keys()]]);
  await rowsOf(client, WRITE_SIGNATURES, [
    ids,
    signed.map((one) => one.version),
    signed.map((one) => one.partner_id),
    signed.map((one) => one.at),
    signed.map(storyOf),
    signed.map(({ signature }) => signature.language ?? null),
    signed.map(({ signature }) => storable(signature.headline)),
    signed.map(({ signature }) => storable(signature.figures.join(' '))),
    signed.map(({ signature }) => signature.words),
    signed.map(({ signature }) => signature.minHash && bytesOf(signature.minHash)),
    signed.map(({ keys }) => `{${keys.join()}}`),
  ]);
  await rowsOf(client, WRITE_KEYS, keyColumns(signed));
}

async function pairsOf(client: Queryable, signed: readonly Signed[]): Promise<StoryPair[]> {
  const pairs = await rowsOf<{ item_id: number; other_id: number }>(client, FIND_PAIRS, keyColumns(signed));
  const members = await membersOf(client, [
    ...new Set(pairs.flatMap((pair) => [pair.item_id, pair.other_id])),
  ]);
  return pairs.flatMap(({ item_id, other_id }) => {
    const [item, other] = [members.get(item_id), members.get(other_id)];
    return item && other ? [{ item, other }] : [];
  });
}

const keyColumns = (signed: readonly Signed[]): [number[], number[]] => [
  signed.flatMap(({ item_id, keys }) => keys.map(() => item_id)),
  signed.flatMap(({ keys }) => keys),
];

async function membersOf(client: Queryable, ids: number[]): Promise<Map<number, StoryMember>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<SignatureRow>(client, READ_MEMBERS, [ids]);
  return new Map(
    rows.map((row) => [
      row.item_id,
      {
        itemId: row.item_id,
        storyId: row.story_id,
        partnerId: row.partner_id,
        at: row.at.getTime(),
        ...signatureOf(row),
      },
    ]),
  );
}

interface UnsignedRow {
  item_id: number;
  version: number;
  partner_id: string;
  at: Date;
  record: NewsRecord;
}

interface Signed extends UnsignedRow {
  signature: StorySignature;
  keys: number[];
}

interface SignatureRow extends SignatureColumns {
  item_id: number;
  story_id: number;
  partner_id: string;
  at: Date;
}

/** What of a row of item_signature is the signature. */
export interface SignatureColumns {
  language: string | null;
  headline: string;
  figures: string;
  words: number;
  min_hash: Buffer | null;
}

export const signatureOf = (row: SignatureColumns): StorySignature => ({
  headline: row.headline,
  figures: row.figures === '' ? [] : row.figures.split(' '),
  words: row.words,
  ...(row.language === null ? {} : { language: row.language }),
  ...(row.min_hash === null ? {} : { minHash: numbersOf(row.min_hash) }),
});

function bytesOf(numbers: Uint32Array): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, i) => {
    bytes.writeUInt32LE(number, i * 4);
  });
  return bytes;
}

const numbersOf = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));
