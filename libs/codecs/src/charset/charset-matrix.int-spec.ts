import iconv from 'iconv-lite';
import type { DecodeContext } from '../codec.js';
import { decodeDocument } from '../decode.js';

/** Headlines with the letters and signs that charsets differ in. */
const TEXTS = {
  az: 'Bakıda Şəhidlər xiyabanında mərasim keçirilib, iştirakçılar «əklil» qoyub',
  kk: 'Астанада үш елдің ақпарат агенттіктері ынтымақтастық туралы меморандумға қол қойды',
  'kk-Latn': 'Astanada üş eldiñ aqparat agenttıkterı memorandumğa qol qoidy',
  uz: 'Toshkentda xalqaro media forum ish boshladi, unda oʻnlab mamlakat vakillari qatnashmoqda',
  'uz with quotes': 'Toshkentda “O‘zbekiston” forumi boshlandi – unda o‘nlab mamlakat qatnashmoqda',
  'uz-Cyrl': 'Тошкентда халқаро ҳамкорлик форуми иш бошлади, унда ўнлаб мамлакат ғалаба қозонди',
  ru: 'В Астане подписан меморандум о сотрудничестве трёх телерадиокомпаний региона',
  'ru with signs': 'В Баку — «Хабар» № 1: съёмки начались, объявлено об этом сегодня утром',
  tr: 'İstanbulda görüşme başladı, çalışmalar hızlandı: ığüşöç',
} as const;
type Text = keyof typeof TEXTS;

const CHARSETS = [
  'windows-1251',
  'koi8-r',
  'rk1048',
  'pt154',
  'iso-8859-5',
  'cp866',
  'windows-1254',
  'windows-1252',
  'iso-8859-9',
  'utf-8',
  'utf-16le',
  'utf-16be',
];

const escaped = (text: string): string => text.replaceAll('"', '\\"');
const FORMATS: Record<string, (text: string, charset: string | undefined) => string> = {
  rss: (text, charset) =>
    `<?xml version="1.0"${charset ? ` encoding="${charset}"` : ''}?>\n<rss version="2.0"><channel><item><title>${text}</title></item></channel></rss>`,
  'newsml-g2': (text, charset) =>
    `<?xml version="1.0"${charset ? ` encoding='${charset}'` : ''}?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1" standard="NewsML-G2" standardversion="2.35"><itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/><versionCreated>2025-11-18T09:00:00Z</versionCreated></itemMeta><contentMeta><headline>${text}</headline></contentMeta></newsItem>`,
  jsonfeed: (text) =>
    `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"${escaped(text)}"}]}`,
  ninjs: (text) => `{"uri":"urn:x:1","versioncreated":"2025-11-18T09:00:00Z","headline":"${escaped(text)}"}`,
  html: (text, charset) =>
    `<!doctype html><html><head>${charset ? `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">` : ''}<meta property="og:type" content="article"></head><body><h1>${text}</h1></body></html>`,
};

const canCarry = (text: string, charset: string): boolean =>
  iconv.decode(iconv.encode(text, charset), charset) === text;

const headlineOf = (bytes: Buffer, context: DecodeContext): string | undefined =>
  decodeDocument(bytes, context).records[0]?.headline;

const CARRIED: [charset: string, text: Text][] = CHARSETS.flatMap((charset) =>
  (Object.keys(TEXTS) as Text[])
    .filter((text) => canCarry(TEXTS[text], charset))
    .map((text): [string, Text] => [charset, text]),
);

