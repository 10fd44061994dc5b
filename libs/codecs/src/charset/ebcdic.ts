import type { Charset } from './charset-label.js';

/** What 0x40 to 0xff are in code page 037, which the others differ from in a few places (IBM character data architecture). */
const FROM_40 =
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿' +
  'ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00adôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f';

/** A sign behind the two figures of its byte, for each that is another than in 037. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  cp037: '',
  cp500: '4a[4f!5a]5f^b0¢ba¬bb|',
  cp1140: '9f€',
  cp273: '43{4aÄ4f!59~5aÜ5f^63[6aö7c§a1ßb0¢b5@ba¬bb|bc‾c0äcc¦d0üdc}e0Öec\\fc]',
  cp1026: '48{4aÇ4f!5aĞ5bİ5f^68[6aş79ı7bÖ7cŞ7fÜ8c}8d`8e¦a1öac]ad$ae@b0¢ba¬bb|c0çcc~d0ğdc\\e0üec#fc"',
};

/** IANA's names of each, without `cp`, `ibm`, `csibm`, leading zeros and the like. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...['37', '39', 'ebcdiccpus', 'ebcdiccpca', 'ebcdiccpnl', 'ebcdiccpwt'].map(
    (name) => [name, 'cp037'] as const,
  ),
  ...['500', 'ebcdiccpbe', 'ebcdiccpch'].map((name) => [name, 'cp500'] as const),
  ['1140', 'cp1140'],
  ['273', 'cp273'],
  ['1026', 'cp1026'],
]);

/** `<?xml`, whose signs are the same in all code pages (XML 1.0 appendix F). */
const DECLARATION = Buffer.from('4c6fa79493', 'hex');

/**
 * The code page of EBCDIC that a document is in, by its XML declaration; 037 where that names none that is known, with
 * what it names.
 */
export function ebcdicOf(bytes: Buffer): { charset: Charset; unknown?: string } | undefined {
  if (bytes[0] !== DECLARATION[0] || !bytes.subarray(0, 5).equals(DECLARATION)) return undefined;
  const head = tableOf('cp037');
  const label = /encoding\s*=\s*.([\w.:-]+)/i.exec(decodeBy(head, bytes.subarray(0, 200)))?.[1] ?? '';
  const plain = label
    .toLowerCase()
    .replace(/[_-]/g, '')
    .replace(/^(?:cs)?(?:ibm|cp)?0*/, '');
  const known = NAMES.get(plain);
  const name = known ?? 'cp037';
  const charset = { name, decode: (all: Buffer) => decodeBy(tableOf(name), all) };
  return known === undefined && label !== '' ? { charset, unknown: label } : { charset };
}

function tableOf(name: string): string[] {
  const table = [...'\ufffd'.repeat(0x40), ...FROM_40];
  table[0x05] = '\t';
  table[0x0d] = '\r';
  // Mainframes end lines with their own sign for it.
  table[0x15] = '\n';
  table[0x25] = '\n';
  for (const [, byte = '', sign = ''] of DIFFERENCES[name]!.matchAll(/([\da-f]{2})(.)/gu))
    table[Number.parseInt(byte, 16)] = sign;
  return table;
}

function decodeBy(table: readonly string[], bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += table[byte]!;
  return text;
}
