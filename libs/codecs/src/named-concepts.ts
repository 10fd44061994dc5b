import type { Concept, NewsRecord } from '#news/record.js';
import type { ConceptNames } from '#news/vocabulary.js';
import type { OutputFormat } from './codec.js';
import { mainLanguage } from './language/language-tag.js';

/**
 * The record with a name for each concept that has a code alone, as a receiver would have to look it up. A provider's
 * own names stay. NewsML-G2 says that its names are in the item's language, so it gets no other.
 */
export function withConceptNames<Record extends NewsRecord>(
  record: Record,
  names: ConceptNames,
  format: OutputFormat,
): Record {
  const named = (concepts: Concept[] | undefined): Concept[] | undefined => {
    if (!concepts?.some(isNameless)) return concepts;
    return concepts.map((concept) => {
      const found = isNameless(concept) ? names(concept.qcode!, record.language) : undefined;
      if (!found || (format === 'newsml-g2' && !isOf(record, found.language))) return concept;
      return { ...concept, name: found.name };
    });
  };
  const subjects = named(record.subjects);
  const genres = named(record.genres);
  const places = named(record.places);
  if (subjects === record.subjects && genres === record.genres && places === record.places) return record;
  return { ...record, ...(subjects && { subjects }), ...(genres && { genres }), ...(places && { places }) };
}

const isNameless = ({ name, qcode }: Concept): boolean => name === undefined && qcode !== undefined;

const isOf = ({ language = 'en' }: NewsRecord, tag: string): boolean =>
  mainLanguage(language) === mainLanguage(tag);
