/** A piece of XML that is finished: it goes into another piece as it stands. */
export class XmlText {
  constructor(readonly text: string) {}
}

type Piece = string | number | XmlText | readonly XmlText[] | undefined;

/**
 * Writes XML by hand: `xml`<title>${headline}</title>`` escapes every value that is not XML itself, and leaves out
 * undefined. The origins have their own small writer, because newsrooms that were played by the exchange's own
 * encoders could never show a fault of its decoders.
 */
export function xml(strings: TemplateStringsArray, ...values: Piece[]): XmlText {
  let text = strings[0] ?? '';
  values.forEach((value, i) => {
    text += write(value) + (strings[i + 1] ?? '');
  });
  return new XmlText(text);
}

function write(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof XmlText) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('\n');
  return escapeText(String(piece));
}

/** A marked section that may hold markup; the one sequence it cannot hold is split between two sections. */
export const cdata = (text: string): XmlText =>
  new XmlText(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);

/** Fit for text and for attributes in double quotes. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Drops the lines that left-out pieces leave empty. */
export const document = (declaration: string, { text }: XmlText): string =>
  `${declaration}\n${text.replace(/\n[ \t]*(?=\n)/g, '')}\n`;
