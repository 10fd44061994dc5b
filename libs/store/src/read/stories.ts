import type pg from 'pg';
import { storySimilarity } from '#codecs/story/same-story.js';
import type { Instant, PubStatus } from '#news/record.js';
import { toInstant, toInstantOrNothing } from '../instant.js';
import { type SignatureColumns, signatureOf } from '../story-index.js';
import { rowsOf } from '../transaction.js';

/** Another item that tells the same story. */
export interface SameStoryRead {
  itemId: number;
  partnerId: string;
  guid: string;
  version: number;
  /** Killed and withheld items stay listed, and say so. */
  pubStatus: PubStatus;
  language?: string;
  headline?: string;
  versionCreated?: Instant;
  updatedAt: Instant;
  /** 0 to 1, with two decimals, between the versions signed last. */
  similarity: number;
}

export interface StoryRead {
  /** Absent for an item that nobody else tells of, or that was not looked at yet. Two stories that prove to be one keep the lower number. */
  storyId?: number;
  /** The likest first. */
  items: SameStoryRead[];
}

/** More than anybody reads. */
const MOST = 100;

export class StoryReads {
  constructor(private readonly pool: pg.Pool) {}

  /** The other items of an item's story, the hundred newest. */
  async of(itemId: number): Promise<StoryRead> {
    const rows = await rowsOf<MemberRow>(
      this.pool,
      {
        text: `
          SELECT s.story_id, s.language AS signed_language, s.headline AS folded, s.figures, s.words, s.min_hash,
                 i.id, i.partner_id, i.guid, i.version, i.pub_status, i.language, i.headline, i.version_created,
                 i.updated_at
            FROM item_signature mine
            JOIN item_signature s ON s.story_id = mine.story_id
            JOIN item i ON i.id = s.item_id
           WHERE mine.item_id = $1
           ORDER BY s.item_id = $1 DESC, s.item_id DESC LIMIT ${MOST + 1}`,
      },
      [itemId],
    );
    const [self, ...others] = rows;
    if (!self || others.length === 0) return { items: [] };
    const signature = signedOf(self);
    const items = others.map((row) => sameStoryRead(row, storySimilarity(signature, signedOf(row))));
    return { storyId: self.story_id, items: items.sort((a, b) => b.similarity - a.similarity) };
  }
}

interface MemberRow extends Omit<SignatureColumns, 'headline'> {
  story_id: number;
  signed_language: string | null;
  folded: string;
  id: number;
  partner_id: string;
  guid: string;
  version: number;
  pub_status: PubStatus;
  headline: string | null;
  version_created: Date | null;
  updated_at: Date;
}

const signedOf = (row: MemberRow) =>
  signatureOf({ ...row, headline: row.folded, language: row.signed_language });

const sameStoryRead = (row: MemberRow, similarity: number): SameStoryRead => ({
  itemId: row.id,
  partnerId: row.partner_id,
  guid: row.guid,
  version: row.version,
  pubStatus: row.pub_status,
  language: row.language ?? undefined,
  headline: row.headline ?? undefined,
  versionCreated: toInstantOrNothing(row.version_created),
  updatedAt: toInstant(row.updated_at),
  similarity: Math.round(similarity * 100) / 100,
});
