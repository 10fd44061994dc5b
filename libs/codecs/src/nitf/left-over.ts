import { lookup } from '#news/lookup.js';
import type { NewsRecord } from '#news/record.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { type ItemValues, MAX_DETAIL } from '../item-values.js';
import { textOrNothing } from '../present.js';
import { SaidTexts } from '../said-texts.js';
import { NS } from '../xml/namespaces.js';
import { attribute, textOf, type XmlElement } from '../xml/xml-node.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Attributes that say how a thing is set or found inside its document, and nothing of the news. */
const TECHNICAL = words(
  'id idref class style dir lang xmlns align valign char charoff cellspacing cellpadding border frame rules cols width ' +
    'height span colspan rowspan tabletype nowrap noflow imagemap lede summary optional-text baselang level-number href ' +
    'shape coords rel rev version uno change.date change.time noteclass media-type decimal-ch thousands-ch units',
);
/** What is read into a field that has it in other words: dates, numbers, identifiers, codes of states. */
const READ: Readonly<Record<string, ReadonlySet<string>>> = lookup({
  docdata: words('management-status management-doc-idref management-idref-status'),
  'doc-id': words('id-string regsrc'),
  correction: words('id-string regsrc'),
  'date.issue': words('norm'),
  'date.release': words('norm'),
  'story.date': words('norm'),
  urgency: words('ed-urg'),
  'du-key': words('version'),
  'media-reference': words('time time-unit-of-measure source data-location mime-type'),
  note: words('type'),
  tagline: words('type'),
  pubdata: words('type'),
  iim: words('ver'),
  tobject: words('tobject.type'),
  'tobject.subject': words('tobject.subject.ipr'),
  evloc: words('iso-cc'),
  country: words('iso-cc'),
});
/** What a document says of itself as a whole: inside an item of another format that item has an identity of its own. */
const OWN = words('doc-id du-key');
/** Elements whose values are put together, into terms, notes, names of places, or codes with their source before them. */
const COMPOSED = words(
  'doc.copyright doc.rights ed-msg correction evloc tobject.subject keyword location sublocation city state region country ' +
    'media-reference person org function event object.title virtloc classifier alt-code rights byline dateline',
);
/** Reported where they are read, or read elsewhere. */
const REPORTED = words('meta ds media-object');
/** Parts of a document whose words are no text: each is a value. */
const VALUES = words('docdata pubdata revision-history tobject key-list media-metadata nitf-table-metadata');
/** What is read of elements that are no text: the words of others in them are told. */
const PARTS: Readonly<Record<string, ReadonlySet<string>>> = lookup({
  media: words('media-reference media-caption media-producer media-metadata media-object'),
  'body.head': words('hedline headline note rights byline distributor dateline abstract'),
  hedline: words('hl1 hl2'),
  headline: words('hl1 hl2'),
});

/**
 * Names what a document says (NITF 3.6) and the record, which is made already, has nowhere: attributes, and the words of
 * header elements and of elements that nobody knows. The text itself is the body, which is not looked at.
 *
 * @param isInside the document is the content of an item of another format, which has headline, byline and the rest itself
 */
export function reportLeftOver(
  document: XmlElement,
  record: Pick<NewsRecord, 'headline'>,
  values: ItemValues,
  isInside = false,
  at = '',
): void {
  const { body: _, ...fields } = record as NewsRecord;
  const texts = new SaidTexts(fields);
  const isThere = (text: string, local: string): boolean =>
    COMPOSED.has(local)
      ? texts.isWithin(text)
      : texts.has(text) || (local === 'du-key' && Number(text) === fields.version);
  const left: string[] = [];
  const walk = (element: XmlElement, isValue: boolean): void => {
    const { local } = element;
    if (REPORTED.has(local) || isStyleSheet(element)) return;
    // In an item of another format it may be in that one's namespace.
    const isForeign = element.ns !== '' && element.ns !== NS.nitf && element.ns !== document.ns;
    const said: string[] = [];
    for (const { local: name, value, ns } of element.attributes) {
      const text = foldSpace(value);
      if (text === '' || text === '0' || ns.startsWith('http://www.w3.org/')) continue;
      const isKnown = TECHNICAL.has(name) || READ[local]?.has(name) === true;
      if (!isForeign && ((isKnown && !(isInside && OWN.has(local))) || isThere(text, local))) continue;
      said.push(`${name}=${text}`);
    }
    const about = isValue ? undefined : shortTextOf(element);
    const label = [local, ...said, about].filter(Boolean).join(' ');
    if (said.length > 0 && label.length <= MAX_DETAIL) left.push(label);
    else left.push(...said.map((one) => `${local} ${one}`));
    for (const node of element.children) {
      if (node.kind === 'element')
        walk(
          node,
          (isValue && element.local !== 'nitf-table-caption') ||
            VALUES.has(node.local) ||
            PARTS[local]?.has(node.local) === false ||
            (local === 'head' && node.local !== 'title') ||
            (isInside && node.local === 'body.head'),
        );
      else if (isValue || isForeign) {
        const own = foldSpace(node.text);
        if (own !== '' && !texts.isWithin(own) && !(own.includes('<') && texts.isWithin(plainText(own))))
          left.push(`${local} ${own}`);
      }
    }
  };
  walk(document, false);
  values.leftOut(at, left);
}

const isStyleSheet = (element: XmlElement): boolean =>
  element.local === 'link' && attribute(element, 'rel') === 'stylesheet';

/** A few words of which something is said. */
const shortTextOf = (element: XmlElement): string | undefined => {
  const text = textOrNothing(textOf(element));
  return text !== undefined && text.length <= 60 ? text : undefined;
};
