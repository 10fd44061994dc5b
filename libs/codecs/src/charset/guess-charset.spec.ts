import iconv from 'iconv-lite';
import { decodeDocument } from '../decode.js';
import { guessCharset } from './guess-charset.js';

const FLASH =
  '\u0001AAAA0123 3 pol 12\r\nlada-1\r\n\u0002Министр посетил Актау\r\n\r\nАКТАУ, 26 ноября (Лада) - Министр прибыл в столицу с рабочим\r\nвизитом.\r\n\r\nОн проведёт переговоры.\r\n\u0003261200 NOV 26\r\n\u0004';

describe('guessCharset', () => {
  it.each([
    ['windows-1251', 'windows-1251'],
    ['koi8-r', 'koi8-r'],
    ['cp866', 'ibm866'],
    ['cp855', 'ibm855'],
  ])('sees the text between the control characters of the wire: %s', (written, expected) => {
    const { charset, records, warnings } = decodeDocument(iconv.encode(FLASH, written));
    expect(charset).toBe(expected);
    expect(records[0]).toMatchObject({ headline: 'Министр посетил Актау', language: 'ru' });
    expect(warnings).toContainEqual({
      code: 'charset-guessed',
      at: 'document',
      detail: expect.stringMatching(`^${expected}, [3-8]\\d % sure$`),
    });
  });

  it.each([
    ['windows-1251', 'Да', ['ru']],
    ['windows-1251', 'Тенге', ['ru']],
    ['windows-1251', 'Матч 2:1', ['uz-Cyrl']],
    ['windows-1254', 'Şuşa', ['az']],
    ['windows-1254', 'Işıq', ['az-Latn']],
  ])(
    'takes what the languages of the feed are written in where little tells: %s, %s',
    (written, text, languages) => {
      expect(guessCharset(iconv.encode(text, written), languages).charset.name).toBe(written);
    },
  );

  it.each([
    [['az'], 'windows-1251', 'В Астане подписан меморандум о сотрудничестве трёх телерадиокомпаний региона'],
    [['ru'], 'windows-1254', 'İstanbulda görüşme başladı, çalışmalar hızlandı ve ışıklar söndü, şimdi'],
  ])('is not talked into %s by what the text is not', (languages, written, text) => {
    expect(guessCharset(iconv.encode(text, written), languages).charset.name).toBe(written);
  });

  it.each(['windows-1251', 'koi8-r', 'cp866'])('knows a headline in capitals: %s', (written) => {
    const text = 'В АСТАНЕ ПОДПИСАН МЕМОРАНДУМ О СОТРУДНИЧЕСТВЕ';
    expect(guessCharset(iconv.encode(text, written)).charset.decode(iconv.encode(text, written))).toBe(text);
  });
});
