import iconv from 'iconv-lite';
import { toText } from './to-text.js';

const AZ = 'Bakıda Şəhidlər xiyabanında mərasim keçirilib, iştirakçılar əklil qoyub';
const RU = 'В Астане подписан меморандум о сотрудничестве трёх телерадиокомпаний региона';
const KK = 'Астанада үш елдің ақпарат агенттіктері ынтымақтастық туралы меморандумға қол қойды';
const UZ = 'Toshkentda xalqaro media forum ish boshladi, unda oʻnlab mamlakat vakillari qatnashmoqda';
const UZC = 'Тошкентда халқаро медиа форум иш бошлади, унда ўнлаб мамлакат вакиллари қатнашмоқда';

const xml = (text: string, declared?: string): string =>
  `<?xml version="1.0"${declared ? ` encoding="${declared}"` : ''}?>\n<rss><channel><title>${text}</title></channel></rss>`;
const textIn = (document: string): string => /<title>([\s\S]*)<\/title>/.exec(document)![1]!;

/** The signs of a declaration by their bytes in any code page of EBCDIC. */
const SIGNS: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'abcdefghi'].map((sign, i) => [sign, 0x81 + i])),
  ...Object.fromEntries([...'jklmnopqr'].map((sign, i) => [sign, 0x91 + i])),
  ...Object.fromEntries([...'stuvwxyz'].map((sign, i) => [sign, 0xa2 + i])),
  ...Object.fromEntries([...'ABCDEFGHI'].map((sign, i) => [sign, 0xc1 + i])),
  ...Object.fromEntries([...'JKLMNOPQR'].map((sign, i) => [sign, 0xd1 + i])),
  ...Object.fromEntries([...'0123456789'].map((sign, i) => [sign, 0xf0 + i])),
  ...{ ' ': 0x40, '<': 0x4c, '>': 0x6e, '?': 0x6f, '=': 0x7e, '"': 0x7f, '.': 0x4b, '-': 0x60, '/': 0x61 },
};
const ebcdic = (text: string): Buffer => Buffer.from([...text].map((sign) => SIGNS[sign]!));

