import type { ItemClass, Rendition } from '#news/record.js';
import { plainText } from '../html/plain-text.js';
import { present, textOrNothing } from '../item-values.js';
import { inLanguage, spacedText } from '../newsml-g2/nar.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';
import type { FilePart, TextPart } from './components.js';
import { NewsLines } from './news-lines.js';
import { formalName } from './topics.js';

/**
 * The files of an item, with what the components around each say of it: caption, headline and credit. What the item's
 * outermost component says is said of the item itself, apart from its captions.
 */
export function filesOf(
  files: readonly FilePart[],
  texts: readonly TextPart[],
  language: string | undefined,
): { rendition: Rendition; itemClass?: ItemClass }[] {
  const captions = texts.filter(({ purpose }) => purpose === 'caption');
  return files.map(({ rendition, itemClass, path }) => {
    const inner = path.slice(1).reverse();
    const lines = new NewsLines(inner, language);
    const credit = lines.line('CreditLine') ?? lines.line('ByLine') ?? creatorIn(inner);
    return {
      rendition: present({
        ...rendition,
        title: lines.line('HeadLine'),
        description: captionOf(path, captions, language),
        credit,
      }),
      ...(itemClass === undefined ? {} : { itemClass }),
    };
  });
}

/** The caption that stands nearest to the file: in its component, beside it, or around both. */
function captionOf(
  path: readonly XmlElement[],
  captions: readonly TextPart[],
  language: string | undefined,
): string | undefined {
  for (const component of [...path].reverse()) {
    const [line] = new NewsLines([component], language).typed('caption');
    if (line !== undefined) return line;
    const near = captions.filter((part) => part.path.slice(-2).includes(component));
    const text = near.map((part) => plainText(part.text.html)).join(' ');
    if (text !== '') return text;
    const comment = inLanguage(
      [...elements(component, 'ContentItem')].flatMap((item) => [...elements(item, 'Comment')]),
      language,
    );
    const told = comment && textOrNothing(spacedText(comment));
    if (told !== undefined) return told;
  }
  return undefined;
}

function creatorIn(components: readonly XmlElement[]): string | undefined {
  for (const component of components) {
    const metadata = child(component, 'AdministrativeMetadata');
    const creator = metadata && child(metadata, 'Creator');
    const name = formalName(creator && child(creator, 'Party'));
    if (name !== undefined) return name;
  }
  return undefined;
}
