import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asQcode } from '#news/ids.js';
import { IPTC_DIR } from '../testing/schemas.js';
import { keepOwn, readSkos, UnreadableVocabulary } from './read-skos.js';

const uri = 'http://cv.iptc.org/newscodes/mediatopic/';

const iptc = JSON.stringify({
  uri,
  type: 'http://www.w3.org/2004/02/skos/core#ConceptScheme',
  prefSchemeAlias: 'medtop',
  prefLabel: { 'en-GB': 'Media Topic' },
  conceptSet: [
    {
      uri: `${uri}15000000`,
      qcode: 'medtop:15000000',
      type: ['http://www.w3.org/2004/02/skos/core#Concept'],
      prefLabel: { 'en-GB': 'sport', de: 'Sport', se: 'Sport' },
      exactMatch: ['http://cv.iptc.org/newscodes/subjectcode/15000000'],
    },
    {
      uri: `${uri}20000822`,
      type: ['http://www.w3.org/2004/02/skos/core#Concept'],
      prefLabel: { 'en-GB': 'competition discipline' },
      broader: [`${uri}15000000`],
      retired: '2020-01-01T00:00:00+00:00',
    },
    { uri: 'http://example.org/1', type: ['http://www.w3.org/2004/02/skos/core#Concept'] },
    { uri: `${uri}2`, type: ['http://www.w3.org/2004/02/skos/core#Concept'], broader: ['medtop:3'] },
  ],
});

const jsonLd = JSON.stringify({
  '@context': { skos: 'http://www.w3.org/2004/02/skos/core#' },
  '@graph': [
    {
      '@id': uri,
      '@type': 'skos:ConceptScheme',
      'skos:prefLabel': { '@language': 'en', '@value': 'Media Topic' },
    },
    {
      '@id': 'https://cv.iptc.org/newscodes/mediatopic/15000000',
      '@type': ['skos:Concept'],
      'skos:prefLabel': [
        { '@language': 'en-GB', '@value': 'sport' },
        { '@language': 'de', '@value': 'Sport' },
      ],
      'skos:exactMatch': { '@id': 'http://cv.iptc.org/newscodes/subjectcode/15000000' },
    },
    { '@id': `${uri}20000822`, '@type': 'skos:Concept', 'skos:broader': [{ '@id': `${uri}15000000` }] },
  ],
});

describe('readSkos', () => {
  it('reads what IPTC publishes, and reports what does not fit', () => {
    expect(readSkos(iptc, ['en'])).toEqual({
      vocabulary: {
        name: 'Media Topic',
        scheme: { alias: 'medtop', uri },
        concepts: {
          '15000000': { names: { en: 'sport' }, exactMatch: ['subj:15000000'] },
          '20000822': { names: { en: 'competition discipline' }, broader: ['15000000'], retired: true },
          '2': {},
        },
        categories: [],
      },
      warnings: [
        { code: 'concept-of-another-scheme', at: 'http://example.org/1', detail: `not in ${uri}` },
        { code: 'broader-missing', at: '2', detail: '3' },
      ],
    });
  });

  it('takes every language, by its own code, where none is asked for', () => {
    expect(readSkos(iptc).vocabulary.concepts['15000000']?.names).toEqual({
      en: 'sport',
      de: 'Sport',
      sv: 'Sport',
    });
  });

  it('reads JSON-LD', () => {
    expect(readSkos(jsonLd, ['de']).vocabulary).toEqual({
      name: 'Media Topic',
      scheme: { alias: 'medtop', uri },
      concepts: {
        '15000000': { names: { de: 'Sport' }, exactMatch: ['subj:15000000'] },
        '20000822': { broader: ['15000000'] },
      },
      categories: [],
    });
  });

  it.each(['', '[]', '{}', '7', '{"conceptSet":[{"type":"Concept"}]}'])('refuses %j', (text) => {
    expect(() => readSkos(text)).toThrow(UnreadableVocabulary);
  });

  const published = join(IPTC_DIR, 'mediatopics-2019.json');
  const itPublished = existsSync(published) ? it : it.skip;
  itPublished(`reads all of IPTC's release of 2019 (skipped where ${published} is absent)`, () => {
    const { vocabulary, warnings } = readSkos(readFileSync(published, 'utf8'));
    expect(Object.keys(vocabulary.concepts)).toHaveLength(1286);
    expect(warnings).toEqual([]);
    expect(vocabulary.concepts['04000000']).toMatchObject({ exactMatch: ['subj:04000000'] });
    expect(vocabulary.concepts['20000065']).toMatchObject({ broader: ['16000000'] });
  });
});

describe('keepOwn', () => {
  it('keeps names, matches and concepts that the import lacks; the import wins where both speak', () => {
    const imported = { id: 'medtop', ...readSkos(iptc, ['en']).vocabulary };
    const own = {
      ...imported,
      name: 'Ours',
      concepts: {
        '15000000': {
          names: { en: 'games', az: 'idman' },
          closeMatch: [asQcode('dpa:sp'), asQcode('subj:15000000')],
        },
        '99': { names: { az: 'köhnə' } },
      },
    };
    expect(keepOwn(imported, own)).toMatchObject({
      name: 'Ours',
      concepts: {
        '15000000': {
          names: { en: 'sport', az: 'idman' },
          exactMatch: ['subj:15000000'],
          closeMatch: ['dpa:sp'],
        },
        '99': { names: { az: 'köhnə' } },
        '20000822': { broader: ['15000000'] },
      },
    });
  });
});
