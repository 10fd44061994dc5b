import type { AgreementTerm } from '#exchange/inbound/judge-waiting.js';
import type { AgreementId } from '#news/ids.js';
import { type Queryable, rowsOf, type Statement } from './transaction.js';

const TERMS: Statement = {
  text: `
    SELECT coalesce(json_agg(json_build_object('id', id, 'version', version, 'validFrom', document ->> 'validFrom',
                                               'validUntil', document ->> 'validUntil') ORDER BY id), '[]') AS terms,
           EXISTS (SELECT FROM agreement WHERE NOT current) AS has_former,
           (SELECT stamp FROM judged_terms) AS judged
      FROM agreement WHERE current`,
};

/** The agreements that are in force, whether there ever were others, and the stamp of those by which all that waits was judged. */
export async function readTerms(
  on: Queryable,
): Promise<{ terms: AgreementTerm[]; hasFormer: boolean; judged?: string }> {
  const [row] = await rowsOf<TermsRow>(on, TERMS);
  const { terms, has_former: hasFormer, judged } = row!;
  return {
    terms: terms.map(({ validUntil, ...term }) => ({
      ...term,
      ...(validUntil === null ? {} : { validUntil }),
    })),
    hasFormer,
    ...(judged === null ? {} : { judged }),
  };
}

interface TermsRow {
  terms: { id: AgreementId; version: number; validFrom: string; validUntil: string | null }[];
  has_former: boolean;
  judged: string | null;
}
