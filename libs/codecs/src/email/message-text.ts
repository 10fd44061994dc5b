import { UndecodableDocument } from '../codec.js';
import { foldSpace, plainText } from '../html/plain-text.js';
import { sanitiseHtml } from '../html/sanitise-html.js';
import { MAX_DOCUMENT_BYTES, MAX_ENTRIES, tooLarge } from '../limits.js';
import { paragraphsOf } from '../paragraphs-of.js';
import { contentBytes, type MimePart } from './mime-part.js';
import { readTnef, type Tnef } from './tnef.js';

type Warn = (code: string, number: string, detail: string) => void;

/** What a message is made of, as its reader sees it. */
export interface MessageContent {
  /** The parts that are its text, in order; of alternatives the best one. */
  texts: MimePart[];
  /** The texts of the other alternatives. */
  otherTexts: MimePart[];
  /** Files that came with it, those shown inside its text among them. */
  attachments: MimePart[];
  /** Parts that serve the transport, such as signatures. */
  service: MimePart[];
}

const SERVICE: ReadonlySet<string> = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/pgp-encrypted',
  'message/delivery-status',
  'message/disposition-notification',
  'text/rfc822-headers',
]);

const TEXTS: ReadonlySet<string> = new Set([
  'text/plain',
  'text/html',
  'application/xhtml+xml',
  'text/enriched',
]);

/** How many bytes its texts have, other versions among them. */
const lettersOf = ({ contentType, content, parts }: MimePart): number =>
  parts.reduce((sum, part) => sum + lettersOf(part), TEXTS.has(contentType.value) ? content.length : 0);

/** @throws UndecodableDocument `decode.too-large` where it has more text than any other document may have */
export function contentOf(message: MimePart, warn: Warn): MessageContent {
  const letters = lettersOf(message);
  if (letters > MAX_DOCUMENT_BYTES)
    throw tooLarge(`its texts have ${letters} bytes, more than the ${MAX_DOCUMENT_BYTES} that are read`);
  const content: MessageContent = { texts: [], otherTexts: [], attachments: [], service: [] };
  collect(message, content);
  unpackTnef(content, MAX_DOCUMENT_BYTES - letters, warn);
  // A mail that is nothing but one attached text is that text.
  if (content.texts.length === 0) {
    const only = content.attachments.filter(({ contentType }) => TEXTS.has(contentType.value));
    if (only.length === 1) {
      content.texts.push(only[0]!);
      content.attachments = content.attachments.filter((part) => part !== only[0]);
    }
  }
  return content;
}

const TNEF = /^application\/(?:vnd\.)?ms-tnef$/;

/** Files of Outlook's own as what is in them. Its text is that of the message in another form, or the message has none. */
function unpackTnef(content: MessageContent, mostLetters: number, warn: Warn): void {
  const packed = content.attachments.filter(({ contentType }) => TNEF.test(contentType.value));
  if (packed.length === 0) return;
  const unpacked = new Set<MimePart>();
  const files: MimePart[] = [];
  const most = Math.max(0, MAX_ENTRIES - (content.attachments.length - packed.length));
  let leftOut = 0;
  let lettersLeft = mostLetters;
  // Asked only where it matters: what a large text says is costly to find out.
  const hasText = (): boolean => content.texts.some(saysSomething);
  for (const part of packed) {
    let found: Tnef;
    try {
      found = readTnef(contentBytes(part), lettersLeft);
    } catch (error) {
      if (!(error instanceof UndecodableDocument)) throw error;
      warn('attachment-undecodable', part.number, `${error.code}: ${error.message}`);
      continue;
    }
    const { text, hasRtf } = found;
    const isTextUnread = text === undefined && hasRtf && !hasText();
    if (isTextUnread)
      warn('attachment-undecodable', part.number, 'the text of the TNEF is RTF, which is not read');
    const isFileUnread = found.files.some((file) => file.content === '');
    if (isFileUnread)
      warn('attachment-undecodable', part.number, 'a file of the TNEF is an object, which is not read');
    // As it came it is kept only for what is not read of it.
    if (!isTextUnread && !isFileUnread) unpacked.add(part);
    const inside = (number: number, own: Partial<MimePart>): MimePart => ({
      ...part,
      number: `${part.number || '1'}.${number}`,
      fields: [],
      disposition: undefined,
      fileName: undefined,
      contentId: undefined,
      parts: [],
      ...own,
    });
    if (text !== undefined) {
      const contentType = { value: text.contentType, parameters: { charset: text.charset } };
      lettersLeft -= Math.min(lettersLeft, text.content.length);
      const own = inside(1, { contentType, content: text.content });
      (hasText() ? content.otherTexts : content.texts).push(own);
    }
    leftOut += found.leftOut;
    found.files.forEach((file, i) => {
      if (file.content === '') return;
      if (files.length >= most) {
        leftOut++;
        return;
      }
      const contentType = { value: file.contentType ?? 'application/octet-stream', parameters: {} };
      const { name: fileName, contentId, content: bytes } = file;
      files.push(inside(i + 2, { contentType, fileName, contentId, content: bytes }));
    });
  }
  content.attachments = [...content.attachments.filter((part) => !unpacked.has(part)), ...files];
  if (leftOut > 0) warn('list-cut', '', `files of TNEF: ${leftOut} were left out`);
}

