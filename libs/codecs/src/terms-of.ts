import type { NewsRecord } from '#news/record.js';

/**
 * The usage terms as written, and with them each restriction that was read from another text which the format does not
 * carry: what an item forbids must never be lost on the way.
 *
 * @param carried the other texts that go with the item, beside its notice and description
 */
export function termsOf(
  record: NewsRecord,
  carried: readonly (string | undefined)[] = [],
): readonly string[] {
  const { usageTerms = [], notice, restrictions } = record.rights ?? {};
  if (restrictions === undefined) return usageTerms;
  const texts = [...usageTerms, notice, record.description, ...carried];
  const terms = [...usageTerms];
  for (const { source } of restrictions) {
    if (texts.some((text) => text?.includes(source))) continue;
    texts.push(source);
    terms.push(source);
  }
  return terms;
}

/** The captions of a record's files, for the formats that carry them. */
export const captionsOf = ({ renditions = [] }: NewsRecord): (string | undefined)[] =>
  renditions.map(({ description }) => description);
