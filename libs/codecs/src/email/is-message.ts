/** How much of a text is looked at. */
const HEAD = 16_384;

/**
 * RFC 5322: header fields, two of them such as messages have, and one such as only messages have: a server's own header
 * before a feed is none. An mbox has a line before them.
 */
export function isMessage(text: string): boolean {
  // One look at its first line tells most documents from messages.
  if (!BEGINS_WITH_FIELD.test(text)) return false;
  const whole = text.slice(0, HEAD).replace(BEFORE_FIELDS, '');
  const head = whole.split(/\r?\n\r?\n/, 1)[0]!;
  const names = head
    .split(/\r?\n(?![ \t])/)
    .map((line) => /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase());
  const known = names.filter((name) => name !== undefined && MESSAGE_FIELDS.has(name));
  return names[0] !== undefined && known.length >= 2 && known.some((name) => !SERVER_FIELDS.has(name!));
}

const BEFORE_FIELDS = /^(?:\ufeff|\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?/;
const BEGINS_WITH_FIELD = new RegExp(`${BEFORE_FIELDS.source}[!-9;-~]+[ \\t]*:`);

const SERVER_FIELDS: ReadonlySet<string> = new Set(['date', 'content-type']);

const MESSAGE_FIELDS = new Set([
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'received',
  'return-path',
  'content-type',
  'delivered-to',
]);
