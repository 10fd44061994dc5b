import { lookup } from '#news/lookup.js';
import { readDate } from '../dates/read-date.js';
import { type Report, requireAttributes } from '../lint-values.js';
import { NS } from '../xml/namespaces.js';
import { attribute, below, child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

const words = (list: string): readonly string[] => list.split(' ');

/** What stands in the elements that give a document its shape, in this order (NITF 3.6). `docdata` has none. */
const CONTENT: Readonly<Record<string, readonly string[]>> = lookup({
  nitf: words('head body'),
  head: words('title meta tobject iim docdata pubdata revision-history'),
  body: words('body.head body.content body.end'),
  'body.head': words('hedline note rights byline distributor dateline abstract series'),
  'body.end': words('tagline bibliography'),
  hedline: words('hl1 hl2'),
});
const DOCDATA: ReadonlySet<string> = new Set(
  words(
    'correction evloc doc-id del-list urgency fixture date.issue date.release date.expire doc-scope series ed-msg ' +
      'du-key doc.copyright doc.rights key-list identified-content',
  ),
);
const REQUIRED: Readonly<Record<string, readonly string[]>> = lookup({
  media: ['media-type'],
  'media-metadata': ['name'],
  'media-object': ['encoding'],
  'tobject.subject': ['tobject.subject.refnum'],
  ds: ['num'],
  'alt-code': ['idsrc', 'value'],
});
const STATUS = /^(?:usable|embargoed|withheld|canceled)$/;

/** NITF 3.6 (IPTC): the shape of a document, required attributes, dates, status, urgency, and files that can be found. */
export function lintNitf(root: XmlElement, report: Report): void {
  const documents = root.local === 'nitf' ? [root] : below(root, 'nitf');
  if (documents.length === 0) report('nitf.no-document', root, `/${root.local}`, 'holds no nitf');
  documents.forEach((document, i) => {
    const at = document === root ? '/nitf' : `/${root.local}/nitf${documents.length > 1 ? `[${i + 1}]` : ''}`;
    lintOne(document, at, report);
  });
}

function lintOne(document: XmlElement, at: string, report: Report): void {
  // Until 3.3 documents were of a DTD, and in no namespace.
  if (document.ns !== NS.nitf && document.ns !== '')
    report('nitf.namespace', document, at, `not in ${NS.nitf}`);
  if (!child(document, 'body')) report('nitf.no-body', document, at, 'body is missing');
  const head = child(document, 'head');
  const docdata = head && child(head, 'docdata');
  if (docdata) lintDocdata(docdata, `${at}/head/docdata`, report);
  const body = child(document, 'body');
  for (const [parent, place] of [
    [document, at],
    [head, `${at}/head`],
    [body, `${at}/body`],
    [body && child(body, 'body.head'), `${at}/body/body.head`],
    [body && child(body, 'body.end'), `${at}/body/body.end`],
  ] as const) {
    if (parent) lintOrder(parent, place, report);
  }
  walk(document, at, new Set(), report);
}

function lintOrder(parent: XmlElement, at: string, report: Report): void {
  const order = CONTENT[parent.local]!;
  let last = 0;
  for (const element of elements(parent, undefined, parent.ns)) {
    const place = order.indexOf(element.local);
    const name = `${at}/${element.local}`;
    if (place < 0) report('nitf.misplaced', element, name, `may not stand in ${parent.local}`);
    else if (place < last) report('nitf.misplaced', element, name, `must stand before ${order[last]}`);
    else last = place;
  }
}

function lintDocdata(docdata: XmlElement, at: string, report: Report): void {
  const status = attribute(docdata, 'management-status');
  if (status !== undefined && !STATUS.test(status))
    report(
      'nitf.management-status',
      docdata,
      `${at}/@management-status`,
      `"${status}" is not usable, embargoed, withheld or canceled`,
    );
  const identity = child(docdata, 'doc-id');
  if (identity && !attribute(identity, 'id-string')?.trim())
    report('nitf.no-id', identity, `${at}/doc-id`, 'id-string is missing');
  if (status === 'embargoed' && !child(docdata, 'date.release'))
    report('nitf.no-release', docdata, at, 'embargoed without a date.release');
  for (const element of elements(docdata, undefined, docdata.ns)) {
    const place = `${at}/${element.local}`;
    if (!DOCDATA.has(element.local)) report('nitf.misplaced', element, place, 'may not stand in docdata');
    if (element.local.startsWith('date.')) lintDate(element, place, report);
  }
  const urgency = child(docdata, 'urgency');
  const urg = urgency && attribute(urgency, 'ed-urg');
  if (urg !== undefined && !/^\s*[1-9]\s*$/.test(urg))
    report('nitf.urgency', urgency!, `${at}/urgency/@ed-urg`, `"${urg}" is not 1 to 9`);
}

/** A day alone has no zone, a time must have one. An empty release is an embargo whose end nobody knows. */
function lintDate(element: XmlElement, at: string, report: Report): void {
  const norm = attribute(element, 'norm');
  const text = (norm ?? textOf(element)).trim();
  if (text === '') {
    if (element.local !== 'date.release') report('nitf.date', element, at, 'norm is empty');
    return;
  }
  const { instant, problem } = readDate(text);
  if (instant === undefined)
    report('nitf.date-unreadable', element, `${at}/@norm`, `"${text}" is not a date`);
  else if (problem && /\d[T ]?\d{2}:?\d{2}(?::?\d{2})?$/.test(text) && text.length > 10)
    report('nitf.date-without-zone', element, `${at}/@norm`, `"${text}" names no time zone`);
}

/** @param ids those already seen in the document */
function walk(element: XmlElement, at: string, ids: Set<string>, report: Report): void {
  const names = REQUIRED[element.local];
  if (names) requireAttributes(element, at, names, 'nitf.incomplete', report);
  // An empty value is one.
  if (element.local === 'meta' && attribute(element, 'content') === undefined)
    report('nitf.incomplete', element, at, 'content missing');
  const id = attribute(element, 'id');
  if (id !== undefined && ids.has(id))
    report('nitf.duplicate-id', element, `${at}/@id`, `"${id}" is another's id`);
  if (id !== undefined) ids.add(id);
  if (element.local === 'hedline' && !child(element, 'hl1'))
    report('nitf.no-hl1', element, at, 'hl1 is missing');
  if (element.local === 'media') lintMedia(element, at, report);
  if (element.local === 'identified-content' || element.local === 'tobject') lintNames(element, at, report);
  const counts = new Map<string, number>();
  for (const one of elements(element, undefined, element.ns)) {
    const n = (counts.get(one.local) ?? 0) + 1;
    counts.set(one.local, n);
    walk(one, `${at}/${one.local}${n > 1 ? `[${n}]` : ''}`, ids, report);
  }
}

/** A file that has no address and whose data are not in the document cannot be had. */
function lintMedia(media: XmlElement, at: string, report: Report): void {
  const references = elements(media, 'media-reference');
  if (references.length === 0)
    report('nitf.media-without-reference', media, at, 'media-reference is missing');
  if (child(media, 'media-object')) return;
  for (const reference of references) {
    const named = ['source', 'data-location', 'name'].some((name) => attribute(reference, name)?.trim());
    if (!named)
      report('nitf.media-without-source', reference, `${at}/media-reference`, 'neither source nor name');
  }
}

function lintNames(parent: XmlElement, at: string, report: Report): void {
  for (const element of elements(parent, undefined, parent.ns)) {
    if (element.attributes.length === 0 && textOf(element).trim() === '')
      report('nitf.empty', element, `${at}/${element.local}`, 'has neither a name nor a code');
  }
}
