import { parsedUrl } from '#news/parsed-url.js';
import { isActiveAddress, schemeOf } from './active-address.js';
import { absoluteUrl, isPlainAddress } from './html/absolute-url.js';

/** Whether it is what programs write for an address or a name that they have not: `null`, `N/A`. */
export const isPlaceholder = (written: string): boolean =>
  written.length < 10 && /^(?:null|undefined|none|nil|nan|n\/a|false)$/i.test(written);

/** Whether it is an address that `readAddress` would give back as it stands: nearly each is. */
export const isWrittenWell = (value: string): boolean =>
  isPlainAddress(value) && PLAIN_START.test(value) && !value.includes('&amp;');

/**
 * The address that was meant, absolute where that can be, as `ItemValues.href` says; undefined where nothing was or none may be.
 *
 * @param warn told of each repair and loss, with what was written
 */
export function readAddress(
  value: string,
  base: string | undefined,
  warn: (code: string, shown: string) => void,
): string | undefined {
  const legal = value.replace(NO_ADDRESS_HAS, '');
  // A line that was broken was indented too.
  const said = legal
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .join('');
  if (said === '') return undefined;
  if (isPlaceholder(said)) {
    warn('href-dropped', said);
    return undefined;
  }
  const repaired = repairedAddress(said);
  // Tabs are passed over wherever they stand (WHATWG URL section 4.4); a repair looks for them.
  const written = repaired.includes('\t') ? repaired.replaceAll('\t', '') : repaired;
  const isActive = isActiveAddress(written) || /^(?:blob|about)$/.test(schemeOf(written) ?? '');
  const url = isActive ? undefined : absoluteUrl(written, base);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(written)?.[1]?.toLowerCase();
  const isNowhere = url === undefined && /^https?$/.test(scheme ?? '') && !parsedUrl(written);
  if (isActive || isNowhere) {
    warn('href-dropped', written);
    return undefined;
  }
  if (repaired !== said || legal !== value) warn('href-repaired', said);
  if (url !== undefined) return url;
  if (scheme === undefined) warn('href-relative', written);
  return written;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 section 2.2 forbids, so that writers would remove it
const NO_ADDRESS_HAS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** An address that was written in a way that no address is, as it was meant. */
function repairedAddress(written: string): string {
  // Escaped once more than it was read; no address has such a thing of its own.
  const address = written.includes('&amp;') ? written.replaceAll('&amp;', '&') : written;
  if (PLAIN_START.test(address)) return address.includes(' ') ? firstOfTwo(address) : address;
  if (address.length > MAX_REPAIRED) return address;
  const link = /^<a\s(?:[^<>]*?\s)?href\s*=\s*["']?([^"'<>\s]+)/i.exec(address)?.[1];
  return (link ?? address)
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/^(https?)(?::\/|\/\/)(?=[\w-]+\.)/i, '$1://')
    .replace(/^(?=www\.[\w-]+\.[a-z]{2,}(?:[/?#:]|$))/i, '//');
}

/** How nearly every address begins, so that nothing else is asked of it. */
const PLAIN_START = /^https?:\/\/(?!https?:)/i;
const MAX_REPAIRED = 2000;

const firstOfTwo = (address: string): string => /^(\S+)\s+https?:\/\/\S+$/i.exec(address)?.[1] ?? address;
