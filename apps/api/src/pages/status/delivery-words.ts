import { DISMISSED, ITEM_KILLED, NO_LONGER_GRANTED } from '#store/settled-codes.js';
import { type Html, html } from '../html.js';

/** What became of an attempt or a delivery, to people, by the code that the ledger keeps. */
const WORDS: Record<string, string> = {
  'delivery.aborted': 'stopped here, as the exchange went down',
  'delivery.address-refused': 'its address is not dialled',
  'delivery.bad-headers': 'headers in the settings cannot be sent',
  'delivery.bad-secret': 'a secret in the settings cannot sign',
  'delivery.bad-url': 'the settings have no address for it',
  'delivery.connect': 'the connection failed',
  'delivery.delivered': 'delivered',
  'delivery.dns': 'its host has no address',
  'delivery.encoding-failed': 'it could not be written in its format',
  'delivery.failed': 'a fault in here',
  'delivery.gone': 'the address is gone for good',
  'delivery.invalid-output': 'what was written breaks the rules of its format',
  'delivery.not-expressible': 'its format has no word for it',
  'delivery.overtaken-by-kill': 'a kill came while it was on the way',
  'delivery.redirected': 'the partner redirects elsewhere',
  'delivery.rejected-by-partner': 'the partner rejects it',
  'delivery.skipped-on-resume': 'left out when the destination was resumed',
  'delivery.timeout': 'no answer in time',
  'delivery.tls': 'no trusted connection',
  'delivery.too-old': 'too old by the time that it could go',
  'delivery.version-missing': 'its version is not in the ledger',
  'delivery.worker-lost': 'its worker was lost on the way',
  [DISMISSED]: 'dismissed',
  [ITEM_KILLED]: 'the item was killed',
  [NO_LONGER_GRANTED]: 'no longer granted',
};

const HTTP = /^delivery\.http-(\d{3})$/;

/** The words of a code; one without any is made of words itself. */
export function deliveryWords(code: string): string {
  const [, status] = HTTP.exec(code) ?? [];
  if (status !== undefined) return `the partner answers HTTP ${status}`;
  return WORDS[code] ?? code.replace(/^delivery\./, '').replaceAll('-', ' ');
}

/** The words, and beside them the code by which replays and the API know it. */
export const codeInWords = (code: string): Html => html`${deliveryWords(code)} (<code>${code}</code>)`;
