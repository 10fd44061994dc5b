import type { Instant } from '#news/record.js';
import {
  beginsWithTime,
  hasHour,
  isClock,
  isDayAlone,
  namesHour,
  saysMoreOfTime,
  writtenTime,
} from './dates/written-time.js';
import { isNewsOfEmbargo } from './embargo-news.js';
import { foldSpace } from './html/plain-text.js';
import type { ItemValues } from './item-values.js';
import { lastOf } from './strictest.js';

/** The word, and what may stand before it: signs of any kind, and the number of a line. */
const OPENS =
  /^[^\p{L}\p{N}]*(?![^\p{L}\p{N}])(?:\d{1,2}[.)]\s+[^\p{L}\p{N}]*)?(?:(?:this|these)\s+(?:(?:press|news|media)\s+)?(?:release|report|story|article|information|material|document|statement|text|item|content|copy|data)s?\s+(?:is|are)\s+)?(?:(?:attention|(?:news|press|media)\s+release|внимание|пресс-релиз|diqqət|press-reliz)[\s:!,|–—-]+)?(?:strict(?:ly)?\s+|строгое\s+|ciddi\s+)?(?:under\s+|подлежит\s+|под\s+)?(?:embargo(?:ed)?|[эе]мбарго|embarqo|ambargo|sperrfrist|hold(?=\s+for\s+release))(?![\p{L}\p{N}])/iu;
/** The bare word between brackets or stars marks the line, whatever follows. */
const MARK = /^\s*[[(*]+\s*(?:embargo(?:ed)?|[эе]мбарго|embarqo|ambargo|sperrfrist)\s*[\])*]+/iu;
const UNTIL =
  /^[\s:!*\])}"”»/–—-]*(?:(?:news\s+)?(?:until|till|to|do|до|bis|für|for\s+release|not\s+before|before|дейін)(?!\p{L}))?[\s:]*/iu;
const NOT_BEFORE =
  /^[^\p{L}\p{N}]*(?![^\p{L}\p{N}])(?:not\s+for\s+(?:release|publication|broadcast)\s+(?:before|until)|не\s+публиковать\s+до)\s*:?\s*/iu;

