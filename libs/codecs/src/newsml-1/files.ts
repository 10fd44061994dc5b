import type { ItemClass, Rendition } from '#news/record.js';
import { plainText } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { inLanguage, spacedText } from '../newsml-g2/nar.js';
import { present, textOrNothing } from '../present.js';
import { child, elements, type XmlElement } from '../xml/xml-node.js';
import type { FilePart, TextPart } from './components.js';
import { NewsLines } from './news-lines.js';
import { formalName } from './topics.js';

/** What a component says of the files in it. */
interface Said {
  headline?: string;
  credit?: string;
  caption?: string;
}

/** A caption and a shot list; what more stands beside a file is not about it. */
const MOST_CAPTIONS = 4;

/**
 * The files of an item, with what the components around each say of it, the nearest first: caption, headline and
 * credit. What the item's outermost component says is said of the item itself, apart from its captions.
 */
export function filesOf(
  files: readonly FilePart[],
  texts: readonly TextPart[],
  language: string | undefined,
  values: ItemValues,
): { rendition: Rendition; itemClass?: ItemClass }[] {
  const captions = captionsAt(texts, values);
  const known = new Map<XmlElement, Said>();
  const saidBy = (component: XmlElement): Said => {
    let said = known.get(component);
    if (said === undefined) {
      said = readSaid(component, captions.get(component), language);
      known.set(component, said);
    }
    return said;
  };
  return files.map(({ rendition, itemClass, path }) => {
    const around = [...path].reverse().map(saidBy);
    const inner = around.slice(0, -1);
    const headline = inner.find((said) => said.headline !== undefined)?.headline;
    const { title = headline } = rendition;
    if (headline !== undefined && headline !== title)
      values.warn('headline-dropped', 'NewsComponent/NewsLines/HeadLine', headline);
    return {
      rendition: present({
        ...rendition,
        title,
        description: around.find(({ caption }) => caption !== undefined)?.caption ?? rendition.description,
        credit: inner.find(({ credit }) => credit !== undefined)?.credit,
      }),
      ...(itemClass === undefined ? {} : { itemClass }),
    };
  });
}

/** Captions by the components that they are about: their own, and the one around it. */
function captionsAt(texts: readonly TextPart[], values: ItemValues): Map<XmlElement, string[]> {
  const captions = new Map<XmlElement, string[]>();
  for (const { text, path } of texts.filter(({ purpose }) => purpose === 'caption')) {
    const caption = plainText(text.html);
    for (const component of path.slice(-2)) {
      const near = captions.get(component) ?? [];
      captions.set(component, near);
      if (near.length < MOST_CAPTIONS) near.push(caption);
      else if (component !== path.at(-1)) values.warn('caption-dropped', 'NewsComponent', caption);
    }
  }
  return captions;
}

function readSaid(component: XmlElement, captions: readonly string[] = [], language?: string): Said {
  const lines = new NewsLines([component], language);
  const comments = elements(component, 'ContentItem').flatMap((item) => elements(item, 'Comment'));
  const comment = inLanguage(comments, language);
  return present({
    headline: lines.line('HeadLine'),
    credit: lines.line('CreditLine') ?? lines.line('ByLine') ?? creatorOf(component),
    caption:
      lines.typed('caption')[0] ?? (captions.join(' ') || (comment && textOrNothing(spacedText(comment)))),
  });
}

function creatorOf(component: XmlElement): string | undefined {
  const metadata = child(component, 'AdministrativeMetadata');
  const creator = metadata && child(metadata, 'Creator');
  return formalName(creator && child(creator, 'Party'));
}
