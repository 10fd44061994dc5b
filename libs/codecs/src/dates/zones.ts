import { lookup } from '#news/lookup.js';

const HOUR = 60;

/**
 * Named zones in minutes east of UTC: RFC 822 section 5.1 and those that feeds use and that mean one zone alone.
 * Abbreviations that mean several zones (IST, AST, CST of China, military letters) are left out but for RFC 822's own.
 */
const NAMED: Readonly<Record<string, number>> = lookup({
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: HOUR,
  cet: HOUR,
  west: HOUR,
  met: HOUR,
  cest: 2 * HOUR,
  mest: 2 * HOUR,
  mez: HOUR,
  mesz: 2 * HOUR,
  eet: 2 * HOUR,
  eest: 3 * HOUR,
  trt: 3 * HOUR,
  msk: 3 * HOUR,
  мск: 3 * HOUR,
  msd: 4 * HOUR,
  azt: 4 * HOUR,
  get: 4 * HOUR,
  gst: 4 * HOUR,
  samt: 4 * HOUR,
  uzt: 5 * HOUR,
  yekt: 5 * HOUR,
  kgt: 6 * HOUR,
  hkt: 8 * HOUR,
  jst: 9 * HOUR,
  kst: 9 * HOUR,
  aest: 10 * HOUR,
  aedt: 11 * HOUR,
  nzst: 12 * HOUR,
  nzdt: 13 * HOUR,
  est: -5 * HOUR,
  edt: -4 * HOUR,
  cst: -6 * HOUR,
  cdt: -5 * HOUR,
  mst: -7 * HOUR,
  mdt: -6 * HOUR,
  pst: -8 * HOUR,
  pdt: -7 * HOUR,
  akst: -9 * HOUR,
  akdt: -8 * HOUR,
  hst: -10 * HOUR,
  zulu: 0,
  'utc/gmt': 0,
  'gmt/utc': 0,
  ndt: -2.5 * HOUR,
  nst: -3.5 * HOUR,
  adt: -3 * HOUR,
  art: -3 * HOUR,
  brt: -3 * HOUR,
  brst: -2 * HOUR,
  clt: -4 * HOUR,
  clst: -3 * HOUR,
  cot: -5 * HOUR,
  pet: -5 * HOUR,
  wat: HOUR,
  cat: 2 * HOUR,
  sast: 2 * HOUR,
  eat: 3 * HOUR,
  idt: 3 * HOUR,
  irst: 3.5 * HOUR,
  aft: 4.5 * HOUR,
  mut: 4 * HOUR,
  pkt: 5 * HOUR,
  mvt: 5 * HOUR,
  tjt: 5 * HOUR,
  tmt: 5 * HOUR,
  npt: 5.75 * HOUR,
  omst: 6 * HOUR,
  mmt: 6.5 * HOUR,
  ict: 7 * HOUR,
  wib: 7 * HOUR,
  krat: 7 * HOUR,
  novt: 7 * HOUR,
  hovt: 7 * HOUR,
  sgt: 8 * HOUR,
  myt: 8 * HOUR,
  pht: 8 * HOUR,
  wita: 8 * HOUR,
  awst: 8 * HOUR,
  irkt: 8 * HOUR,
  ulat: 8 * HOUR,
  wit: 9 * HOUR,
  yakt: 9 * HOUR,
  acst: 9.5 * HOUR,
  acdt: 10.5 * HOUR,
  vlat: 10 * HOUR,
  magt: 11 * HOUR,
  pett: 12 * HOUR,
});

/** Minutes east of UTC of `Z`, `+0500`, `+05:00`, `+5`, `GMT+5`, `MSK`, `+0300 MSK`, `MSK +0300`; undefined for what is none of them. */
export function offsetOf(zone: string): number | undefined {
  // `Z[UTC]` (RFC 9557) and `Etc/GMT` name what is known by its offset or short name.
  const short = zone.replace(/(.)\[[^\]]*\]$/, '$1').replace(/^etc\//i, '');
  if (/^00:?(?:00)?$/.test(short)) return 0;
  const match =
    /^(?:(?:gmt|utc?)?\s*:?|[a-z]{3,5}\s+)([+\-\u2212])-?\s*(\d{2}|[1-9])(?:[:.]?(\d{2}))?(?::?\d{2})?(?:z|\s+[a-z]{1,5})?$/i.exec(
      short,
    );
  if (!match) return NAMED[short.toLowerCase()];
  const minutes = Number(match[2]) * HOUR + Number(match[3] ?? 0);
  if (minutes > 14 * HOUR || Number(match[3] ?? 0) > 59) return undefined;
  return match[1] === '+' ? minutes : -minutes;
}

