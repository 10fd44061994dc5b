import { lookup } from '#news/lookup.js';

const words = (list: string): readonly string[] => list.split(' ');

/** Properties that only one of the three spellings of ninjs has, in their order of appearance: 1.x, 2.x, 3.x. */
const TELLING: Readonly<Record<'1.6' | '2.2' | '3.1', readonly string[]>> = {
  '1.6': words(
    'headline byline person organisation place subject event object infosource genre mimetype charcount wordcount ' +
      '$standard trustindicator body_text body_html body_xhtml description_text description_html description_xhtml',
  ),
  '2.2': words(
    'headlines bodies descriptions people organisations places subjects events objects infosources genres by ' +
      'trustindicators standard',
  ),
  '3.1': words(
    'versionCreated firstCreated contentCreated pubStatus embargoedUntil copyrightHolder copyrightNotice usageTerms ' +
      'edNote infoSources altIds trustIndicators rightsInfo digitalSourceType representationType plannedCoverage ' +
      'eventDetails',
  ),
};
/** Properties that 1.x and 2.x spell in small letters. */
const SMALL = words(
  'versioncreated firstcreated contentcreated pubstatus embargoed copyrightholder copyrightnotice usageterms ednote ' +
    'altids rightsinfo digitalsourcetype representationtype',
);
/** The same one level down. */
const NESTED_CAMEL =
  /"(?:contentType|sizeInBytes|wordCount|charCount|geoJSON|contactInfo|videoCodec|frameRate)":/;
const NESTED_SMALL = /"(?:contenttype|sizeinbytes|geojson|contactinfo)":/;

/** Versions that are checked by a later one, which only added to them. */
const SUCCESSORS: Readonly<Record<string, string>> = lookup({
  '1.1': '1.4',
  '1.2': '1.4',
  '1.3': '1.4',
  '1.5': '1.6',
  '2.1': '2.2',
});

/**
 * The version of ninjs an object is to be checked as: the one it states, unless its spelling is another's, else the last of the line whose spelling it
 * has (1.x `headline`, 2.x `headlines` and `versioncreated`, 3.x `versionCreated`); 3.1 where nothing tells.
 */
export function ninjsVersion(object: unknown): string {
  if (typeof object !== 'object' || object === null) return '3.1';
  const stated = statedVersion(object as Record<string, unknown>);
  if (stated === undefined) return speltVersion(object);
  // IPTC's own tests of 3.0 say that they are 2.2: nothing but 3.x has words in two cases.
  if (stated.startsWith('2.') && isCamel(object) && speltVersion(object) === '3.1') return '3.1';
  return SUCCESSORS[stated] ?? stated;
}

const isCamel = (object: object): boolean => {
  const keys = Object.keys(object);
  return keys.some((key) => TELLING['3.1'].includes(key)) && !keys.some((key) => SMALL.includes(key));
};

function speltVersion(object: object): string {
  const keys = new Set(Object.keys(object));
  const count = (names: readonly string[]): number => names.filter((name) => keys.has(name)).length;
  const json = JSON.stringify(object);
  const camel = count(TELLING['3.1']) + (NESTED_CAMEL.test(json) ? 1 : 0);
  const small = count(SMALL) + (NESTED_SMALL.test(json) ? 1 : 0);
  const byName = ['renditions', 'associations'].filter((name) => {
    const value = (object as Record<string, unknown>)[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  });
  const first = count(TELLING['1.6']) + byName.length;
  if (first > 0 && first >= count(TELLING['2.2']) && camel === 0) return '1.6';
  return small > camel ? '2.2' : '3.1';
}

function statedVersion(fields: Record<string, unknown>): string | undefined {
  const standard = fields['standard'] ?? fields['$standard'];
  if (typeof standard !== 'object' || standard === null) return undefined;
  const { version, schema } = standard as { version?: unknown; schema?: unknown };
  const inSchema = /_(\d\.\d)\.json/.exec(String(schema ?? ''))?.[1];
  return /^\d\.\d$/.test(String(version)) ? String(version) : inSchema;
}
