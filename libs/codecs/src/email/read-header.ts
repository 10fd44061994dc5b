import { isEmbargoName, isReleaseName, ownRelease, saysNoEmbargo } from '../embargo-field.js';
import { embargoIn } from '../embargo-line.js';
import type { EntryDraft } from '../feed/entry-draft.js';
import { plainText } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { lastOf } from '../strictest.js';
import { mailboxesOf } from './addresses.js';
import { decodeWords, fieldOf } from './mime-header.js';
import type { MimePart } from './mime-part.js';
import { mayBeOfTheNews } from './transport-fields.js';

/** Whether its subject says that the message is forwarded. */
export const isForwarded = (message: MimePart): boolean =>
  FORWARD.test(decodeWords(fieldOf(message.fields, 'subject') ?? '', () => {}));

/** Reads what a message says of itself in its header; its text is in the draft by then. */
export function readHeader(message: MimePart, draft: EntryDraft, charset: string | undefined): void {
  const { values } = draft;
  const words = (value: string, name: string): string =>
    decodeWords(value, ({ code, detail }) => values.warn(code, name, detail), charset);
  const text = (name: string): string | undefined => {
    const value = fieldOf(message.fields, name);
    return value === undefined ? undefined : words(value, name) || undefined;
  };
  const subject = text('subject') ?? '';
  draft.title = subject.replace(REPLY, '') || subject;
  if (draft.title !== subject) values.warn('text-left-out', 'subject', subject.slice(0, -draft.title.length));
  draft.published = values.date(fieldOf(message.fields, 'date'), 'date');
  const from = fieldOf(message.fields, 'from') ?? fieldOf(message.fields, 'sender');
  if (from !== undefined) draft.authors = mailboxesOf(from, (one) => words(one, 'from'));
  draft.publisher = text('organization') ?? text('organisation');
  draft.language = fieldOf(message.fields, 'content-language')?.split(',')[0]?.trim();
  const others: string[] = [];
  const embargoes: ReturnType<ItemValues['embargo']>[] = [];
  const written: string[] = [];
  for (const { name, value } of message.fields) {
    if (ONCE.has(name) && value !== '' && value !== fieldOf(message.fields, name))
      values.leftOut(name, [words(value, name)]);
    else if (name === 'keywords')
      draft.keywords.push(
        ...words(value, name)
          .split(/\s*[,;]\s*/)
          .filter(Boolean),
      );
    else if (name === 'comments') draft.notes.push(words(value, name));
    else if (TOLD.has(name) && value !== from && !ORDINARY.test(`${name}: ${value}`))
      values.leftOut(name, [words(value, name)]);
    else if (isEmbargoName(name)) {
      const when = words(value, name);
      if (saysNoEmbargo(when)) continue;
      embargoes.push(values.embargo(when, name));
      written.push(`${name}: ${when}`);
    } else if (isReleaseName(name)) {
      embargoes.push(ownRelease(name, words(value, name), values, draft.published));
    } else if (!TOLD.has(name) && value !== '' && mayBeOfTheNews(name))
      others.push(`${name}: ${words(value, name)}`);
  }
  values.leftOut('', others);
  if (new Set(embargoes.filter(Boolean)).size > 1)
    values.warn('embargo-repeated', 'header', written.join(', '));
  const opening = (draft.html ?? '')
    .slice(0, 4000)
    .split(/<\/(?:p|div|h\d)>|<br\s*\/?>/i)
    .map(plainText);
  embargoes.push(embargoIn([draft.title ?? '', opening.join('\n')], values, 'subject', draft.published));
  draft.embargoed = lastOf(embargoes);
}

/** Fields that stand in a header once (RFC 5322 section 3.6); the first is read. */
const ONCE: ReadonlySet<string> = new Set([
  ...['subject', 'date', 'from', 'message-id', 'organization', 'content-language', 'content-type'],
]);

/** Fields that say something of the text or of what is to be done with it; others say how it was sent. */
const TOLD: ReadonlySet<string> = new Set([
  ...['sender', 'reply-to', 'in-reply-to', 'references', 'supersedes', 'obsoletes', 'archived-at', 'summary'],
  ...['importance', 'priority', 'x-priority', 'sensitivity', 'expires', 'expiry-date', 'distribution'],
]);

/** What mail programs write in every message: that it is as important and as private as any other. */
const ORDINARY = /^(?:importance|priority|x-priority|sensitivity): *(?:3\b.*|normal|none)\s*$/i;

/** What mail programs put before the subject of an answer or of what is forwarded. */
const FORWARD = /^\s*(?:fwd?|wg|пер|ilt)(?:\[\d+\])?\s*:/i;
const REPLY = /^(?:\s*(?:re|fwd?|aw|wg|отв|пер|ynt|ilt)(?:\[\d+\])?\s*:\s*)+/i;
