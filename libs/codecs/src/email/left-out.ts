import { Parser } from 'htmlparser2';

/** A text without what a mail program or its user put around it. */
export interface Story {
  text: string;
  /** What was left out, each with what it is. */
  leftOut: { what: 'signature' | 'quoted' | 'forwarded-header'; text: string }[];
}

/** RFC 3676 section 4.3; gateways cut the blank, and then only a short end of a text is a signature. */
const SIGNATURE = '-- ';
const LONGEST_SIGNATURE = 10;
const FORWARDED =
  /^-{5,}\s*(?:forwarded message|пересыла\S* сообщение|пересланн\S* сообщение|yönləndirilmiş mesaj|yönləndirilən mesaj|қайта жіберілген хабар|жіберілген хабар|yuborilgan xabar|uzatilgan xabar)\s*-*\s*$/iu;
const ORIGINAL =
  /^-{3,}\s*(?:original message|исходное сообщение|оригинальное сообщение|orijinal mesaj|бастапқы хабар|asl xabar)\s*-{3,}\s*$/iu;
/** `On 17 November Editor <e@x.example> wrote:` */
const ATTRIBUTION =
  /(?:wrote|writes|писал(?:\(а\)|а)?|пишет|написал(?:\(а\)|а)?|yazdı|yazıb|yazır|жазды|жазған|yozdi|yozgan|ёзди|schrieb|écrit)\s*:\s*$/iu;
const LONGEST_ATTRIBUTION = 3;

/**
 * Takes off a plain text, with lines parted by LF, its signature, the older message that it answers and the header of
 * one that it forwards. A text that is nothing but these stays as it is.
 *
 * @param isForward whether the subject says that it is forwarded: what is quoted then is the story
 */
export function storyInText(text: string, isForward: boolean): Story {
  const lines = text.split('\n');
  const leftOut: Story['leftOut'] = [];
  const take = (what: Story['leftOut'][number]['what'], from: number, to = lines.length): void => {
    const taken = lines
      .splice(from, to - from)
      .join('\n')
      .trim();
    if (taken !== '') leftOut.push({ what, text: taken });
  };
  const original = isForward ? -1 : lines.findIndex((line) => ORIGINAL.test(line));
  if (original >= 0) take('quoted', original);
  const signature = signatureIn(lines);
  if (signature >= 0) take('signature', signature);
  const quote = isForward ? -1 : quoteAtEnd(lines);
  if (quote >= 0) take('quoted', quote);
  const forwarded = lines.findIndex((line) => FORWARDED.test(line));
  if (forwarded >= 0) {
    const end = lines.findIndex((line, i) => i > forwarded && line.trim() === '');
    take('forwarded-header', forwarded, end < 0 ? forwarded + 1 : end);
  }
  return lines.some((line) => line.trim() !== '')
    ? { text: lines.join('\n'), leftOut }
    : { text, leftOut: [] };
}

function signatureIn(lines: readonly string[]): number {
  const marked = lines.lastIndexOf(SIGNATURE);
  if (marked >= 0) return marked;
  const bare = lines.lastIndexOf('--');
  // Where there are several, they rule a table.
  return lines.indexOf('--') === bare && lines.length - bare <= LONGEST_SIGNATURE ? bare : -1;
}

/** Where the quoted lines begin that a text ends in, with who wrote them; -1 where it does not. */
function quoteAtEnd(lines: readonly string[]): number {
  const isQuoted = (line: string): boolean => line.trim() === '' || line.startsWith('>');
  let from = lines.length;
  while (from > 0 && isQuoted(lines[from - 1]!)) from--;
  if (!lines.slice(from).some((line) => line.startsWith('>'))) return -1;
  for (let back = 1; back <= LONGEST_ATTRIBUTION && back <= from; back++) {
    if (ATTRIBUTION.test(lines.slice(from - back, from).join(' ')) && /\d/.test(lines[from - back]!))
      return from - back;
  }
  return from;
}

/** Elements that mail programs put such things into, by their classes and ids. */
const MARKS: readonly [what: Story['leftOut'][number]['what'], pattern: RegExp][] = [
  ['signature', /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block)(?:\s|$)/],
  ['forwarded-header', /(?:^|\s)(?:gmail_attr|moz-email-headers-table)(?:\s|$)/],
  ['quoted', /(?:^|\s)(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote)(?:\s|$)/],
];
/** How far into a quotation it is said that it is a forwarded message. */
const OPENING = 1000;
const FORWARDED_HTML =
  /-{5,}\s*(?:forwarded message|пересыла|пересланн|yönləndiril|қайта жіберілген|жіберілген|yuborilgan|uzatilgan)|begin forwarded message|начало переадресованного/iu;

/** Elements that may be open at once; a mail with more was not written by a mail program. */
const MAX_DEPTH = 1000;
const TOO_DEEP = new Error('nested too deep');

/** The same of HTML, where mail programs name what is not of the text. */
export function storyInHtml(html: string, isForward: boolean): Story {
  if (!/gmail_|moz-|yahoo_quoted|protonmail_|type=["']?cite/.test(html)) return { text: html, leftOut: [] };
  const leftOut: Story['leftOut'] = [];
  let text = '';
  let from = 0;
  let depth = 0;
  let open: { what: Story['leftOut'][number]['what']; start: number; depth: number } | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MAX_DEPTH) throw TOO_DEEP;
      if (open) return;
      const what = markOf(name, attributes);
      const { startIndex: start } = parser;
      // What is forwarded is the story.
      const isStory =
        what === 'quoted' && (isForward || FORWARDED_HTML.test(html.slice(start, start + OPENING)));
      if (what !== undefined && !isStory) open = { what, start, depth };
    },
    onclosetag(_name, isImplied) {
      if (open?.depth === depth) {
        const end = isImplied ? parser.startIndex : parser.endIndex + 1;
        leftOut.push({ what: open.what, text: html.slice(open.start, end) });
        text += html.slice(from, open.start);
        from = end;
        open = undefined;
      }
      depth--;
    },
  });
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (error !== TOO_DEEP) throw error;
    return { text: html, leftOut: [] };
  }
  return { text: text + html.slice(from), leftOut };
}

function markOf(
  name: string,
  attributes: Record<string, string>,
): Story['leftOut'][number]['what'] | undefined {
  if (name === 'blockquote' && attributes['type'] === 'cite') return 'quoted';
  const words = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`;
  return MARKS.find(([, pattern]) => pattern.test(words))?.[0];
}
