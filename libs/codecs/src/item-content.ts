import type { ItemClass, Rendition } from '#news/record.js';
import { plainText } from './html/plain-text.js';
import { sanitiseHtml } from './html/sanitise-html.js';
import type { ItemValues } from './item-values.js';
import { contentTypeOf, itemClassOf } from './media-type.js';
import { paragraphsOf } from './paragraphs-of.js';

/** What an item consists of: its text and its files. */
export interface ItemContent {
  body?: string;
  renditions: Rendition[];
  itemClass: ItemClass;
  /** The caption of an item that is a picture, video or sound and no text. */
  caption?: string;
}

/**
 * The content of an item from the HTML of its text and the files named beside it. Text without markup gets its
 * paragraphs; an item whose text is nothing but figures of its files has no body, and is of the class of the first file.
 *
 * @param html not yet sanitised
 * @param at where the text stands in the item, for the warnings
 */
export function contentOf(
  html: string,
  files: readonly Rendition[],
  values: ItemValues,
  at: string,
): ItemContent {
  const written = /<[a-z]/i.test(html) ? html : paragraphsOf(unescaped(html));
  const {
    body,
    renditions: shown,
    warnings,
  } = sanitiseHtml(written, values.context.baseUrl, `${values.at}/${at}`);
  values.warnings.push(...warnings);
  const known = new Set(files.map(({ href }) => href));
  const renditions = [...files, ...shown.filter(({ href }) => !known.has(href))];
  const [main] = renditions;
  const fileClass = main && itemClassOf(main.contentType ?? contentTypeOf(main.href));
  if (fileClass === undefined || plainText(body.replace(/<figure>.*?<\/figure>/gs, '')) !== '') {
    return { renditions, itemClass: 'text', ...(body === '' ? {} : { body }) };
  }
  const caption = renditions.find(({ description }) => description !== undefined)?.description;
  return { renditions, itemClass: fileClass, ...(caption === undefined ? {} : { caption }) };
}

/** The text that `escapeText` wrote. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
