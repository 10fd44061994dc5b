import type { Concept } from '#news/record.js';
import { element, type XmlFragment } from '../xml/write-xml.js';
import type { SchemeCatalog } from './scheme-catalog.js';

/** For G2's normalised strings, which allow no line breaks and tabs (2.35 XSD, g2normalizedString). */
export const line = (text: string): string =>
  /[\t\n\r]/.test(text) ? text.replace(/[\t\n\r]+/g, ' ') : text;

/** A language as xs:language has it; one that is not is left out, for the item would be invalid. */
export const languageTag = (tag: string | undefined): string | undefined =>
  tag !== undefined && /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;

/** An XML id as close as can be to the one given, and used nowhere else in the document. */
export function xmlId(id: string, ids: Set<string>): string {
  const name = /^[\p{L}_]/u.test(id) ? id : `_${id}`;
  const legal = name.replace(/[^\p{L}\p{N}_.-]/gu, '_');
  let unique = legal;
  for (let n = 2; ids.has(unique); n++) unique = `${legal}.${n}`;
  ids.add(unique);
  return unique;
}

/** A subject, genre or place, with its scheme declared. */
export function conceptElement(
  tag: string,
  concept: Concept,
  catalog: SchemeCatalog,
  type?: string,
): XmlFragment {
  const { name, qcode, uri, scheme, confidence } = concept;
  const declared = qcode !== undefined && catalog.declares(qcode, scheme);
  const implied =
    declared && scheme !== undefined && `${scheme}${qcode.slice(qcode.indexOf(':') + 1)}` === uri;
  return element(
    tag,
    {
      type,
      qcode: declared ? qcode : undefined,
      uri: implied ? undefined : uri,
      literal: declared || uri !== undefined || qcode === undefined ? undefined : line(qcode),
      confidence: confidence === undefined ? undefined : Math.round(confidence * 100),
    },
    name && element('name', {}, line(name)),
  );
}