function collect(part: MimePart, content: MessageContent): void {
  const type = part.contentType.value;
  if (type === 'multipart/alternative') {
    collectBest(part, content);
  } else if (type.startsWith('multipart/')) {
    for (const inner of part.parts) collect(inner, content);
  } else if (SERVICE.has(type)) {
    content.service.push(part);
  } else if (TEXTS.has(type) && !isFile(part)) {
    content.texts.push(part);
  } else {
    content.attachments.push(part);
  }
}

/** A text with a name is a file unless it is said to be inline; agencies' mailers name every part. */
const isFile = ({ disposition, fileName, number }: MimePart): boolean =>
  disposition === undefined ? fileName !== undefined && number !== '' : disposition.value !== 'inline';

/** What is asked of a part at each level of alternatives, and for each file, is found out once. */
function oncePerPart<T>(find: (part: MimePart) => T): (part: MimePart) => T {
  const known = new WeakMap<MimePart, { value: T }>();
  return (part) => {
    const found = known.get(part) ?? { value: find(part) };
    known.set(part, found);
    return found.value;
  };
}

const saysSomething = oncePerPart((part) => !isBlank(htmlOf(part, part.content)));

/** A guess before the charsets are known: words have blanks between them in all of them. */
const wordsOf = oncePerPart(({ contentType, content }) => {
  const isHtml = /html/.test(contentType.value);
  return foldSpace(isHtml ? plainText(content) : content).split(' ').length;
});

/** A text has more words than another by so many times, and by so many, where the other is no version of it. */
const MORE_TIMES = 2;
const MORE_WORDS = 40;

/**
 * The alternative that says most: the last that holds HTML, else the last with text; but one that has more than twice the
 * words, for some send their story as plain text and a notice as HTML. Files of the others are kept.
 */
function collectBest(part: MimePart, content: MessageContent): void {
  const choices = part.parts.map((inner) => {
    const own: MessageContent = { texts: [], otherTexts: [], attachments: [], service: [] };
    collect(inner, own);
    return own;
  });
  const hasText = ({ texts }: MessageContent): boolean => texts.some(saysSomething);
  const isHtml = ({ texts }: MessageContent): boolean =>
    texts.some(({ contentType }) => /html/.test(contentType.value));
  const full = choices.filter(hasText);
  const usual = full.findLast(isHtml) ?? full.at(-1) ?? choices.at(-1);
  const best = usual && (longestBeside(usual, full) ?? usual);
  for (const choice of choices) {
    (choice === best ? content.texts : content.otherTexts).push(...choice.texts);
    content.otherTexts.push(...choice.otherTexts);
    content.attachments.push(...choice.attachments);
    content.service.push(...choice.service);
  }
}

const wordCountOf = ({ texts }: MessageContent): number =>
  texts.reduce((count, text) => count + wordsOf(text), 0);

/** The first of the others that says far more; the words of the usual one are counted once. */
function longestBeside(usual: MessageContent, full: readonly MessageContent[]): MessageContent | undefined {
  let less: number | undefined;
  return full.find((one) => {
    const words = one === usual ? 0 : wordCountOf(one);
    if (words <= MORE_WORDS) return false;
    less ??= wordCountOf(usual);
    return words > less * MORE_TIMES && words > less + MORE_WORDS;
  });
}

/** A part's text as HTML, yet to be sanitised. */
export function htmlOf(part: MimePart, text: string): string {
  const { value, parameters } = part.contentType;
  if (value === 'text/plain') {
    const flowed = parameters['format']?.toLowerCase() === 'flowed';
    return paragraphsOf(flowed ? unflowed(text, parameters['delsp']?.toLowerCase() === 'yes') : text);
  }
  if (value !== 'text/enriched') return text;
  // RFC 1896: its tags are few and no loss, `<<` is the sign itself.
  const plain = text.replaceAll('<<', '\u0000').replace(/<param>[^<]*<\/param>|<[^<>]*>/gi, '');
  return paragraphsOf(plain.replaceAll('\u0000', '<'));
}

/** Lines that end in a blank go on in the next (RFC 3676 section 4.1), but for the mark of a signature. */
function unflowed(text: string, deleteSpace: boolean): string {
  const lines: string[] = [];
  let open = false;
  for (const raw of text.split(/\r\n|\n/)) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw;
    const isQuote = line.startsWith('>');
    if (open && !isQuote && line !== '-- ') lines[lines.length - 1] += line;
    else lines.push(line);
    open = line.endsWith(' ') && line !== '-- ' && !isQuote;
    if (open && deleteSpace) lines[lines.length - 1] = lines.at(-1)!.slice(0, -1);
  }
  return lines.join('\n');
}

/** As much of a text as nearly always shows that there is something in it. */
const BEGINNING = 65_536;

/** Whether HTML has nothing to read or see in it: editors send an empty page beside the files. */
export function isBlank(html: string): boolean {
  const beginning = html.slice(0, html.lastIndexOf('>', BEGINNING) + 1);
  return hasNothing(beginning) && (beginning.length === html.length || hasNothing(html));
}

const hasNothing = (html: string): boolean =>
  !/<(?:img|video|audio)\b/i.test(html) && !/(?:^|>)\s*[^<\s]/.test(sanitiseHtml(html).body);
