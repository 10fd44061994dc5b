import type { Restriction, Rights } from '#news/record.js';
import { value } from '../newsml-g2/nar.js';
import { territoryOf } from '../rights/territories.js';
import { type RightsTexts, readRights } from '../rights.js';
import type { XmlElement } from '../xml/xml-node.js';

export interface StatedRights {
  holder?: string;
  notices: string[];
  usageTerms: string[];
}

/** What `doc.rights` says beside its owner, and how a term of use names it. */
const TERMS: readonly (readonly [attribute: string, label: string])[] = [
  ['limitations', ''],
  ['type', ''],
  ['agent', 'agent: '],
  ['geography', 'geography: '],
  ['location-code', 'location: '],
  ['startdate', 'from '],
  ['enddate', 'until '],
];

/** The rights in the header of a document: `doc.copyright` and `doc.rights` (NITF 3.6). */
export function readRightsOf(copyrights: readonly XmlElement[], rights: readonly XmlElement[]): StatedRights {
  const holders = [
    ...copyrights.map((one) => value(one, 'holder')),
    ...rights.map((one) => value(one, 'owner')),
  ].filter((holder) => holder !== undefined);
  const notices = copyrights.flatMap((one) => {
    const year = value(one, 'year');
    const words = ['©', year, value(one, 'holder')].filter((word) => word !== undefined);
    return year === undefined ? [] : [words.join(' ')];
  });
  const usageTerms = rights.flatMap((one) =>
    TERMS.map(([attribute, label]) => [label, value(one, attribute)] as const)
      .filter(([, text]) => text !== undefined)
      .map(([label, text]) => label + text),
  );
  return { notices, usageTerms, ...(holders[0] === undefined ? {} : { holder: holders[0] }) };
}

/** The rights of an item; those that hold in named countries alone are a restriction to these. */
export function withTerritories(texts: RightsTexts): Rights | undefined {
  const rights = readRights(texts);
  const restrictions = (texts.usageTerms ?? []).flatMap((source): Restriction[] => {
    const named = /^geography: (.+)$/.exec(source)?.[1];
    if (named === undefined) return [];
    const codes = named.split(/\s*[,;/]\s*/).map((name) => territoryOf(name));
    if (codes.includes(undefined)) {
      // `Japan out` and the like: the label hides the clause.
      const said = readRights({ usageTerms: [named] })?.restrictions ?? [];
      return said.map((one) => ({ ...one, source }));
    }
    return [{ type: 'territory', value: `only ${[...new Set(codes)].join(' ')}`, source }];
  });
  const known = rights?.restrictions ?? [];
  const added = restrictions.filter(
    (one) => !known.some(({ type, value: limit }) => type === one.type && limit === one.value),
  );
  return added.length === 0 ? rights : { ...rights, restrictions: [...known, ...added] };
}
