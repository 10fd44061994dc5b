import { decodeDocument } from '../decode.js';
import { G2_SCHEMA } from '../schema-check.js';
import {
  documentWith,
  elementOfAll,
  isMarked,
  MARK,
  nameOf,
  type Place,
  pathsIn,
  placesIn,
} from '../testing/places.js';
import { itWithSchemas } from '../testing/schemas.js';
import { XmlSchema } from '../testing/xsd-places.js';

const ROOT = 'guid="urn:x:1" xmlns="http://iptc.org/std/nar/2006-10-01/"';
const DATED = '<itemMeta><versionCreated>2025-01-01T00:00:00Z</versionCreated></itemMeta>';

/** What says how the document is to be read or was written down, and no more: none of it is news. */
const SILENT: readonly RegExp[] = [
  /\/catalog(?:Ref)?\b/,
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
const IS_SAME =
  /(?:(?:codec|rendition|rel|role|mode)uri|(?:signal|dataMining|pubStatus|itemClass)@(?:qcode|uri|literal)|inlineData)$/;

const isSilent = (name: string): boolean => SILENT.some((pattern) => pattern.test(name));

/** All that is read and reported of a document, with letters in addresses as they were. */
function said(xml: string): string {
  const { records, warnings } = decodeDocument(Buffer.from(xml));
  const without = records.map(({ fingerprint: _, ...record }) => record);
  return JSON.stringify([without, warnings]).replaceAll('%C3%B6', 'ö');
}

function isLost(place: Place): boolean {
  const before = place.path[1]?.name === 'itemMeta' ? '' : DATED;
  const root =
    place.path.length === 1 && place.attribute === 'guid' ? ROOT.replace(/guid="[^"]*"/, '') : ROOT;
  const read = said(documentWith(place, true, root, before));
  return isMarked(place.kind)
    ? !read.includes(MARK)
    : read === said(documentWith(place, false, root, before));
}

describe('every element and attribute of NewsML-G2', () => {
  for (const root of ['newsItem', 'packageItem', 'planningItem']) {
    itWithSchemas(`of a ${root} is in the record or in a warning`, (schemas) => {
      const schema = new XmlSchema([schemas[G2_SCHEMA]!]);
      const lost = [];
      for (const place of placesIn([schema.element(root)], 4)) {
        const name = nameOf(place);
        if (!isSilent(name) && isLost(place)) lost.push(name);
      }
      expect(lost).toEqual([]);
    });

    itWithSchemas(`of a ${root} is so however much else its element says`, (schemas) => {
      const schema = new XmlSchema([schemas[G2_SCHEMA]!]);
      const lost = [];
      for (const path of pathsIn([schema.element(root)], 4)) {
        const { xml, words } = elementOfAll(path);
        const before = path[1]!.name === 'itemMeta' ? '' : DATED;
        const read = said(xml.replace(`<${root}>`, `<${root} ${ROOT}>${before}`));
        for (const [word, name] of words)
          if (!isSilent(name) && !IS_SAME.test(name) && !read.includes(word)) lost.push(name);
      }
      expect(lost).toEqual([]);
    });
  }
});
