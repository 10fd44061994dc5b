const WEEKDAY =
  '[(（]?(?:(?:星期|周|週|禮拜|礼拜)?[一二三四五六日天月火水木金土](?:曜日?)?|[월화수목금토일](?:요일)?)[)）]?';
const HALF = '上午|下午|午前|午後|오전|오후|凌晨|早上|中午|晚上';
/** Year with or without its era, month, day, weekday, half of the day, time, zone; each in signs or in words. */
const DATE = new RegExp(
  `^(?:${WEEKDAY}[\\s,，]*)?(?:(令和|平成|昭和|民國|民国|西元|公元|서기)\\s*)?(\\d{1,4}|元)\\s*[년年]\\s*(\\d{1,2})\\s*[월月]\\s*(\\d{1,2})\\s*[일日號号]` +
    `[\\s,，]*(?:${WEEKDAY}[\\s,，]*)?(.*)$`,
);
const TIME = new RegExp(
  `^(${HALF})?\\s*(\\d{1,2})\\s*(?:[:：]\\s*(\\d{1,2})(?:[:：](\\d{1,2}))?|[時时點点시]\\s*(?:(\\d{1,2})\\s*[分분])?\\s*(?:(\\d{1,2})\\s*[秒초])?)\\s*(.*)$`,
);
/** A half of the day that stands before the time of an otherwise Western date. */
const HALF_BEFORE = new RegExp(`^(.*?\\d[.]?)\\s*(?:${WEEKDAY}\\s*)?((?:${HALF})\\s*\\d{1,2}.*)$`);

/** The years before the first of an era. */
const ERAS: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['民國', 1911],
  ['民国', 1911],
]);

/**
 * A date of Korean, Chinese or Japanese in Western signs: `2025年11月18日 星期二 下午3时15分` is `2025-11-18 3:15:00 PM`.
 * Undefined for what is none, or has a time that cannot be read.
 */
export function fromEastAsian(text: string): string | undefined {
  const date = DATE.exec(text);
  if (!date) {
    const half = HALF_BEFORE.exec(text);
    const time = half && timeOf(half[2]!);
    return time ? `${half[1]} ${time}` : undefined;
  }
  const [, era, year, month, day, rest = ''] = date;
  const counted = (year === '元' ? 1 : Number(year)) + (ERAS.get(era ?? '') ?? 0);
  if (counted < 1000) return undefined;
  const time = rest === '' ? '' : timeOf(rest);
  return time === undefined ? undefined : `${counted}-${month}-${day} ${time}`.trim();
}

function timeOf(text: string): string | undefined {
  const time = TIME.exec(text);
  if (!time) return undefined;
  const [, half, hour, minute, second, minuteInWords, secondInWords, zone = ''] = time;
  const clock = [hour, minute ?? minuteInWords ?? '00', second ?? secondInWords ?? '00']
    .map((part) => part!.padStart(2, '0'))
    .join(':');
  const isAfternoon = half !== undefined && /[下後후晚中]/.test(half);
  const isNoon = half === '中午' && Number(hour) < 11;
  const mark = half === undefined ? '' : isAfternoon || isNoon ? ' PM' : ' AM';
  return `${clock}${mark} ${zone}`.trim();
}