/** Names that mean the time of a place, summer or winter, by their beginnings; in the languages of the region. */
const REGIONS: readonly (readonly [RegExp, string])[] = [
  [/^et$|^eastern|^new york|^нью-йорк|^vaşinqton|^washington|^вашингтон/, 'America/New_York'],
  [/^at$|^atlantic (?:standard|daylight)/, 'America/Halifax'],
  [/^ct$|^central (?:standard|daylight)/, 'America/Chicago'],
  [/^mt$|^mountain/, 'America/Denver'],
  [/^pt$|^pacific (?:standard|daylight)/, 'America/Los_Angeles'],
  [/^bak[ıiu]|^баку|^бакин|^боку/, 'Asia/Baku'],
  [/^astan|^астан|^almat|^алмат/, 'Asia/Almaty'],
  [/^t[oa]shkent|^daşkənd|^taşkent|^т[ао]шкент/, 'Asia/Tashkent'],
  [/^bishkek|^bişkek|^бишкек/, 'Asia/Bishkek'],
  [/^tbilisi|^тбилис/, 'Asia/Tbilisi'],
  [/^mos[ckq]|^москов|^москв|^мәскеу/, 'Europe/Moscow'],
  [/^ankara|^анкар|^i?stanbul|^стамбул|^türkiy/, 'Europe/Istanbul'],
  [/^k[yi]i?[ev]v|^киев|^київ/, 'Europe/Kyiv'],
  [/^london|^лондон|^uk$|^british/, 'Europe/London'],
  [/^brussel|^brüssel|^брюссел|^berlin|^берлин|^par[iı][sj]|^париж/, 'Europe/Brussels'],
];

/** The IANA zone that its own name, one such as `ET` or, beside a word for time, a city means; undefined for any other. */
export function regionOf(name: string): string | undefined {
  const lower = name.toLowerCase().replaceAll('\u0307', '');
  return (
    REGIONS.find(([start]) => start.test(lower))?.[1] ?? (IANA.test(name) && isZone(name) ? name : undefined)
  );
}

/** `Europe/Paris`, and the names of old that stand for a clock that changes, `US/Eastern`, `EST5EDT`. */
const IANA =
  /^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Europe|Indian|Mexico|Pacific|US)\/[\w/+-]{3,40}|[A-Z]{3}\d[A-Z]{3})$/;

function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Where the month stands before the day, as in no zone of Europe and Asia but Manila's. */
const MONTH_FIRST =
  /^(?:US\/|America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Nome|Adak|Menominee|(?:Indiana|Kentucky|North_Dakota)\/\w+)$|Pacific\/Honolulu$|Asia\/Manila$)/;

/** How day and month are ordered where the clocks show this IANA zone; UTC is no place. */
export function dateOrderIn(zone: string | undefined): 'day-first' | 'month-first' | undefined {
  if (zone === undefined || !zone.includes('/') || zone.startsWith('Etc/')) return undefined;
  return MONTH_FIRST.test(zone) ? 'month-first' : 'day-first';
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

function offsetAt(zone: string, utc: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(utc)) parts[type] = Number(value);
  const local = Date.UTC(
    parts['year']!,
    parts['month']! - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
  return local - Math.floor(utc / 1000) * 1000;
}

/** What was asked last: items are often created, changed and published in the same second, and a look takes its time. */
let last = { zone: '', wallClock: Number.NaN, utc: Number.NaN };

/**
 * A wall-clock time (milliseconds as if it were UTC) in an IANA zone, as UTC milliseconds. A time that a clock change
 * skips is read with the offset before it, one that it repeats as the first of the two.
 */
export function fromZone(wallClock: number, zone: string): number {
  if (last.wallClock !== wallClock || last.zone !== zone)
    last = { zone, wallClock, utc: lookedUp(wallClock, zone) };
  return last.utc;
}

function lookedUp(wallClock: number, zone: string): number {
  const before = offsetAt(zone, wallClock - 24 * 3_600_000);
  const first = wallClock - before;
  if (offsetAt(zone, first) === before) return first;
  const second = wallClock - offsetAt(zone, wallClock + 24 * 3_600_000);
  return offsetAt(zone, second) === wallClock - second ? second : first;
}
