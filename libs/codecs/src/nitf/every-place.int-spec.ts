import { NITF_RUBY_SCHEMA, NITF_SCHEMA, type SchemaTexts } from '../schema-check.js';
import { lostPlaces, lostTogether, type Search } from '../testing/lost-places.js';
import { itWithSchemas } from '../testing/schemas.js';
import { XmlSchema } from '../testing/xsd-places.js';

/** What says how the document is made, set and counted, and no more: none of it is news. */
const SILENT: readonly RegExp[] = [
  /@(?:id|idref|class|style|dir|align|valign|char|charoff|cellspacing|cellpadding|border|frame|rules|cols)$/,
  /@(?:width|height|span|tabletype|nowrap|noflow|imagemap|lede|summary|optional-text|rel|rev|noteclass|media-type)$/,
  /@(?:decimal-ch|thousands-ch|units|level-number)$|^nitf@|iim@ver$|(?:note|pubdata)@type$/,
  // Names of what has no content.
  /meta@(?:http-equiv|name)$|ds@num$/,
  // Identifiers, of which the guids of the item and its links are made.
  /docdata@management-|doc-id@|correction@(?:id-string|regsrc)$/,
  // The date as a number, of a line that has it in words.
  /story\.date@norm$/,
  // Whose numbers of subjects they are, where there is none.
  /tobject\.subject\.ipr$|tobject@tobject\.type$/,
  // A file's own bytes, whose encoding is named.
  /media-object$/,
];

const searchIn = (schemas: SchemaTexts): Search => ({
  root: new XmlSchema([schemas[NITF_SCHEMA]!, schemas[NITF_RUBY_SCHEMA]!]).element('nitf'),
  depth: 5,
  attributes: '',
  before: (path, i) => {
    if (i > 0) return '';
    return path[1]?.name === 'body'
      ? '<head><title>Sərgi</title></head>'
      : '<body><body.head><hedline><hl1>Sərgi</hl1></hedline></body.head></body>';
  },
  silent: SILENT,
});

describe('every element and attribute of NITF', () => {
  itWithSchemas('is in the record or in a warning', (schemas) => {
    expect(lostPlaces(searchIn(schemas))).toEqual([]);
  });

  itWithSchemas('is so however much else its element says', (schemas) => {
    expect(lostTogether(searchIn(schemas))).toEqual([]);
  });
});
