import type { NewsItem, Rendition } from '#news/record.js';
import { bodyParagraphs } from '../body-paragraphs.js';
import { captionsOf, termsOf } from '../terms-of.js';

/** Columns of a line of text, the blank at its end not counted (RFC 3676 section 4.2). */
const WIDTH = 72;

/** A line that our decoder, and any editor, takes for an embargo. */
export const embargoLine = (embargoed: string): string =>
  embargoed === 'indefinite' ? 'EMBARGOED UNTIL FURTHER NOTICE' : `EMBARGOED UNTIL ${embargoed}`;

/**
 * An item as an editor reads it in a mail: what forbids or holds it and the note to editors first, then headline and
 * text, then files, rights and what identifies it. Lines are wrapped as `format=flowed` has it (RFC 3676).
 */
export function messageText(item: NewsItem): string {
  const parts = [warnings(item), heading(item), ...paragraphs(item), ...behind(item)];
  return `${parts.filter(Boolean).map(flowed).join('\n\n')}\n`;
}

function warnings({ embargoed, edNote, pubStatus, signals = [] }: NewsItem): string {
  return [
    embargoed && embargoLine(embargoed),
    pubStatus === 'canceled' && 'KILLED: do not use this item, and remove every version of it.',
    pubStatus === 'withheld' && 'WITHHELD: do not use this item until it is released.',
    signals.length > 0 && `Signal: ${signals.join(', ')}`,
    edNote && `Note to editors, not for publication: ${edNote}`,
  ]
    .filter(Boolean)
    .join('\n');
}

const heading = ({ headline, subheadline, slugline, byline }: NewsItem): string =>
  [headline, subheadline, slugline && `Slug: ${slugline}`, byline].filter(Boolean).join('\n');

function paragraphs({ dateline, description, body }: NewsItem): string[] {
  const text = body === undefined ? [] : bodyParagraphs(body);
  const [first = '', ...rest] = description === undefined ? text : [description, ...text];
  return [[dateline, first].filter(Boolean).join(' – '), ...rest];
}

function behind(item: NewsItem): string[] {
  const { renditions = [], links = [], rights, creditline } = item;
  const files = renditions.map((rendition, i) => `${i + 1}. ${fileOf(rendition)}`);
  const terms = termsOf(item, [item.edNote, ...captionsOf(item)]);
  const related = links.map(({ rel, href, guid, title }) =>
    [`- ${rel}:`, title, href ?? guid].filter(Boolean).join(' '),
  );
  const subjects = [...(item.subjects ?? []), ...(item.genres ?? []), ...(item.places ?? [])];
  return [
    files.length > 0 ? `Files:\n${files.join('\n')}` : '',
    related.length > 0 ? `Links:\n${related.join('\n')}` : '',
    [
      rights?.notice ?? (rights?.holder && `© ${rights.holder}`),
      creditline && `Credit: ${creditline}`,
      ...terms.map((term) => `Terms of use: ${term}`),
    ]
      .filter(Boolean)
      .join('\n'),
    [
      item.authors &&
        `Author: ${item.authors.map(({ name, email }) => (email ? `${name} <${email}>` : name)).join(', ')}`,
      subjects.length > 0 &&
        `Subjects: ${subjects.map(({ name, qcode, uri }) => name ?? qcode ?? uri).join(', ')}`,
      item.keywords && `Keywords: ${item.keywords.join(', ')}`,
      item.urgency && `Urgency: ${item.urgency}`,
      item.firstCreated && `First created: ${item.firstCreated}`,
      item.url && `Page: ${item.url}`,
      `Id: ${item.guid}, version ${item.version}`,
    ]
      .filter(Boolean)
      .join('\n'),
  ];
}

function fileOf(file: Rendition): string {
  const { contentType, rendition, width, height, durationSeconds, sizeBytes, title, description } = file;
  const facts = [
    contentType,
    rendition,
    width !== undefined && height !== undefined && `${width}×${height}`,
    durationSeconds !== undefined && `${durationSeconds} s`,
    sizeBytes !== undefined && `${sizeBytes} bytes`,
    file.videoCodec,
    file.audioCodec,
    file.hash,
    file.language,
  ];
  const lines = [facts.filter(Boolean).join(', ') || 'file', file.href, title, description];
  return [...lines, file.credit && `Credit: ${file.credit}`].filter(Boolean).join('\n   ');
}

/** Lines of `format=flowed`: one that goes on in the next ends in a blank, and what looks like a mark is stuffed. */
function flowed(paragraph: string): string {
  return paragraph
    .split('\n')
    .flatMap((line) => wrapped(line.trimEnd()))
    .map((line) => (/^(?: |>|From )/.test(line) ? ` ${line}` : line))
    .join('\n');
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    if (current !== '' && (current + word).trimEnd().length > WIDTH) {
      lines.push(current);
      current = '';
    }
    current += word;
  }
  return [...lines, current];
}
