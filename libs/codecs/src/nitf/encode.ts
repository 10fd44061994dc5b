import type { NewsItem, NewsRecord } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import type { Encode, EncodeContext } from '../codec.js';
import { providerName } from '../feed-entry.js';
import { NS } from '../xml/namespaces.js';
import { element, type XmlFragment, xmlDocument } from '../xml/write-xml.js';
import { NitfBody } from './encode-body.js';
import { basicDate, docdata, tobject } from './encode-docdata.js';

export const NITF_TYPE = 'application/nitf+xml; charset=utf-8';

/** What stands around several documents: NITF has nothing for it. */
const NITF_SET = 'urn:x-korpu:nitf-set';

/**
 * Writes NITF 3.6 (IPTC), valid by its XSD: one document for one record, else an element of our own around a document
 * for each. Packages and plans become texts that list what they hold.
 *
 * @throws RangeError where a body is not well-formed XML
 */
export const encodeNitf: Encode = (records, context) => {
  const documents = records.map((record) => nitfOf(record, context));
  const root = documents.length === 1 ? documents[0]! : element('nitf-set', { xmlns: NITF_SET }, documents);
  return { bytes: Buffer.from(xmlDocument(root)), contentType: NITF_TYPE };
};

function nitfOf(record: NewsRecord, context: EncodeContext): XmlFragment {
  const item = asNewsItem(record);
  return element(
    'nitf',
    { xmlns: NS.nitf, version: '-//IPTC//DTD NITF 3.6//EN', baselang: item.language },
    headOf(item, context),
    element('body', {}, bodyHead(item, context), new NitfBody(item.renditions ?? []).write(item.body)),
  );
}

function headOf(item: NewsItem, context: EncodeContext): XmlFragment {
  const { creditline, firstCreated, url } = item;
  return element(
    'head',
    {},
    item.headline && element('title', {}, item.headline),
    creditline && element('meta', { name: 'credit', content: creditline }),
    tobject(item),
    docdata(item, context),
    (url || firstCreated) &&
      element('pubdata', {
        type: 'web',
        'date.publication': firstCreated && basicDate(firstCreated),
        'ex-ref': url,
      }),
    item.authors?.map(({ name, email, uri }) =>
      element('revision-history', {
        name,
        function: 'writer-author',
        comment: [email, uri].filter(Boolean).join(' ') || undefined,
      }),
    ),
  );
}

function bodyHead(item: NewsItem, context: EncodeContext): XmlFragment {
  const { headline, subheadline, rights, byline, dateline, description } = item;
  const main = headline ?? subheadline;
  return element(
    'body.head',
    {},
    main &&
      element(
        'hedline',
        {},
        element('hl1', {}, main),
        headline && subheadline && element('hl2', {}, subheadline),
      ),
    rights?.notice
      ?.split('\n')
      .map((notice) =>
        element('note', { noteclass: 'cpyrt' }, element('body.content', {}, element('p', {}, notice))),
      ),
    byline && element('byline', {}, byline),
    element('distributor', {}, providerName(item) ?? context.sender),
    dateline && element('dateline', {}, dateline),
    description && element('abstract', {}, element('p', {}, description)),
  );
}