/** Azerbaijani, Kazakh and Uzbek say the time first: `18.11.2025 10:00-dək dərc etməyin`; Russian may. */
const TIME_FIRST =
  /^[\s*#[({"«]*(?![\s*#[({"«])(?:до\s+)?(.{6,80}?)(?:[yn]?[ae]?d[əe]k|[\s-](?:qədər|дейін|deyin|qadar|қадар)|[\s-]?(?:[gqk]acha|[гқк]ача))(?:\s*,([^,]{3,40}),)?\s+(?:(?:[ea]mbar[gq]o|эмбарго)(?=\s*(?:[.:!,;)\]*–—-]|$|alt|ost|остида))|dərc\s+(?:etməyin|olunmasın|edilməsin|edilmir)|yaymayın|yayımlanmasın|жарияламаңыз(?:дар)?|жариялауға\s+(?:болмайды|тыйым)|[eэ][ʻʼ‘’'`´ъ]?[lл][oо][nн]\s+(?:qilinmasin|qilmang|қилинмасин|қилманг))/iu;
const UNTIL_FIRST =
  /^[\s*#[({"«]*(?![\s*#[({"«])до\s+(.{6,80}?)\s*[,:–—-]?\s+(?:не\s+(?:публиковать|распространять|разглашать)|под\s+эмбарго|эмбарго)(?!\p{L})/iu;

/** The noun of `До 5 декабря эмбарго на нефть`, which words go on behind; `под эмбарго` is said of what follows. */
const BARE_NOUN = /(?<!\sпод\s+)эмбарго$/iu;
const GOES_ON = /^\s+\p{Ll}/u;

/**
 * The embargo that a line of a text states where its format has no field for one: `EMBARGOED UNTIL 18 November 2025
 * 10:00 GMT`, `Эмбарго до 18.11.2025 10:00`. The line must begin with the word and go on with a time or nothing, so that
 * news about an embargo is not held. What cannot be read as a time holds the item.
 *
 * @param lines texts in which an embargo is announced: the headline, and the first lines of the body
 * @param writtenOn the document's date, from which a day without a year (`до 18:00 27 ноября`) has its own
 * @returns undefined where no line is one
 */
export function embargoIn(
  lines: readonly string[],
  values: ItemValues,
  field: string,
  writtenOn?: Instant,
): Instant | 'indefinite' | undefined {
  const on = writtenOn === undefined ? undefined : { date: writtenOn, zone: values.context.zone };
  const said = new Set<string>();
  for (const text of lines) for (const when of announcedIn(text)) said.add(when);
  if (said.size === 0) return undefined;
  // A word alone is explained by a line that has a time, wherever that stands.
  if (said.size > 1) said.delete('');
  const read = [...said].map((when) => ({ when, time: writtenTime(when, on) }));
  const times = read.filter(({ time }) => time !== undefined);
  // The same line where its end was lost: the words behind it stand in the next one elsewhere.
  const isKnown = (longer: string): boolean =>
    times.some(({ when }) => longer.startsWith(`${when} `) && !saysMoreOfTime(longer.slice(when.length)));
  const embargoes: (Instant | 'indefinite' | undefined)[] = [];
  for (const { when, time } of read) {
    if (time !== undefined) embargoes.push(values.embargo(time, field, when));
    else if (!isKnown(when)) {
      values.warn('embargo-unreadable', field, when);
      embargoes.push('indefinite');
    }
  }
  if (new Set(embargoes).size > 1) values.warn('embargo-repeated', field, [...said].join(', '));
  return lastOf(embargoes);
}

/** A letterhead of a name, streets and numbers stands above it. */
const MOST_LINES = 40;

/** What stands where the time should, in each line of a text that announces an embargo. */
function* announcedIn(text: string): Generator<string> {
  const lines = text.split('\n').slice(0, MOST_LINES);
  for (const [i, line] of lines.entries()) {
    const when = embargoTimeIn(line);
    if (when === undefined) continue;
    const next = foldSpace(lines.slice(i + 1).find((other) => /[\p{L}\p{N}]/u.test(other)) ?? '');
    const time = next.slice(UNTIL.exec(next)![0].length);
    // A day may have its hour in the next line, and the bare word its time.
    const goesOn =
      when === ''
        ? beginsWithTime(time) && (time !== next || NO_END.test(line))
        : isClock(time) && !hasHour(when);
    yield goesOn ? `${when} ${time}`.trim() : when;
  }
}

/** A line that says until, and not when. */
const NO_END = /(?<!\p{L})(?:until|till|to|before|до|bis|for\s+release)[\s:]*$/iu;

/** Words that stand in every line that announces an embargo: asked for first, because nearly no text has them. */
export const MAY_ANNOUNCE_EMBARGO =
  /[ea]mbar[gq]o|[эе]мбарго|sperrfrist|hold\s+for|[\u00ad\u200b-\u200f\u2060-\u2064\uff21-\uff5a]|not\s+(?:for|before)\b|не\s+публиковать|dərc|yaymay|жария|[lл][oо][nн]\s+[qқ]/iu;

/** Full-width letters, and signs that never show, or only where a line is broken. */
const HIDDEN = /[\u00ad\u200b-\u200f\u2060-\u2064\uff01-\uff5e]/;
const UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064]/g;

/** What stands where the time should; undefined for a line that announces no embargo. */
export function embargoTimeIn(raw: string): string | undefined {
  const line = foldSpace(HIDDEN.test(raw) ? raw.normalize('NFKC').replace(UNSEEN, '') : raw);
  const notBefore = NOT_BEFORE.exec(line);
  if (notBefore) return timeOf(line.slice(notBefore[0].length));
  const asked = TIME_FIRST.exec(line);
  const timeFirst = asked ?? UNTIL_FIRST.exec(line);
  if (timeFirst && beginsWithTime(timeFirst[1]!)) {
    const behind = line.slice(timeFirst[0].length);
    // "До 5 декабря эмбарго на нефть" is news, unless the hour is told.
    if (!asked && BARE_NOUN.test(timeFirst[0]) && GOES_ON.test(behind) && !namesHour(timeFirst[1]!))
      return undefined;
    if (saysMoreOfTime(behind)) return line;
    return `${timeFirst[1]} ${timeFirst[2] ?? ''}`.trim();
  }
  const opening = OPENS.exec(line);
  if (!opening) return undefined;
  const rest = line.slice(opening[0].length);
  const until = UNTIL.exec(rest)![0];
  // "Embargo to be lifted" is news: these words alone announce none.
  const says = /\p{L}/u.test(until) && !/^[^\p{L}]*(?:to|do|before)\b/iu.test(until);
  const what = rest.slice(until.length);
  // "Embargo: what it means" is a headline; "Embargo: 18 November" and a lone "EMBARGO" are not.
  if (!says && isNewsOfEmbargo(opening[0], rest)) return undefined;
  if (says || beginsWithTime(what) || isDayAlone(what) || NOTHING.test(rest)) return timeOf(what);
  return MARK.test(line) || PREFIX.test(line) ? '' : undefined;
}

const NOTHING = /^[\s\])}"”»!.*:–—-]*$/u;
/** The participle with a sign behind it says it of what follows; the noun may be its subject. */
const PREFIX = /^\s*(?:strictly\s+)?embargoed\s*(?::|\s[–—-])\s/iu;

/** The time without the signs around it. */
const timeOf = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? text.trim() : '');
