import { createHash } from 'node:crypto';
import type { NewsItem, NewsRecord } from '#news/record.js';
import { asNewsItem } from '../as-news-item.js';
import type { Encode, EncodeContext } from '../codec.js';
import { prefixedTitle, providerName } from '../feed-entry.js';
import { stripIllegal } from '../xml/write-xml.js';
import { embargoLine, messageText } from './encode-text.js';
import { encodedText, headerField, phrase } from './write-message.js';

export const EMAIL_TYPE = 'message/rfc822';

/**
 * Writes an e-mail of plain text (RFC 5322, MIME): one message for one record, else an mbox (RFC 4155) of one for each.
 * Whom it is from and to is known to the door that sends it: `From` names the exchange as a group without addresses
 * (RFC 6854), for that door to replace. A message for newsrooms, so it carries the note to editors, at its top.
 *
 * @throws RangeError where a body is not well-formed XML
 */
export const encodeEmail: Encode = (records, context) => {
  const messages = records.map((record) => messageOf(asNewsItem(record), context));
  if (messages.length === 1) return { bytes: Buffer.from(messages[0]!), contentType: EMAIL_TYPE };
  const at = new Date(context.sentAt).toUTCString();
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(at)!;
  // RFC 4155, appendix A: asctime's order, in UTC.
  const stamp = `${at.slice(0, 3)} ${month} ${day} ${time} ${year}`;
  const mbox = messages.map(
    (message) => `From korpu@localhost ${stamp}\n${message.replaceAll('\r\n', '\n')}\n`,
  );
  return { bytes: Buffer.from(mbox.join('')), contentType: 'application/mbox' };
};

function messageOf(item: NewsItem, context: EncodeContext): string {
  const sent = item.versionCreated ?? item.contentModified ?? item.firstCreated ?? context.sentAt;
  const thread = createHash('sha256').update(item.guid).digest('hex').slice(0, 32);
  const host = context.sender.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || 'korpu';
  const { transferEncoding, lines } = encodedText(stripIllegal(messageText(item)));
  const header = [
    headerField('From', `${phrase(context.sender)}:;`),
    headerField('Subject', subjectOf(item)),
    headerField('Date', new Date(sent).toUTCString().replace('GMT', '+0000')),
    `Message-ID: <${thread}.${item.version}@${host}>`,
    // Every version of an item is in one thread.
    `References: <${thread}@${host}>`,
    headerField('Organization', providerName(item) ?? context.sender),
    item.keywords && headerField('Keywords', item.keywords.join(', ')),
    item.language && headerField('Content-Language', item.language),
    headerField('X-Korpu-Guid', item.guid),
    headerField('X-Korpu-Version', String(item.version)),
    headerField('X-Korpu-Status', item.pubStatus),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8; format=flowed',
    `Content-Transfer-Encoding: ${transferEncoding}`,
  ].filter((field) => field !== undefined && field !== '');
  return [...header, '', ...lines, ''].join('\r\n');
}

/** What an editor must see before opening it stands first: a kill, a hold, an embargo; then the signal. */
function subjectOf(item: NewsRecord): string {
  const title = prefixedTitle(item);
  if (item.pubStatus === 'canceled') return `KILL: ${title}`;
  if (item.pubStatus === 'withheld') return `HOLD: ${title}`;
  return item.embargoed === undefined ? title : `${embargoLine(item.embargoed)} – ${title}`;
}
