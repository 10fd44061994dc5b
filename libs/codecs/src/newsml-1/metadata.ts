import type { Author, Concept } from '#news/record.js';
import { withQcode } from '../concept.js';
import { languageOf, spacedText, value } from '../newsml-g2/nar.js';
import { codedSubject } from '../nitf/nitf-head.js';
import { countryOf } from '../nitf/nitf-names.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';
import { signalOf } from './management.js';
import { formalName, type Topics, wordOf } from './topics.js';

/** What the metadata of all components of an item say together (NewsML 1.2). */
export interface Metadata {
  provider?: string;
  authors: Author[];
  sources: string[];
  subjects: Concept[];
  genres: Concept[];
  places: Concept[];
  keywords: string[];
  edNotes: string[];
  /** What a property says of the version, such as AFP's `Version`: `Correction`. */
  signals: string[];
  holder?: string;
  notices: string[];
  usageTerms: string[];
}

/** The second is how TASS spells it. */
const DESCRIPTIVE = new Set(['DescriptiveMetadata', 'DescriptiveMetada']);

export function readMetadata(
  components: readonly XmlElement[],
  topics: Topics,
  language: string | undefined,
  dropped: string[],
): Metadata {
  const reader = new MetadataReader(topics, language, dropped);
  for (const component of components) {
    for (const block of elements(component)) {
      if (block.local === 'AdministrativeMetadata') reader.administrative(block);
      else if (DESCRIPTIVE.has(block.local)) reader.descriptive(block);
      else if (block.local === 'RightsMetadata') reader.rights(block);
      else if (block.local === 'item_keywords') reader.keywords(block);
      else if (block.local === 'Metadata') reader.further(block);
    }
  }
  return reader.found;
}

/** `Keyword`, `SlugKeywords`, `IndustryKeywords`. */
const KEYWORDS = /keywords?$/;

class MetadataReader {
  readonly found: Metadata = {
    authors: [],
    sources: [],
    subjects: [],
    genres: [],
    places: [],
    keywords: [],
    edNotes: [],
    signals: [],
    notices: [],
    usageTerms: [],
  };

  constructor(
    private readonly topics: Topics,
    private readonly language: string | undefined,
    private readonly dropped: string[],
  ) {}

  administrative(block: XmlElement): void {
    for (const element of elements(block)) {
      const names = elements(element, 'Party')
        .map((party) => this.partyName(party))
        .filter(Boolean);
      if (element.local === 'Provider') this.found.provider ??= names.join(', ') || undefined;
      else if (element.local === 'Creator')
        this.found.authors.push(...names.map((name) => ({ name: name! })));
      else if (element.local === 'Source') this.found.sources.push(...names.map((name) => name!));
      else if (element.local === 'Property') this.property(element);
      else if (element.local !== 'Catalog') this.drop(element, names.join(', ') || undefined);
    }
  }

  descriptive(block: XmlElement): void {
    const { found } = this;
    for (const element of elements(block)) {
      switch (element.local) {
        case 'Catalog':
        case 'Language':
        case 'guid':
          break;
        case 'Genre':
          found.genres.push(...this.concept(element));
          break;
        case 'SubjectCode':
          for (const subject of elements(element)) found.subjects.push(...this.subject(subject));
          break;
        case 'Location':
          found.places.push(...this.location(element));
          break;
        case 'TopicOccurrence':
          this.occurrence(element);
          break;
        case 'Property':
          if (!LOOSE_PLACE.test(wordOf(element))) this.property(element);
          break;
        default:
          this.drop(element);
      }
    }
    this.loosePlace(block);
  }

  rights(block: XmlElement): void {
    const { found } = this;
    const text = (parent: XmlElement, local: string): string | undefined => {
      const element = child(parent, local);
      return element && textOrNothing(spacedText(element));
    };
    for (const element of elements(block)) {
      if (element.local === 'Copyright') {
        const holder = text(element, 'CopyrightHolder');
        const date = text(element, 'CopyrightDate');
        found.holder ??= holder;
        if (date !== undefined) found.notices.push(['©', date, holder].filter(Boolean).join(' '));
      } else if (element.local === 'UsageRights') {
        found.holder ??= text(element, 'RightsHolder');
        for (const [local, label] of USAGE) {
          const term = text(element, local);
          if (term !== undefined) found.usageTerms.push(label + term);
        }
      } else if (element.local === 'Property') {
        found.usageTerms.push(`${formalName(element) ?? ''}: ${value(element, 'Value') ?? ''}`);
      }
    }
  }

  /** TASS's own list beside the content. */
  keywords(block: XmlElement): void {
    for (const keyword of elements(block)) {
      const text = textOrNothing(spacedText(keyword));
      if (text !== undefined) this.found.keywords.push(text);
    }
  }

  private subject(element: XmlElement): Concept[] {
    const name = this.topics.nameOf(element, this.language);
    const concept = codedSubject(formalName(element), 'IPTC', name);
    return concept === undefined ? [] : [concept];
  }

