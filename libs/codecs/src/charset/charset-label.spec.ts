import { charsetOf } from './charset-label.js';

describe('names of charsets', () => {
  it.each([
    ['ISO_8859-10:1992', 'iso-8859-10'],
    ['iso_8859_5_1988', 'iso-8859-5'],
    ['8859_7', 'iso-8859-7'],
    ['latin', 'windows-1252'],
    ['iso2022_jp', 'iso-2022-jp'],
    ['iso2022-kr', 'iso-2022-kr'],
    ['EUC_JISX0213', 'euc-jp'],
    ['shift-jis-2004', 'shift_jis'],
    ['ks_x_1001', 'euc-kr'],
    ['x-windows-949', 'euc-kr'],
    ['hz_gb', 'hz-gb-2312'],
    ['x-mac-ce', 'maccenteuro'],
    ['mac_cyrillic', 'x-mac-cyrillic'],
    ['windows-cyrillic', 'windows-1251'],
    ['Cyrillic_Asian', 'pt154'],
    ['csKZ1048', 'rk1048'],
    ['KOI-8', 'koi8-r'],
    ['RUSCII', 'cp1125'],
    ['dos-862', 'cp862'],
    ['utf-8-BOM', 'utf-8'],
    ['u16', 'utf-16le'],
    ['csUCS4', 'utf-32'],
  ])('%s is %s', (label, name) => {
    expect(charsetOf(label)?.name).toBe(name);
  });

  it.each(['utf-7', 'unicode-1-1-utf-7', 'johab', 'ansi', 'binary', 'hex', '', 'x'])(
    '%j is none',
    (label) => {
      expect(charsetOf(label)).toBeUndefined();
    },
  );

  it.each([
    ['koi-8', [0xf0, 0xd2, 0xc9], 'При'],
    ['iso_8859_5_1988', [0xbf, 0xe0, 0xd8], 'При'],
    ['mac_cyrillic', [0x8f, 0xf0, 0xe8], 'При'],
    ['iso2022_jp', [0x1b, 0x24, 0x42, 0x25, 0x22, 0x1b, 0x28, 0x42], 'ア'],
  ])('%s gives its letters', (label, bytes, text) => {
    expect(charsetOf(label)?.decode(Buffer.from(bytes))).toBe(text);
  });
});
