import type { ClaimedDelivery } from '#exchange/outbound/outbound-ports.js';

// Servers refuse requests whose headers exceed some 8 KiB in all; the item itself carries the terms in full.
const MAX_VALUE_LENGTH = 2_048;

/**
 * What a receiver can know of a delivery without reading its body: enough to recognise a stale version, a kill, and
 * what it owes for using the item. Values are percent-encoded UTF-8 wherever they hold `%` or anything but printable
 * ASCII, so that decoding them always gives back the text.
 *
 * @returns names and values in turn.
 */
export function deliveryHeaders(delivery: ClaimedDelivery): string[] {
  const headers = [
    'korpu-item-guid',
    encoded(delivery.guid),
    'korpu-item-version',
    String(delivery.version),
    'korpu-kind',
    delivery.kind,
    'korpu-source',
    encoded(delivery.sourcePartnerId),
    'korpu-sequence',
    String(delivery.sequence),
  ];
  const terms: string[] = [];
  for (const obligation of delivery.obligations) {
    switch (obligation.type) {
      case 'credit':
        headers.push('korpu-credit-line', abridged(obligation.line));
        headers.push('korpu-credit-required', String(obligation.required));
        break;
      case 'usage-terms':
        terms.push(obligation.text);
        break;
      case 'expiry':
        headers.push('korpu-expires', obligation.at);
        break;
      case 'embargo':
        headers.push('korpu-embargoed-until', obligation.until);
        break;
    }
  }
  // One line each, once decoded.
  if (terms.length > 0) headers.push('korpu-usage-terms', abridged(terms.join('\n')));
  return headers;
}

const PLAIN = /^[\x21-\x24\x26-\x7e](?:[\x20-\x24\x26-\x7e]*[\x21-\x24\x26-\x7e])?$/;
const TO_ENCODE = /[^\x20-\x24\x26-\x7e]/gu;

function encoded(text: string): string {
  return PLAIN.test(text) ? text : text.trim().replace(TO_ENCODE, percentEncoded);
}

/** Encoded, and where it is too long cut between characters and marked so. */
function abridged(text: string): string {
  const whole = encoded(text);
  if (whole.length <= MAX_VALUE_LENGTH) return whole;
  const cut = whole.slice(0, MAX_VALUE_LENGTH - ELLIPSIS.length).replace(/%[0-9A-F]?$/, '');
  return wholeCharacters(cut) + ELLIPSIS;
}

const ELLIPSIS = '%E2%80%A6';

const percentEncoded = (character: string): string => {
  let bytes = '';
  for (const byte of Buffer.from(character)) bytes += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return bytes;
};

/** Drops encoded bytes at the end that begin a UTF-8 character without finishing it. */
function wholeCharacters(cut: string): string {
  for (let text = cut; ; text = text.slice(0, -3)) {
    try {
      decodeURIComponent(text);
      return text;
    } catch {
      // One byte fewer.
    }
  }
}
