import { inLanguage, spacedText } from '../newsml-g2/nar.js';
import { textOrNothing } from '../present.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';
import { formalName } from './topics.js';

/** What a line of a type of the provider's own means (NewsML 1.2, NewsLine). */
const TYPES: readonly (readonly [RegExp, LineOf])[] = [
  [/^(?:product|byline)?advis|note|instruct|message/, 'edNote'],
  [/caption/, 'caption'],
  [/keyword|catch-?word/, 'keywords'],
  [/abstract|summary|teaser|standfirst|synopsis|^lead|description/, 'description'],
  [/sub-?head/, 'subheadline'],
  [/restriction|usage|rights/, 'usageTerms'],
  [/embar[gq]o|sperrfrist/, 'embargo'],
];
/** The lines that fields of the record are read from; `MoreLink` is TASS's. */
const READ = new Set(
  'HeadLine SubHeadLine ByLine ByLineTitle DateLine CreditLine CopyrightLine RightsLine SlugLine KeywordLine MoreLink'.split(
    ' ',
  ),
);
/** Their names in small letters: `Headline` is met too. */
const SPELLED = new Map([...READ, 'NewsLine'].map((name) => [name.toLowerCase(), name]));
const nameOf = ({ local }: XmlElement): string => SPELLED.get(local.toLowerCase()) ?? local;
export type LineOf =
  | 'edNote'
  | 'caption'
  | 'keywords'
  | 'description'
  | 'subheadline'
  | 'usageTerms'
  | 'embargo';

/** The lines of several components, those of the first before those of the next. */
export class NewsLines {
  /** @param components nearest to the text first */
  constructor(
    components: readonly XmlElement[],
    private readonly language: string | undefined,
  ) {
    this.lines = components.map(linesIn);
    for (const line of this.lines.flat()) {
      const name = nameOf(line);
      const same = this.byName.get(name);
      if (same === undefined) this.byName.set(name, [line]);
      else same.push(line);
    }
  }

  /** Those of each component. */
  private readonly lines: readonly (readonly XmlElement[])[];
  /** Those of all components. An item is asked for a score of them and has two. */
  private readonly byName = new Map<string, XmlElement[]>();

  /** The line of that name in the item's language, from the first component that has one. */
  line(local: string): string | undefined {
    const lines = this.variants(local);
    const chosen = inLanguage(lines, this.language);
    return chosen && textOrNothing(spacedText(chosen));
  }

  /** All lines of that name in the first component that has one. */
  variants(local: string): XmlElement[] {
    for (const lines of this.byName.has(local) ? this.lines : []) {
      const found = lines.filter(
        (line) => nameOf(line) === local && textOrNothing(spacedText(line)) !== undefined,
      );
      if (found.length > 0) return found;
    }
    return [];
  }

  /** All lines of that name in all components. */
  named(local: string): readonly XmlElement[] {
    return this.byName.get(local) ?? [];
  }

  /** Their texts, each once. */
  all(local: string): string[] {
    const texts = this.byName.get(local)?.map((line) => textOrNothing(spacedText(line))) ?? [];
    return [...new Set(texts.filter((text) => text !== undefined))];
  }

  /** The texts of lines of the provider's own types that mean this. */
  typed(purpose: LineOf): string[] {
    const typed = this.byName.get('NewsLine') ?? [];
    return typed.filter((line) => purposeOf(line) === purpose).flatMap(textsOf);
  }

  /** Labels of the lines that mean nothing a record has. */
  notCarried(): string[] {
    return this.lines
      .flat()
      .filter((line) => (nameOf(line) === 'NewsLine' ? purposeOf(line) === undefined : !isRead(line)))
      .filter((line) => textOrNothing(spacedText(line)) !== undefined)
      .map((line) =>
        line.local === 'NewsLine'
          ? ['NewsLine', typeOf(line), ...textsOf(line)].filter(Boolean).join(' ')
          : `${line.local} ${textOrNothing(spacedText(line)) ?? ''}`,
      );
  }
}

/** Some put the standard's own lines into a line without a type. */
export const linesIn = (component: XmlElement): XmlElement[] =>
  elements(component, 'NewsLines')
    .flatMap((lines) => elements(lines))
    .flatMap((line) => (line.local === 'NewsLine' && elements(line).some(isRead) ? elements(line) : [line]));

const isRead = (line: XmlElement): boolean => READ.has(nameOf(line));

const typeOf = (line: XmlElement): string => formalName(child(line, 'NewsLineType')) ?? '';
const purposeOf = (line: XmlElement): LineOf | undefined =>
  TYPES.find(([pattern]) => pattern.test(typeOf(line).toLowerCase()))?.[1];
/** What its `NewsLineText` says, or where there is none the line itself. */
function textsOf(line: XmlElement): string[] {
  const texts = elements(line, 'NewsLineText');
  return (texts.length > 0 ? texts : [line])
    .map((text) => textOrNothing(spacedText(text)))
    .filter((text) => text !== undefined);
}
