import type { NewsRecord } from '#news/record.js';
import { bodyParagraphs } from './body-paragraphs.js';
import type { OutputProfile } from './profile/output-profile.js';
import { escapeText } from './xml/write-xml.js';

/**
 * The record as the profile has it. A notice that an item is held or taken back is left as it is.
 *
 * @throws RangeError where a body is not well-formed XML
 */
export function shaped(record: NewsRecord, profile: OutputProfile): NewsRecord {
  if (record.pubStatus !== 'usable') return record;
  const { leaveOut = [], headlinePrefix, subjectSchemes } = profile;
  const sent: NewsRecord = { ...record };
  for (const field of leaveOut) delete sent[field];
  if (headlinePrefix !== undefined && sent.headline !== undefined)
    sent.headline = `${headlinePrefix} ${sent.headline}`;
  if (subjectSchemes !== undefined && sent.subjects !== undefined) {
    const kept = sent.subjects.filter(
      ({ qcode }) => qcode && subjectSchemes.includes(qcode.split(':', 1)[0]!),
    );
    if (kept.length > 0) sent.subjects = kept;
    else delete sent.subjects;
  }
  const body = record.body === undefined ? undefined : bodyAs(profile, record.body);
  if (body === undefined) delete sent.body;
  else sent.body = body;
  return sent;
}

function bodyAs({ body: form = 'xhtml', pictures }: OutputProfile, body: string): string | undefined {
  if (form === 'none') return undefined;
  if (form === 'plain') {
    const paragraphs = bodyParagraphs(body).map(
      (text) => `<p>${escapeText(text).replaceAll('\n', '<br/>')}</p>`,
    );
    return paragraphs.length > 0 ? paragraphs.join('') : undefined;
  }
  return pictures === 'by-reference' ? withoutPictures(body) : body;
}

/** The text of a body that `shaped` made plain: a blank line between paragraphs. */
export const plainBody = (body: string): string => bodyParagraphs(body).join('\n\n');

const ATTRIBUTES = `(?:[^>"']|"[^"]*"|'[^']*')*`;
const FIGURE = new RegExp(`<figure\\b${ATTRIBUTES}>((?:(?!</?figure\\b)[^])*)</figure\\s*>`, 'g');
const CAPTION = new RegExp(`<figcaption\\b${ATTRIBUTES}>[^]*?</figcaption\\s*>`, 'g');
const PICTURE = new RegExp(`<img\\b${ATTRIBUTES}>(?:\\s*</img\\s*>)?`, 'g');
const TAG = new RegExp(`<${ATTRIBUTES}>`, 'g');

/** Captions go with their pictures, whose renditions have them. */
function withoutPictures(body: string): string | undefined {
  const text = body
    .replace(FIGURE, (figure: string, inside: string) => {
      const more = inside.replace(CAPTION, '').replace(PICTURE, '').replace(TAG, '').trim();
      return inside.includes('<img') && more === '' ? '' : figure;
    })
    .replace(PICTURE, '')
    .replace(/<(p|div)>\s*<\/\1>/g, '');
  return text.trim() === '' ? undefined : text;
}
