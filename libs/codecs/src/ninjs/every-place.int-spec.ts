import { ninjsSchema } from '../schema-check.js';
import { lostJsonPlaces } from '../testing/json-places.js';
import { itWithSchemas } from '../testing/schemas.js';

/** What says by which rules an object is written, counts, or is said of an object that stands for another. */
const SILENT: readonly RegExp[] = [
  /(?:^|\/)\$?standard\//,
  /(?:char|word)count$/i,
  /^associations(?:\/x)?\/(?:type|profile|representationtype|mimetype)$/i,
];

/** What identifies an object, by the path to it; `1.x` has objects of renditions and associations, later versions lists. */
function identity(path: string, version: string): object {
  const isFirst = version.startsWith('1.');
  if (path === '') return { uri: 'urn:x:1', headline: 'Sərgi' };
  if (/(?:\/|^)renditions$/.test(path))
    return isFirst ? {} : { name: 'main', href: 'https://example.org/a.jpg' };
  if (/renditions\/x$/.test(path)) return { href: 'https://example.org/a.jpg' };
  if (isFirst ? /associations\/x$/.test(path) : /associations$/.test(path))
    return { uri: 'urn:x:2', type: 'picture', name: 'n' };
  if (/associations$|altids$|rightsinfo|standard/i.test(path)) return {};
  return { name: 'N', rel: 'r' };
}

describe('every property of ninjs', () => {
  for (const version of ['1.0', '1.4', '1.6', '2.0', '2.2', '3.0', '3.1']) {
    itWithSchemas(`${version} is in the record or in a warning`, (schemas) => {
      const schema = JSON.parse(schemas[ninjsSchema(version)]!);
      expect(lostJsonPlaces(schema, 8, (path) => identity(path, version), SILENT)).toEqual([]);
    });
  }
});
