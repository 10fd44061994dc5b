import type { NewsRecord } from '#news/record.js';
import type { Warning } from '../codec.js';
import { foldSpace } from '../html/plain-text.js';
import { SaidTexts } from '../said-texts.js';
import type { XmlElement } from '../xml/xml-node.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/**
 * Parts that are read whole into other words (identifiers, dates, states), reported where they are read, vocabularies that
 * give names to what points to them, and content.
 */
const APART = words(
  'Identification FirstCreated ThisRevisionCreated Status StatusWillChange Urgency RevisionHistory NewsItemType Instruction ' +
    'Update TopicSet Catalog DataContent NewsItem Role MediaType Format MimeType Notation Encoding Characteristics BasisForChoice',
);
/** Attributes that say where a name is from, how an element is found, or which of several is to be taken. */
const TECHNICAL = words(
  'Duid Euid DuidRef Vocabulary Scheme Topic TranslationOf AllowedValues AllowedScheme EquivalentsList Essential Rank ' +
    'NewsItem Href lang space link',
);

const VALUE = /^value$/i;

/** A property may hold several keywords. */
const partsOf = (value: string): string[] => value.split(/\s*[,;/]\s*/).filter(Boolean);

/** Labels of what an item says (NewsML 1.2) that is in none of its records, made already, nor in a warning. */
export function leftOver(
  newsItem: XmlElement,
  records: readonly NewsRecord[],
  warnings: readonly Warning[],
  dropped: readonly string[],
): string[] {
  const texts = new SaidTexts(
    records.map(({ body: _, ...fields }) => fields),
    warnings.map(({ detail }) => detail),
    dropped,
  );
  const found: string[] = [];
  // Where there is a record its lines were read, and those that no field has were reported.
  const hasRecord = records.length > 0;
  const walk = (element: XmlElement): void => {
    const { local } = element;
    const said = element.attributes
      .filter(({ local: name }) => !TECHNICAL.has(name))
      .map(({ local: name, value }) => [name, foldSpace(value)] as const)
      .filter(([name, text]) => text !== '' && !(name === 'ValueRef' && text.startsWith('#')));
    // What a property is called says nothing where its value is kept.
    const value = said.find(([name]) => VALUE.test(name));
    const isKept = value !== undefined && partsOf(value[1]).every((part) => texts.isWithin(part));
    // A word such as `Correction` is a signal in small letters.
    const lost = said.filter(
      ([name, text]) =>
        !(isKept && (name === 'FormalName' || VALUE.test(name))) &&
        !texts.isWithin(text) &&
        !texts.has(text.toLowerCase()),
    );
    if (lost.length > 0) found.push([local, ...lost.map(([name, text]) => `${name}=${text}`)].join(' '));
    for (const node of element.children) {
      if (node.kind === 'element') {
        if (!APART.has(node.local) && !(hasRecord && node.local === 'NewsLines')) walk(node);
        continue;
      }
      const text = foldSpace(node.text);
      if (text !== '' && !texts.isWithin(text)) found.push(`${local} ${text}`);
    }
  };
  walk(newsItem);
  return found;
}
