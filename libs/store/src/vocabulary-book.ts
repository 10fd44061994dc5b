import type pg from 'pg';
import { type ConceptTree, conceptTree } from '#news/concept-tree.js';
import type { VocabSettings } from '#settings/schema/vocab-schema.js';
import { retrying, rowsOf } from './transaction.js';

export interface Vocabularies {
  list: readonly VocabSettings[];
  tree: ConceptTree;
}

/** An SQL expression: another text as soon as any vocabulary is another. */
export const VOCABULARY_STAMP = `(SELECT md5(string_agg(id || updated_at, ',' ORDER BY id)) FROM vocabulary)`;

/** The vocabularies, which are large and change by the month: kept in memory for as long as their stamp is the same. */
export class VocabularyBook {
  #kept: { stamp: string | null; vocabularies: Promise<Vocabularies> } | undefined;

  constructor(private readonly pool: pg.Pool) {}

  /** @param stamp `VOCABULARY_STAMP` of the moment, which comes along with what is read anyway; null = there are none */
  at(stamp: string | null): Promise<Vocabularies> {
    if (this.#kept?.stamp === stamp) return this.#kept.vocabularies;
    const vocabularies = this.read();
    const kept = { stamp, vocabularies };
    this.#kept = kept;
    vocabularies.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return vocabularies;
  }

  private async read(): Promise<Vocabularies> {
    const rows = await retrying(() =>
      rowsOf<{ settings: VocabSettings }>(this.pool, { text: 'SELECT settings FROM vocabulary ORDER BY id' }),
    );
    const list = rows.map(({ settings }) => settings);
    return { list, tree: conceptTree(list) };
  }
}
