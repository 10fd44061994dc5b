import { G2_SCHEMA } from '../schema-check.js';
import { lostPlaces, lostTogether, type Search } from '../testing/lost-places.js';
import { itWithSchemas } from '../testing/schemas.js';
import { XmlSchema } from '../testing/xsd-places.js';

const DATED = '<itemMeta><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta>';

/** What says how the document is to be read or was written down, and no more: none of it is news. */
const SILENT: readonly RegExp[] = [
  /\/catalog(?:Ref)?\b/,
  /^\w+@guid$/,
  /@(?:id|dir|rank|seq|partid|standard|standardversion|conformance)$/,
  // Counts of a text that is carried, and how it is packed.
  /inline(?:XML|Data)@(?:wordcount|charcount|linecount|contenttype|encoding|encodinguri)$/,
  // The look of a line.
  /@class$/,
  // Units of what is not said, and the algorithm of a hash that is not there.
  /@(?:width|height|duration)unit(?:uri)?$/,
  /hash@hashtype(?:uri)?$/,
  // Names of codes that the record has as words.
  /(?:itemClass|pubStatus|language)\/name$/,
  // Every plan is composite.
  /^planningItem\/itemMeta\/itemClass@/,
  // The page of the item is one.
  /altRep@contenttype$/,
];

/** What the code beside it says too, and data in a type that nobody knows. */
const SAME: readonly RegExp[] = [
  /(?:codec|rendition|rel|role|mode)uri$/,
  /(?:signal|dataMining|pubStatus|itemClass)@(?:qcode|uri|literal)$/,
  /inlineData$/,
];

const searchIn = (root: string, schema: string): Search => ({
  root: new XmlSchema([schema]).element(root),
  depth: 4,
  attributes: 'guid="urn:x:1" xmlns="http://iptc.org/std/nar/2006-10-01/"',
  before: (path, i) => (i > 0 || path[1]?.name === 'itemMeta' ? '' : DATED),
  silent: SILENT,
});

describe('every element and attribute of NewsML-G2', () => {
  for (const root of ['newsItem', 'packageItem', 'planningItem']) {
    itWithSchemas(`of a ${root} is in the record or in a warning`, (schemas) => {
      expect(lostPlaces(searchIn(root, schemas[G2_SCHEMA]!))).toEqual([]);
    });

    itWithSchemas(`of a ${root} is so however much else its element says`, (schemas) => {
      const search = searchIn(root, schemas[G2_SCHEMA]!);
      expect(lostTogether({ ...search, silent: [...SILENT, ...SAME] })).toEqual([]);
    });
  }
});
