import type { FieldDifference } from '#exchange/inbound/record-difference.js';
import type { DocumentChange, ItemChange, Redecoded } from '#exchange/inbound/redecoded.js';
import { counted } from './counted.js';

/** What was found, in a few lines, before all the rest. */
export function countLines(counts: Redecoded['counts']): string[] {
  const quarantine = [
    counts.newlyDecodable > 0 && `${counts.newlyDecodable.toLocaleString('en')} at last`,
    counts.noLongerDecodable > 0 && `${counts.noLongerDecodable.toLocaleString('en')} no longer`,
    counts.stillUndecodable > 0 && `${counts.stillUndecodable.toLocaleString('en')} still not`,
  ].filter((part) => part !== false);
  const readable = quarantine.length > 0 ? `; readable ${quarantine.join(', ')}` : '';
  const left = counts.leftOut > 0 ? `, ${counts.leftOut.toLocaleString('en')} left out` : '';
  return [
    `${counted(counts.documents, 'document')} read${readable}.`,
    `${counted(counts.newItems, 'new item')}, ${counts.changedItems.toLocaleString('en')} changed, ${counts.unchangedItems.toLocaleString('en')} as in the ledger${left}.`,
  ];
}

export function documentText({ fetchId, at, url, change, records = 0, problem }: DocumentChange): string {
  const what =
    change === 'newly-decodable'
      ? `can be read: ${counted(records, 'record')}`
      : `can be read no longer: ${problem?.message} (${problem?.code})`;
  return printable(`document ${fetchId} of ${at}, ${url}\n  ${what}`);
}

export function itemText({ guid, fetchId, change, heldVersion, record, differences }: ItemChange): string {
  const what = heldVersion === undefined ? 'new item' : `${change} of version ${heldVersion}`;
  const head = `${guid}\n  ${what}, from document ${fetchId}`;
  if (heldVersion === undefined) return printable(record.headline ? `${head}\n  ${record.headline}` : head);
  return printable([head, ...differences.map(differenceText)].join('\n'));
}

export const leftOutText = ({ guid, fetchId, reason }: Redecoded['leftOut'][number]): string =>
  printable(`${guid}\n  left out, in document ${fetchId}: ${reason}`);

function differenceText({ field, from, to }: FieldDifference): string {
  if (from === undefined) return `  + ${field}: ${valueText(to)}`;
  if (to === undefined) return `  - ${field}: ${valueText(from)}`;
  const [before, after] = apart(from, to);
  return `  ~ ${field}: ${before} → ${after}`;
}

const LONGEST = 160;
/** Shown before the place where two long texts part. */
const LEAD = 40;

/** Two long texts, such as bodies, are shown from shortly before where they part. */
function apart(from: unknown, to: unknown): [string, string] {
  if (typeof from !== 'string' || typeof to !== 'string') return [valueText(from), valueText(to)];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  const start = from.length > LONGEST || to.length > LONGEST ? Math.max(0, same - LEAD) : 0;
  const cut = (text: string): string => valueText(start > 0 ? `…${text.slice(start)}` : text);
  return [cut(from), cut(to)];
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Text of a partner's must not move the cursor, nor turn the line round. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (c) =>
    c === '\n' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
