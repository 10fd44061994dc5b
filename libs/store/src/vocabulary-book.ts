import type pg from 'pg';
import { type ConceptTree, conceptTree } from '#news/concept-tree.js';
import { type ConceptNames, conceptNames } from '#news/vocabulary.js';
import type { VocabSettings } from '#settings/schema/vocab-schema.js';
import { retrying, rowsOf } from './transaction.js';

export interface Vocabularies {
  list: readonly VocabSettings[];
  tree: ConceptTree;
}

/** An SQL expression: another text as soon as any vocabulary is another. */
export const VOCABULARY_STAMP = `(SELECT md5(string_agg(id || updated_at, ',' ORDER BY id)) FROM vocabulary)`;

const NAMES_FOR_MS = 10_000;

/** The vocabularies, which are large and change by the month: kept in memory for as long as their stamp is the same. */
export class VocabularyBook {
  #names: { askedAt: number; names: Promise<ConceptNames> } | undefined;
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

  /** What concepts are called now, at most ten seconds ago. */
  async names(): Promise<ConceptNames> {
    if (this.#names && Date.now() - this.#names.askedAt < NAMES_FOR_MS) return this.#names.names;
    const names = this.readNames();
    const asked = { askedAt: Date.now(), names };
    this.#names = asked;
    names.catch(() => {
      if (this.#names === asked) this.#names = undefined;
    });
    return names;
  }

  private async readNames(): Promise<ConceptNames> {
    const [row] = await retrying(() =>
      rowsOf<{ stamp: string | null }>(this.pool, { text: `SELECT ${VOCABULARY_STAMP} AS stamp` }),
    );
    return conceptNames((await this.at(row?.stamp ?? null)).list);
  }

  private async read(): Promise<Vocabularies> {
    const rows = await retrying(() =>
      rowsOf<{ settings: VocabSettings }>(this.pool, { text: 'SELECT settings FROM vocabulary ORDER BY id' }),
    );
    const list = rows.map(({ settings }) => settings);
    return { list, tree: conceptTree(list) };
  }
}