describe.each(Object.keys(FORMATS))('a document of %s', (format) => {
  const write = FORMATS[format]!;
  const isJson = format === 'jsonfeed' || format === 'ninjs';

  it.each(CARRIED)('in %s is read exactly: %s', (charset, name) => {
    const text = TEXTS[name];
    const utf16 = charset.startsWith('utf-16');
    const declared = utf16 ? 'utf-16' : charset;
    const as = (label: string | undefined): Buffer => iconv.encode(write(text, label), charset);
    const http = { contentType: `text/xml; charset=${charset}` };
    if (!isJson) expect(headlineOf(as(declared), {})).toBe(text);
    expect(headlineOf(as(undefined), http)).toBe(text);
    // HTTP is nearer to the one who sent the bytes than a declaration written once and for all.
    if (!isJson) expect(headlineOf(as('koi8-r'), http)).toBe(text);
    expect(headlineOf(as(undefined), { charset })).toBe(text);
    if (!isJson && !utf16) expect(headlineOf(as('utf-8'), { charset })).toBe(text);
  });

  it.each(Object.values(TEXTS).map((text, i) => [text, i] as const))(
    'in Unicode is read exactly, whatever is said of it: %s',
    (text, i) => {
      const contexts = [{}, { contentType: 'text/html; charset=windows-1251' }, { charset: 'koi8-r' }];
      const saids = [undefined, 'utf-8', 'windows-1251', 'iso-8859-1', 'x-unknown'];
      for (const [n, said] of saids.entries()) {
        const document = write(text, said);
        // Each declaration meets each context, in another text.
        const context = contexts[(i + n) % contexts.length]!;
        expect(headlineOf(Buffer.from(document), context)).toBe(text);
        expect(headlineOf(Buffer.from(`\ufeff${document}`), context)).toBe(text);
        for (const charset of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
          expect(headlineOf(iconv.encode(document, charset, { addBOM: true }), context)).toBe(text);
          expect(headlineOf(iconv.encode(document, charset), context)).toBe(text);
        }
      }
    },
  );

  it.each(['windows-1252', 'windows-1251'])(
    'in UTF-8 that was read as %s and encoded again is repaired',
    (by) => {
      // One letter may be an accident.
      const texts = Object.values(TEXTS).filter((text) => Buffer.byteLength(text) >= text.length + 3);
      for (const text of texts) {
        // Read as that charset is on the web: bytes without a character are control characters.
        const twice = new TextDecoder(by).decode(Buffer.from(write(text, 'utf-8')), { stream: true });
        const { records, warnings } = decodeDocument(Buffer.from(twice));
        expect(records[0]?.headline).toBe(text);
        expect(warnings).toContainEqual({
          code: 'charset-repaired',
          at: 'document',
          detail: `UTF-8 had been read as ${by} and encoded a second time`,
        });
      }
    },
  );

  it.each(['rk1048', 'pt154'])('in %s that is called windows-1251 is Kazakh all the same', (charset) => {
    const context = { contentType: 'text/xml; charset=windows-1251' };
    const {
      records,
      warnings,
      charset: found,
    } = decodeDocument(iconv.encode(write(TEXTS.kk, 'windows-1251'), charset), context);
    expect([records[0]?.headline, found]).toEqual([TEXTS.kk, charset]);
    expect(warnings).toContainEqual({
      code: 'charset-repaired',
      at: 'document',
      detail: `HTTP says windows-1251, the bytes are ${charset}`,
    });
  });
});

describe('e-mail', () => {
  it.each(CARRIED.filter(([charset]) => !charset.startsWith('utf-16')))(
    'in %s is read exactly: %s',
    (charset, name) => {
      const text = TEXTS[name];
      const bytes = iconv.encode(text, charset);
      const word = `=?${charset}?B?${bytes.toString('base64')}?=`;
      const parts: [encoding: string, body: Buffer][] = [
        ['8bit', bytes],
        ['base64', Buffer.from(bytes.toString('base64'))],
        [
          'quoted-printable',
          Buffer.from(
            [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
          ),
        ],
      ];
      for (const [encoding, body] of parts) {
        const head = `From: a@example.org\r\nSubject: ${word}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="${charset}"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
        const [record] = decodeDocument(Buffer.concat([Buffer.from(head), body])).records;
        expect([record?.headline, record?.body]).toEqual([text, `<p>${text}</p>`]);
      }
    },
  );
});

describe('what is right already', () => {
  it.each([
    ['Ukrainian', 'Київ: у місті з’явилися нові їдальні, є й ґанок, її відкрили'],
    ['Belarusian', 'У Мінску адкрылі новы музей, кіраўнік агенцтва прыехаў раніцай'],
    ['Macedonian', 'Во Скопје ќе се одржи меѓународен форум, љубов и џез, ѕвезди'],
    ['Serbian', 'У Београду ће бити одржан међународни форум, љубав и џез, ђаци'],
    ['Russian', TEXTS.ru],
  ])('in windows-1251 stays %s', (_name, text) => {
    const bytes = iconv.encode(FORMATS['rss']!(text, 'windows-1251'), 'windows-1251');
    const { records, warnings } = decodeDocument(bytes);
    expect(records[0]?.headline).toBe(text);
    expect(warnings.filter(({ code }) => code.startsWith('charset'))).toEqual([]);
  });

  it.each(['Câmara de São Paulo', 'Â© 2025', 'Größe – “quoted” ’', 'Р и С', 'Ã©t©'])(
    'in UTF-8 stays %s',
    (text) => {
      const { records, warnings } = decodeDocument(Buffer.from(FORMATS['rss']!(text, 'utf-8')));
      expect(records[0]?.headline).toBe(text);
      expect(warnings.filter(({ code }) => code.startsWith('charset'))).toEqual([]);
    },
  );
});
