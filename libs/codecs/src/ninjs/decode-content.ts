import { lookup } from '#news/lookup.js';
import type { Rendition } from '#news/record.js';
import { foldSpace, looksLikeHtml, plainText } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import type { ItemValues } from '../item-values.js';
import { readNitf } from '../nitf/nitf-content.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { present, textOrNothing } from '../present.js';
import { readXml } from '../xml/read-xml.js';
import type { JsonFields } from './json-fields.js';
import { UNNAMED } from './rendition.js';

/** One of several headlines, descriptions or bodies. */
interface Variant {
  role: string;
  value: string;
  html: boolean;
}

/** Roles by which it is told what a text is; any other is reported. */
const KNOWN_ROLES =
  /^(?:.*[:/#])?(?:|main|headline|sub.*|.*deck|secondary|kicker|summary|abstract|caption|text|teaser|body|.*x?html|nitf.*|plain)$/i;

/**
 * The variants of a text: a list since 2.0; before, a property of its own for each (`headline`, `body_xhtml`). In drafts of
 * 2.0 the list has the name of one, and its entries a `name` and a `text`.
 */
function variantsOf(fields: JsonFields, plural: string, singular: string): Variant[] {
  const inDraft = fields.peek(singular) === undefined ? fields.list(singular) : [];
  const listed = [...fields.list(plural), ...inDraft].map((one) => {
    const value = one.text('value', 'text');
    // A text without more is an entry that has a name alone.
    if (value === undefined) return variant('', undefined, one.text('name'));
    const role = one.peek('role') ?? one.peek('name') ?? '';
    if (KNOWN_ROLES.test(role)) one.get('role', 'name');
    const contentType = one.peek('contenttype');
    if (contentType === undefined || contentType.includes('/')) one.get('contenttype');
    return variant(role, contentType, value);
  });
  const single = fields.text(singular);
  const suffixed = fields
    .suffixed(`${singular}_`)
    .filter(([suffix]) => suffix !== 'creditline')
    .map(([suffix, text]) => variant(suffix, suffix, text));
  return [...listed, ...(single === undefined ? [] : [variant('', undefined, single)]), ...suffixed].filter(
    ({ value }) => value.trim() !== '',
  );
}

/** The media type decides, where there is one; `body_xhtml` stands in the place of one in IPTC's own examples. */
function variant(role: string, contentType: string | undefined, value = ''): Variant {
  const html = contentType === undefined ? looksLikeHtml(value) : /html|xml|richtext/i.test(contentType);
  return { role: role.toLowerCase(), value, html };
}

const textOf = ({ value, html }: Variant): string => (html ? plainText(value) : foldSpace(value));

const SUBHEADLINE = /sub|deck|secondary|kicker/;
const ROLES_FIRST = ['main', '', 'headline', 'summary', 'abstract', 'caption', 'text', 'teaser'];
const rank = ({ role }: Variant): number => {
  const place = ROLES_FIRST.indexOf(role);
  return place < 0 ? ROLES_FIRST.length : place;
};

export function headlinesOf(
  fields: JsonFields,
  values: ItemValues,
): { headline?: string; subheadline?: string; extended?: string } {
  const all = variantsOf(fields, 'headlines', 'headline').sort((a, b) => rank(a) - rank(b));
  // AP's is a sentence that says more than the headline.
  const extended = all.find(({ role }) => role === 'extended');
  const variants = all.length > 1 ? all.filter((one) => one !== extended) : all;
  const own = textOrNothing(fields.text('subheadline'));
  const sub = variants.find(({ role }) => SUBHEADLINE.test(role));
  const main = variants.find((one) => one !== sub);
  const subheadline = own ?? (sub && textOf(sub));
  const headline = main && textOf(main);
  for (const other of variants) {
    const text = textOf(other);
    if (other !== main && other !== sub && text !== headline)
      values.warn('headline-dropped', 'headlines', text);
  }
  return present({
    headline,
    subheadline,
    extended: variants === all ? undefined : extended && textOf(extended),
  });
}

export function descriptionOf(fields: JsonFields, values: ItemValues): string | undefined {
  const variants = variantsOf(fields, 'descriptions', 'description').sort((a, b) => rank(a) - rank(b));
  const [first, ...others] = variants.map(textOf);
  for (const text of others) {
    if (!sameText(first!, text)) values.warn('description-dropped', 'descriptions', text);
  }
  return first || undefined;
}

export interface Body {
  body?: string;
  renditions: Rendition[];
}

/** The body with markup is preferred to the same text without. */
export function bodyOf(fields: JsonFields, values: ItemValues): Body {
  const found = variantsOf(fields, 'bodies', 'body');
  const footer = found.length > 1 ? found.find(({ role }) => role === 'footer') : undefined;
  const all = found.filter((one) => one !== footer);
  const readable = all.filter(({ role }) => !role.includes('nitf'));
  // NITF is the same text for other readers, and read where it stands alone.
  const variants = (readable.length > 0 ? readable : all.map((one) => fromNitf(one, values))).sort(
    (a, b) => Number(b.html) - Number(a.html),
  );
  const [chosen, ...others] = variants;
  if (chosen === undefined) return { renditions: [] };
  for (const other of others) {
    if (!sameText(textOf(chosen), textOf(other))) values.warn('body-dropped', 'bodies', textOf(other));
  }
  if (!chosen.html && footer === undefined) return { body: paragraphsOf(chosen.value), renditions: [] };
  // What stands below each story, such as whom to call for help, is a text of its own in some systems.
  const html = [chosen, footer && { ...footer, html: looksLikeHtml(footer.value) }]
    .filter((one) => one !== undefined)
    .map((one) => (one.html ? one.value : paragraphsOf(one.value)));
  const { body, renditions, warnings } = sanitiseHtml(
    html.join('\n'),
    values.context.baseUrl,
    `${values.at}/bodies`,
  );
  values.warnings.push(...warnings);
  return body === '' ? { renditions } : { body, renditions };
}

function fromNitf(variant: Variant, values: ItemValues): Variant {
  try {
    const { root } = readXml(variant.value);
    return { ...variant, html: true, value: readNitf(root, values, 'bodies').html };
  } catch {
    return variant;
  }
}

/** Whether one text is the other but for markup, spacing or a cut-off end. */
function sameText(one: string, other: string): boolean {
  const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 200);
  const [a, b] = [letters(one), letters(other)];
  return a.startsWith(b) || b.startsWith(a);
}

/** Keys under which TT has renditions, each with its `usage`. */
const NUMBERED = /^r\d+$/;
const USAGES: Readonly<Record<string, string>> = lookup({ hires: 'highRes', lowres: 'lowRes' });

function usageOf(one: JsonFields): string | undefined {
  const usage = textOrNothing(one.text('usage'))?.toLowerCase();
  return usage && (USAGES[usage] ?? usage);
}

/** A list since 2.0; before, an object with a key for each. */
export function renditionsOf(fields: JsonFields, values: ItemValues): Rendition[] {
  return fields.named('renditions').flatMap((one, i) => {
    const field = `renditions/${i}`;
    const href = values.href(one.text('href', 'url'), `${field}/href`);
    const written = textOrNothing(one.text('name'));
    const name = NUMBERED.test(written ?? '') ? (usageOf(one) ?? written) : written;
    if (href === undefined) {
      values.warn('rendition-without-href', field, name ?? '');
      return [];
    }
    return [
      present({
        href,
        rendition: name !== undefined && UNNAMED.test(name) ? undefined : name,
        contentType: values.mediaType(one.text('contenttype', 'mimetype'), `${field}/contentType`, href),
        sizeBytes: values.amount(one.text('sizeinbytes'), `${field}/sizeInBytes`),
        width: values.amount(one.text('width'), `${field}/width`),
        height: values.amount(one.text('height'), `${field}/height`),
        durationSeconds: secondsOf(one, values, field),
        videoCodec: textOrNothing(one.text('videocodec')),
        hash: hashIn(one) ?? textOrNothing(one.text('digest')),
        title: textOrNothing(one.text('title')),
      }),
    ];
  });
}

/** A checksum has no property of its own; the guidelines of 3.3 give it as an example of an extension, `hash:sha256`. */
function hashIn(one: JsonFields): string | undefined {
  const [key, value] = one.object('extensions')?.matching(/^hash:[a-z0-9-]+$/)[0] ?? [];
  return key === undefined || !value ? undefined : `${key.slice('hash:'.length)}:${value}`;
}

/** The standard names no unit; all that is published counts seconds but for those whose profile says otherwise. */
function secondsOf(one: JsonFields, values: ItemValues, field: string): number | undefined {
  const amount = values.amount(one.text('duration'), `${field}/duration`);
  const isMilliseconds = values.context.profile?.durationUnit === 'milliseconds';
  return amount !== undefined && isMilliseconds ? amount / 1000 : amount;
}