  private concept(element: XmlElement): Concept[] {
    const name = this.topics.nameOf(element, this.language) ?? formalName(element);
    return name === undefined ? [] : [{ name }];
  }

  /** The properties of a location are places each: a city, a country by its code, and what lies between. */
  private location(location: XmlElement): Concept[] {
    const places: Concept[] = [];
    if (this.topics.topicOf(location)) {
      const name = this.topics.nameOf(location, this.language);
      if (name !== undefined) places.push({ name });
    }
    for (const property of elements(location, 'Property')) {
      const word = wordOf(property);
      const name = this.topics.nameOf(property, this.language);
      const text = value(property, 'Value') ?? name;
      if (text === undefined) continue;
      if (/latitude|longitude|altitude/.test(word)) this.drop(property);
      else if (/^country(?:code)?$|iso-?cc/.test(word)) {
        const country = countryOf(text, name === text ? undefined : (name ?? nameOfCountry(location)));
        if (country) places.push(country);
      } else if (word === 'countryname' && hasCountry(location)) continue;
      else places.push({ name: name ?? text });
    }
    return places;
  }

  private occurrence(element: XmlElement): void {
    const topic = this.topics.topicOf(element);
    if (topic === undefined) {
      this.drop(element, value(element, 'Topic'));
      return;
    }
    const name = this.topics.nameOf(element, this.language);
    const code = this.topics.codeOf(topic);
    const concept =
      code !== undefined && /^https?:\/\/\S+$/.test(code)
        ? withQcode(present({ name, uri: code }))
        : codedSubject(code, 'IPTC', name);
    if (concept === undefined) return;
    const isPlace = /country|city|location|place|geograph|region|state/i.test(
      this.topics.typeOf(topic) ?? '',
    );
    (isPlace ? this.found.places : this.found.subjects).push(concept);
  }

  /** A city or country that stands among the metadata itself, as some agencies have it, is a place like those of a Location. */
  private loosePlace(block: XmlElement): void {
    const { places } = this.found;
    const known = new Set(places.map(({ qcode, uri, name }) => qcode ?? uri ?? name));
    const of = {
      ...block,
      children: elements(block, 'Property').filter((one) => LOOSE_PLACE.test(wordOf(one))),
    };
    places.push(...this.location(of).filter(({ qcode, uri, name }) => !known.has(qcode ?? uri ?? name)));
  }

  /** Metadata of the provider's own types, of which keywords are read; the others are told as what is left over. */
  further(block: XmlElement): void {
    for (const property of elements(block, 'Property'))
      if (KEYWORDS.test(wordOf(property)) && value(property, 'Value') !== undefined) this.property(property);
  }

  private property(property: XmlElement): void {
    const text = value(property, 'Value') ?? this.topics.nameOf(property, this.language);
    if (KEYWORDS.test(wordOf(property)) && text !== undefined) {
      this.found.keywords.push(...text.split(/\s*[,;]\s*/).filter(Boolean));
    } else if (wordOf(property) === 'version' && signalOf(text?.toLowerCase() ?? '') !== undefined) {
      this.found.signals.push(signalOf(text!.toLowerCase())!);
    } else if (wordOf(property) === 'author' && text !== undefined) this.found.authors.push({ name: text });
    else if (wordOf(property) === 'credit' && text !== undefined) this.found.sources.push(text);
    else if (/^(?:editorial-?(?:info|note)|ed-?note)$/.test(wordOf(property)) && text !== undefined) {
      this.found.edNotes.push(text);
    } else this.drop(property, text);
  }

  private partyName(party: XmlElement): string | undefined {
    const named = elements(party, 'Property').find((one) => /name$/.test(wordOf(one)));
    return value(named, 'Value') ?? this.topics.nameOf(party, this.language) ?? formalName(party);
  }

  private drop(element: XmlElement, text?: string): void {
    const what = text ?? value(element, 'Value') ?? textOrNothing(spacedText(element));
    const words = [element.local, formalName(element), what, languageOf(element)];
    this.dropped.push(words.filter(Boolean).join(' '));
  }
}

const LOOSE_PLACE = /^(?:city|country|countryname|region)$/;

const propertyOf = (parent: XmlElement, pattern: RegExp): string | undefined =>
  value(
    elements(parent, 'Property').find((one) => pattern.test(wordOf(one))),
    'Value',
  );
const nameOfCountry = (location: XmlElement): string | undefined => propertyOf(location, /^countryname$/);
const hasCountry = (location: XmlElement): boolean =>
  propertyOf(location, /^country(?:code)?$|iso-?cc/) !== undefined;

/** What UsageRights says beside the holder, and how a term of use names it. */
const USAGE: readonly (readonly [local: string, label: string])[] = [
  ['Limitations', ''],
  ['UsageType', ''],
  ['Geography', 'geography: '],
  ['StartDate', 'from '],
  ['EndDate', 'until '],
];
