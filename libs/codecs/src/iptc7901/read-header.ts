import { lookup } from '#news/lookup.js';
import { foldSpace } from '../html/plain-text.js';
import type { ItemValues } from '../item-values.js';
import { present } from '../present.js';

/** What stands between SOH and STX (IPTC 7901 section 3, "Message header"). */
export interface WireHeader {
  /** Letters that name the source or service, as sent: `bkn`. */
  source?: string;
  /** The message number with its leading zeros, as sent. */
  number?: string;
  /** 1 (most urgent) to 9. */
  urgency?: number;
  category?: string;
  /** What follows the word count, where it is words: keywords, or the agency's name before its own number. */
  agency?: string;
  keywords: string[];
  /** The keyword line: `Bundestag/Kinder`. */
  slugline?: string;
  /** Further lines between the header line and the text. */
  lines: string[];
  /** Whether there is no header line. */
  isUnread?: boolean;
}

/** ANPA 1312's letters, which some agencies of IPTC 7901 send in place of a figure. */
const PRIORITIES: Readonly<Record<string, string>> = lookup({ f: '1', b: '2', u: '3', r: '4', d: '5' });

const LINE =
  /^([\p{L}-]{1,8})?[ \t]?(\d{1,6})[ \t]+(\d|[fburd])[ \t]+([\p{L}][\p{L}\p{N}.-]{0,7})(?:[ \t]+(\d{1,6}))?(?:[ \t]+(.*))?$/iu;

export const isHeaderLine = (line: string): boolean => LINE.test(foldSpace(line));

/** Reads the header; what it says in no way that is known is reported. */
export function readHeader(header: string, values: ItemValues): WireHeader {
  // Typesetting codes such as US and DC1 part fields and lines, and say nothing themselves.
  const lines = header
    .split(/\r\n|\n|\r/)
    .map((line) => foldSpace(line.replace(/\p{Cc}/gu, ' ').replace(/^\s*ZCZC\b(?:\s+\d+\s*$)?/i, '')))
    .filter(Boolean);
  const at = lines.findIndex((line) => LINE.test(line));
  if (at < 0) {
    const [first] = lines;
    if (first !== undefined) values.warn('header-unreadable', 'header', first);
    return {
      keywords: [],
      isUnread: true,
      lines: lines.slice(first !== undefined && /\d/.test(first) ? 1 : 0),
    };
  }
  const [, source, number, priority = '', category, , rest = ''] = LINE.exec(lines[at]!)!;
  const before = lines.slice(0, at);
  const found: WireHeader = {
    ...present({ source, number, category }),
    ...present({ urgency: values.urgency(PRIORITIES[priority.toLowerCase()] ?? priority, 'header') }),
    keywords: [],
    lines: [...before, ...lines.slice(at + 1)],
  };
  readRest(rest, found, values);
  return found;
}

function readRest(rest: string, found: WireHeader, values: ItemValues): void {
  const text = foldSpace(rest);
  if (text === '') return;
  const named = /^(\p{L}[\p{L}-]{1,11})[ ]?\d{1,6}$/u.exec(text);
  if (named) found.agency = named[1];
  else if (/\d/.test(text)) values.warn('fields-not-carried', 'header', text);
  else found.keywords.push(...keywordsIn(text));
}

export const keywordsIn = (text: string): string[] => text.split(/\s*[/,;]+\s*/).filter(Boolean);
