import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DtdSchema } from '../testing/dtd-schema.js';
import { lostPlaces } from '../testing/lost-places.js';
import { IPTC_DIR } from '../testing/schemas.js';

const DTD = join(IPTC_DIR, 'NewsMLv1.2.dtd');

/** What says how the document is sent, found in itself or to be read, and no more: none of it is news. */
const SILENT: readonly RegExp[] = [
  /^NewsML(?:@|\/(?:Catalog|TopicSet|NewsEnvelope)\b)/,
  /@(?:Duid|Euid|DuidRef|xmlns|Vocabulary|Scheme|Topic|TranslationOf|AllowedValues|AllowedScheme|Essential|EquivalentsList|Rank)$/,
  /@xml:lang$|\/(?:Catalog|TopicSet|BasisForChoice)\b/,
  // Parts of an identifier, of which the guids of the item and its links are made.
  /NewsIdentifier\/|@NewsItem$/,
  // How content is written, where there is none.
  /\/(?:Format|MimeType|Notation|Encoding|Role|Label\/LabelType)@/,
  // Of changes to a revision that is not there it is told that there are some.
  /\/Update\//,
];

const PARTS: Readonly<Record<string, string>> = {
  Identification:
    '<Identification><NewsIdentifier><ProviderId>p</ProviderId><DateId>20250101</DateId><NewsItemId>1</NewsItemId>' +
    '<RevisionId>1</RevisionId><PublicIdentifier>urn:newsml:p:20250101:1:1</PublicIdentifier></NewsIdentifier></Identification>',
  NewsManagement:
    '<NewsManagement><NewsItemType FormalName="News"/><Status FormalName="Usable"/></NewsManagement>',
  NewsComponent: '<NewsComponent><NewsLines><HeadLine>Sərgi</HeadLine></NewsLines></NewsComponent>',
};

describe('every element and attribute of NewsML 1.2', () => {
  const test = existsSync(DTD) ? it : it.skip;
  test(`is in the record or in a warning${existsSync(DTD) ? '' : ` (skipped: no ${DTD})`}`, () => {
    const lost = lostPlaces({
      root: new DtdSchema(readFileSync(DTD, 'utf8')).element('NewsML'),
      depth: 5,
      attributes: '',
      before: (path, i) => {
        const inside = path[i + 1]?.name;
        if (path[i]!.name === 'NewsItem')
          return Object.entries(PARTS)
            .filter(([name]) => name !== inside)
            .map(([, xml]) => xml)
            .join('');
        const isComponent = path[i]!.name === 'NewsComponent' && inside !== 'NewsLines';
        return isComponent ? '<NewsLines><HeadLine>Sərgi</HeadLine></NewsLines>' : '';
      },
      silent: SILENT,
    });
    expect(lost).toEqual([]);
  });
});