describe('toText', () => {
  it.each<[string, string, string, string | undefined, string | undefined, string]>([
    ['windows-1251 declared', RU, 'windows-1251', 'windows-1251', undefined, 'windows-1251'],
    ['windows-1251 by HTTP alone', RU, 'windows-1251', undefined, 'windows-1251', 'windows-1251'],
    ['windows-1251 that claims to be UTF-8', RU, 'windows-1251', 'utf-8', 'utf-8', 'windows-1251'],
    ['windows-1251 of which nothing is said', RU, 'windows-1251', undefined, undefined, 'windows-1251'],
    ['KOI8-R declared', RU, 'koi8-r', 'koi8-r', undefined, 'koi8-r'],
    ['KOI8-R of which nothing is said', RU, 'koi8-r', undefined, undefined, 'koi8-r'],
    ['RK1048 by its IANA name', KK, 'rk1048', 'KZ-1048', undefined, 'rk1048'],
    ['PT154 by its IANA name', KK, 'pt154', 'PTCP154', undefined, 'pt154'],
    ['PT154 for Uzbek', UZC, 'pt154', 'Cyrillic-Asian', undefined, 'pt154'],
    ['windows-1254', 'İstanbulda görüş keçirildi', 'windows-1254', 'iso-8859-9', undefined, 'windows-1254'],
    ['UTF-8', AZ, 'utf8', 'utf-8', 'utf-8', 'utf-8'],
    ['UTF-8 that claims to be windows-1251', KK, 'utf8', 'windows-1251', 'windows-1251', 'utf-8'],
    ['UTF-8 that claims to be Latin-1', UZ, 'utf8', undefined, 'ISO-8859-1', 'utf-8'],
    ['UTF-16LE without a mark', UZC, 'utf-16le', 'utf-16', undefined, 'utf-16le'],
    ['UTF-16BE without a mark', AZ, 'utf-16be', undefined, undefined, 'utf-16be'],
    ['ASCII that claims anything', 'Baku', 'ascii', 'windows-1251', undefined, 'utf-8'],
  ])('reads %s', (_name, text, charset, declared, http, expected) => {
    const bytes = iconv.encode(xml(text, declared), charset);
    const contentType = http && `text/xml; charset="${http}"`;
    const result = toText(bytes, { contentType });
    expect(result.charset).toBe(expected);
    expect(textIn(result.text)).toBe(text);
  });

  it.each([
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['utf-32le', 'utf-32le'],
    ['utf8', 'utf-8'],
  ])('believes a byte order mark of %s before all else', (charset, expected) => {
    const bytes = iconv.encode(xml(KK, 'windows-1251'), charset, { addBOM: true });
    const { text, charset: found, warnings } = toText(bytes, { contentType: 'text/xml; charset=koi8-r' });
    expect(found).toBe(expected);
    expect(text.startsWith('<?xml')).toBe(true);
    expect(textIn(text)).toBe(KK);
    expect(warnings[0]).toEqual({
      code: 'charset-repaired',
      at: 'document',
      detail: `HTTP says koi8-r, the bytes are ${expected}`,
    });
  });

  it('prefers HTTP to the declaration, and both to the configuration', () => {
    const bytes = iconv.encode(xml(RU, 'windows-1251'), 'koi8-r');
    expect(textIn(toText(bytes, { contentType: 'text/xml; charset=koi8-r', charset: 'cp866' }).text)).toBe(
      RU,
    );
    const declared = iconv.encode(xml(RU, 'windows-1251'), 'windows-1251');
    expect(toText(declared, { charset: 'koi8-r' }).charset).toBe('windows-1251');
    expect(toText(iconv.encode(xml(RU), 'cp866'), { charset: 'cp866' }).charset).toBe('ibm866');
  });

  it('reads typographic quotes of windows-1252, which Node leaves as control characters', () => {
    const [before, after] = xml('@', 'iso-8859-1').split('@');
    const bytes = Buffer.concat([
      Buffer.from(before!),
      Buffer.from([0x93, 0x62, 0x94, 0xe9]),
      Buffer.from(after!),
    ]);
    expect(textIn(toText(bytes).text)).toBe('“b”é');
  });

  it('reads UTF-8 that is cut inside a letter, or has one bad byte', () => {
    const whole = Buffer.from(xml(KK));
    const cut = Buffer.concat([Buffer.from(xml(KK).slice(0, 60)), Buffer.from('ә').subarray(0, 1)]);
    expect(toText(cut)).toMatchObject({ charset: 'utf-8', warnings: [{ code: 'charset-repaired' }] });
    const stained = Buffer.concat([whole.subarray(0, 50), Buffer.from([0x20, 0xff]), whole.subarray(50)]);
    expect(toText(stained).charset).toBe('utf-8');
    const short = Buffer.concat([Buffer.from('<rss>Bakı əsas '), Buffer.from([0xff]), Buffer.from('</rss>')]);
    expect(toText(short)).toMatchObject({ charset: 'utf-8', text: '<rss>Bakı əsas \ufffd</rss>' });
  });

  it.each(['utf_8', 'UTF-8-SIG', 'utf8mb4'])('knows UTF-8 by the name of %s', (label) => {
    expect(toText(Buffer.from(xml(KK, label)))).toMatchObject({ charset: 'utf-8', warnings: [] });
  });

  it('names a charset it does not know and goes on', () => {
    const { text, warnings } = toText(iconv.encode(xml(RU, 'x-klingon'), 'windows-1251'), {
      charset: 'windows-1251',
    });
    expect(textIn(text)).toBe(RU);
    expect(warnings.map((w) => w.code)).toContain('charset-unknown');
  });

  it.each<[string, string, string]>([
    ['hz-gb-2312', '~{VPND~} ~~ ~{PBNE~}', '中文 ~ 新闻'],
    ['HZ', '~{VPND\n', '中文'],
    ['iso-2022-kr', '\x1b$)C\x0eGQ19\x0f \x0e4:=:\x0f', '한국 뉴스'],
    ['iso-2022-jp-2', '\x1b$BF|K\\\x1b(B', '日本'],
  ])('reads %s, which hides its letters in ASCII', (label, text, read) => {
    const found = toText(Buffer.from(`<?xml version="1.0" encoding="${label}"?><t>${text}</t>`, 'latin1'));
    expect(/<t>\s*(.*?)\s*<\/t>/.exec(found.text)![1]).toBe(read);
    expect(found.warnings).toEqual([]);
  });

  it.each([
    ['iso-2022-jp', '\x1b$BF|K\\\x1b(B', '日本'],
    ['iso-2022-kr', '\x1b$)C\x0eGQ19\x0f', '한국'],
  ])('knows %s by its escapes where nothing is said', (charset, text, read) => {
    const found = toText(Buffer.from(`<t>${text}</t>`, 'latin1'));
    expect([/<t>(.*)<\/t>/.exec(found.text)![1], found.charset]).toEqual([read, charset]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['charset-guessed']);
  });

  it('leaves what such a charset announces nowhere, and says what it does not read', () => {
    expect(toText(Buffer.from('<?xml version="1.0" encoding="hz"?><t>a ~ b</t>'))).toMatchObject({
      charset: 'utf-8',
      warnings: [],
    });
    expect(toText(Buffer.from('<?xml version="1.0" encoding="utf-7"?><t>+AOk-</t>')).warnings).toEqual([
      {
        code: 'charset-unknown',
        at: 'document',
        detail: 'the XML declaration says utf-7, which is not read',
      },
    ]);
  });

  it.each<[string, string, string, string]>([
    ['ebcdic-cp-us', 'cp037', 'c1824b4a5a', 'Ab.¢!'],
    ['IBM500', 'cp500', 'c1824b4a5a', 'Ab.[]'],
    ['cp1140', 'cp1140', '9f1525', '€\n\n'],
    ['cp1026', 'cp1026', '5b79', 'İı'],
    ['cp273', 'cp273', '4aa1', 'Äß'],
  ])('reads %s, EBCDIC', (label, charset, hex, read) => {
    const bytes = Buffer.concat([
      ebcdic(`<?xml version="1.0" encoding="${label}"?><t>`),
      Buffer.from(hex, 'hex'),
    ]);
    const found = toText(bytes);
    expect(found.text.slice(found.text.indexOf('<t>') + 3)).toBe(read);
    expect([found.charset, found.warnings]).toEqual([charset, []]);
  });

  it('says which code page of EBCDIC it does not know', () => {
    const { charset, warnings } = toText(ebcdic('<?xml version="1.0" encoding="cp875"?><t/>'));
    expect([charset, warnings]).toEqual([
      'cp037',
      [{ code: 'charset-unknown', at: 'document', detail: 'the XML declaration says cp875' }],
    ]);
  });

  it('reads half as much of what is not Unicode', () => {
    const russian = Buffer.alloc(60, iconv.encode('Баку ', 'windows-1251'));
    const context = { contentType: 'text/xml; charset=windows-1251' };
    expect(toText(russian, context, 120).text).toBe('Баку '.repeat(12));
    expect(() => toText(russian, context, 118)).toThrow('more than the 59');
    expect(toText(Buffer.from('Баку '.repeat(12)), {}, 118).charset).toBe('utf-8');
  });

  it('decodes what is large piece by piece, and no letter is lost between them', () => {
    for (const charset of ['windows-1251', 'gb18030', 'rk1048', 'utf-8', 'utf-16be']) {
      const text = `x${'Баку, 巴 '.repeat(500_000).replaceAll('巴', charset.includes('1') && !/gb|utf/.test(charset) ? 'б' : '巴')}`;
      const bytes = iconv.encode(text, charset, { addBOM: charset === 'utf-16be' });
      expect(toText(bytes, { contentType: `text/xml; charset=${charset}` }).text === text).toBe(true);
    }
  });

  it('guesses from the text, not from the markup, and says so', () => {
    const markup = '<p class="x" lang="en"><a href="https://example.org/">'.repeat(200);
    const { charset, warnings } = toText(iconv.encode(`${markup}${RU}`, 'windows-1251'));
    expect(charset).toBe('windows-1251');
    expect(warnings[0]).toMatchObject({ code: 'charset-guessed', at: 'document' });
  });

  it.each([
    ['rk1048', 'Маҳаллий Кенгаш — йиғилиш: Россия ва Қозоғистон вакиллари келди'],
    ['windows-1252', 'Samarqandda ko’prik qurildi'],
  ])('guesses no charset that newsrooms do not write: %s', (written, text) => {
    const bytes = iconv.encode(text, written);
    expect(toText(bytes).text).toBe(iconv.decode(bytes, written));
  });

  it('never fails, whatever the bytes', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const bytes = Buffer.from(
        Array.from({ length: seed % 97 }, (_, i) => (seed * 2654435761 * (i + 1)) >>> 24),
      );
      expect(typeof toText(bytes).text).toBe('string');
    }
  });

  it.each([
    ['NicolÃ¡s MuÃ±oz', 'Nicolás Muñoz'],
    ['Ä°stanbul', 'İstanbul'],
    ['a cafÃ© in Baku', 'a café in Baku'],
    ['DOS AÃ‘OS', 'DOS AÑOS'],
    ['a cafÃƒÂ© in Baku', 'a café in Baku'],
    ['the country\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s future', 'the country’s future'],
    ['UkrneftвЂ™s rating', 'Ukrneft’s rating'],
    ['Р\u00a0С–РЎР‚РЎС“Р\u00a0С—Р\u00a0С—Р\u00a0В°', 'группа'],
  ])('repairs what was encoded twice or more, if it is one letter in a word: %s', (twice, text) => {
    expect(textIn(toText(Buffer.from(xml(twice))).text)).toBe(text);
  });

  it.each(['RØD OG BLÅ', 'BLÅ”', 'CIDADÔ', 'Â© A', 'à la carte', 'Ã', 'SÃO PAULO'])(
    'leaves what may be meant: %s',
    (text) => {
      expect(toText(Buffer.from(xml(text)))).toMatchObject({ text: xml(text), warnings: [] });
    },
  );

  const RIGHT = {
    AZ,
    RU,
    KK,
    UZ,
    UZC,
    ky: 'Кыргыз Республикасынын Президенти жаңы өкүмгө кол койду: ёлка, её, всё',
    tr: 'Türkiye’de görüşmeler başladı: ELAZIĞ’DA, MUŞ’TA, NİĞDE’DE “ŞÖLEN”',
    capitals: 'MUŞ’TA ELAZIĞ’DA AYAŞ’TA BELEDİYESİ’NİN',
    short: 'Да',
    picture: 'Baku 😀',
    en: 'The president’s café – “yes” – 50 €',
  };
  /** As software does that keeps what the charset has no letter for as a control character. */
  const readAs = (charset: string, text: string): string =>
    [...Buffer.from(text)]
      .map((byte) => {
        const letter = iconv.decode(Buffer.of(byte), charset);
        return letter === '\ufffd' ? String.fromCharCode(byte) : letter;
      })
      .join('');

  it.each(Object.entries(RIGHT))('leaves right text as it is: %s', (_name, text) => {
    expect(toText(Buffer.from(text))).toMatchObject({ text, warnings: [] });
    for (const [word] of text.matchAll(/\S+/g))
      expect(toText(Buffer.from(`a ${word}`)).text).toBe(`a ${word}`);
  });

  it.each(
    (['RU', 'KK', 'UZC', 'ky', 'picture'] as const).flatMap((name) =>
      ['windows-1252', 'windows-1251', 'windows-1254', 'koi8-r'].flatMap((charset) =>
        [1, 2, 3].map((times) => [name, charset, times] as const),
      ),
    ),
  )('repairs %s that was taken for %s %i times as a whole', (name, charset, times) => {
    const text = RIGHT[name];
    let mistaken: string = text;
    for (let i = 0; i < times; i++) mistaken = readAs(charset, mistaken);
    const found = toText(Buffer.from(mistaken));
    expect(found).toMatchObject({ text, warnings: [{ code: 'charset-repaired' }] });
  });

  it.each(['windows-1252', 'windows-1251', 'windows-1254', 'koi8-r'])(
    'repairs nothing where some of it is right, or it is so six times, and tells: %s',
    (charset) => {
      const mixed = `${AZ} ${readAs(charset, RU)}`;
      const doubtful = { warnings: [{ code: 'charset-doubtful' }] };
      expect(toText(Buffer.from(mixed))).toMatchObject({ text: mixed, ...doubtful });
      let deep = RU.slice(0, 20);
      for (let i = 0; i < 6; i++) deep = readAs(charset, deep);
      expect(toText(Buffer.from(deep))).toMatchObject({ text: deep, ...doubtful });
    },
  );

  const PRICE = 'Größe der Straße: über 50 @ für Öl';

  it.each([undefined, 'utf-8'])(
    'knows ISO-8859-15 by its euro sign beside digits, declared %s',
    (declared) => {
      for (const amount of ['50 @', '50@', '@50', '@ 50']) {
        const text = xml(PRICE.replace('50 @', amount), declared).replace('@', '€');
        const found = toText(iconv.encode(text, 'iso-8859-15'));
        expect(found).toMatchObject({ text, charset: 'iso-8859-15' });
        expect(found.warnings).toContainEqual({
          code: 'charset-guessed',
          at: 'document',
          detail: 'iso-8859-15, by its euro sign',
        });
      }
    },
  );

  it.each([
    ['three letters of a Latin word', `${AZ} Ã¶Ã¼Ä±`],
    ['three signs of punctuation', `${RU} â€œâ€“â€”`],
    ['four letters of Cyrillic with signs', `${AZ} Р‘Р°РєСѓ`],
    ['four letters of Cyrillic with letters of Cyrillic', `${RU} РіРѕРґРѕ`],
    ['two letters with lines of a screen', `${RU} п▓п╟`],
    ['two letters with other signs of KOI8-R', `${RU} я©п÷`],
    ['a letter with two lines of a screen', `${AZ} Б─▒п╟`],
  ])('tells %s among text that is right, as Latin and Cyrillic alone are not', (_name, text) => {
    expect(toText(Buffer.from(text))).toMatchObject({ text, warnings: [{ code: 'charset-doubtful' }] });
    // In a large document too, which is looked at piece by piece: wherever a piece ends in it.
    const bytes = Buffer.byteLength(`${AZ} ${RU} ${text}`);
    for (let behind = 0; behind < 24; behind++) {
      const large = `${AZ} ${RU} ${' '.repeat(64 * 1024 - bytes + behind)}${text}`;
      expect(toText(Buffer.from(large))).toMatchObject({ warnings: [{ code: 'charset-doubtful' }] });
    }
    expect(toText(Buffer.from(`${AZ} ${RU} Ğ “ДРУГ” © 5 °C`)).warnings).toEqual([]);
  });

  it.each<[string, string, string | undefined]>([
    ['signs that the other charset has not', `${PRICE}, ½ Liter`, undefined],
    ['the quotation marks of Windows', `„${PRICE}“`, undefined],
    ['a declaration', PRICE, 'iso-8859-1'],
  ])('leaves the currency sign where %s, and tells', (_name, template, declared) => {
    const text = xml(template, declared).replace('@', '¤');
    const found = toText(iconv.encode(text, 'windows-1252'));
    expect(found.text).toBe(text);
    expect(found.warnings).toContainEqual(
      expect.objectContaining({ code: 'charset-doubtful', detail: expect.stringContaining('euro') }),
    );
  });

  it('leaves a currency sign that is no amount, and the euro of Windows', () => {
    for (const text of ['Größe der Straße: das Zeichen ¤ für Öl', PRICE.replace('@', '€')])
      expect(toText(iconv.encode(text, 'windows-1252'))).toMatchObject({ text, charset: 'windows-1252' });
    expect(toText(Buffer.from(PRICE.replace('@', '¤'))).warnings).toEqual([]);
  });
});
