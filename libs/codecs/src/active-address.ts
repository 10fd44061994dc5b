/** What no scheme holds and readers or writers pass over: white space, controls, and what XML forbids. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what hides a scheme
const PASSED_OVER = /[\s\0-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

/** Schemes that run what they hold where a page makes a link of them. */
const ACTIVE = /^(?:javascript|vbscript|livescript|data)$/;

/** How nearly every address begins, so that nothing else is asked of it. */
const PLAIN_START = /^(?:https?:\/\/|urn:)/i;

/**
 * The scheme of an address in small letters, undefined where it has none. Browsers pass over white space and controls in one,
 * and XML cannot hold some of them (WHATWG URL section 4.4; XML 1.0 section 2.2), so none of these hides a scheme.
 */
export function schemeOf(address: string): string | undefined {
  const colon = address.indexOf(':');
  if (colon <= 0) return undefined;
  const scheme = address.slice(0, colon).replace(PASSED_OVER, '').toLowerCase();
  return /^[a-z][a-z0-9+.-]*$/.test(scheme) ? scheme : undefined;
}

/** Whether an address would run as a script, or bring its own page, where a reader makes a link of it. */
export const isActiveAddress = (address: string): boolean =>
  !PLAIN_START.test(address) && ACTIVE.test(schemeOf(address) ?? '');
