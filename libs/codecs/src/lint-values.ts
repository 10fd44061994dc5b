import { child, elements, textOf, type XmlElement } from './xml/xml-node.js';

/** Takes a fault: its code, the element it is at, the path of that element, and what is wrong. */
export type Report = (code: string, element: XmlElement, at: string, message: string) => void;

/** The text of the first child element of that name, trimmed; empty where there is none. */
export function textIn(parent: XmlElement, local: string, ns?: string): string {
  const found = child(parent, local, ns);
  return found ? textOf(found).trim() : '';
}

/** A URI or IRI with a scheme, without blanks. */
export const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(text);
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#<>"]+[^\s<>"]*$/i.test(text);
const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A date-time of RFC 3339 with capital T and Z, and a day that the month has. */
export function isRfc3339(text: string): boolean {
  const [, year = '', month = '', day = ''] = RFC_3339.exec(text) ?? [];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return year !== '' && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
}

/** The elements of that name in a namespace, each with its path, numbered where the name stands more than once. */
export function numbered(
  parent: XmlElement,
  at: string,
  local: string,
  ns?: string,
): [element: XmlElement, at: string][] {
  const found = elements(parent, local, ns);
  return found.map((one, i) => [one, `${at}/${local}${found.length > 1 ? `[${i + 1}]` : ''}`]);
}

/** Reports each of the attributes that the element lacks or leaves empty. */
export function requireAttributes(
  element: XmlElement,
  at: string,
  names: readonly string[],
  code: string,
  report: Report,
): void {
  const missing = names.filter(
    (name) =>
      !element.attributes.some(({ ns, local, value }) => ns === '' && local === name && value.trim() !== ''),
  );
  if (missing.length > 0) report(code, element, at, `${missing.join(', ')} missing`);
}
