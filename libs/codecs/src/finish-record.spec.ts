import { asGuid } from '#news/ids.js';
import type { NewsItem } from '#news/record.js';
import type { DecodeContext, Warning } from './codec.js';
import { finishRecord } from './finish-record.js';

const draft: NewsItem = {
  kind: 'newsItem',
  guid: asGuid('urn:x:1'),
  version: 1,
  itemClass: 'text',
  provider: {},
  pubStatus: 'usable',
  fingerprint: '',
  headline: 'Астанада жаңа көпір ашылды',
};

const finish = (
  fields: Partial<NewsItem>,
  context: DecodeContext = {},
): { record: Partial<NewsItem>; warnings: Warning[] } => {
  const warnings: Warning[] = [];
  const record = finishRecord({ ...draft, ...fields }, context, (warning) =>
    warnings.push(warning),
  ) as NewsItem;
  return { record, warnings };
};

describe('finishRecord', () => {
  it.each<[string, Partial<NewsItem>]>([
    ['the headline', { headline: 'EMBARGOED until 19 Nov 2099 10:00 GMT: Büdcə açıqlanır' }],
    ['the description', { description: 'EMBARGOED UNTIL 10:00 GMT, 19 November 2099' }],
    ['the body', { body: '<p><b>Эмбарго до 19.11.2099 10:00</b></p><p>Мәтін.</p>' }],
    [
      'a later line',
      { body: '<p>BAKI <b>AZ</b></p><p>Embarqo: 2099-cu il 19 noyabr, saat 10:00<br/>Mətn.</p>' },
    ],
    ['another headline', { subheadline: 'EMBARGOED UNTIL 10:00 GMT, 19 November 2099' }],
    ['the notice', { rights: { notice: 'Embargoed until 19 Nov 2099 10:00 GMT. © Report' } }],
    [
      'a line behind a long address',
      {
        body: `<p><a href="https://news.example/?u=${'a'.repeat(2000)}">View</a></p><p>EMBARGOED UNTIL 19 Nov 2099 10:00 GMT</p>`,
      },
    ],
    [
      'a line that the 400th letter cuts',
      { body: `<p>${'Text. '.repeat(63)}</p><p>EMBARGOED UNTIL 19 Nov 2099 10:00 GMT</p><p>Text.</p>` },
    ],
    ['letters of their own', { body: '<p><span>EMB</span><i>ARGO</i> UNTIL 19 Nov 2099 10:00 GMT</p>' }],
    [
      'the line behind a letterhead',
      { body: `${'Street<br/>'.repeat(20)}EMBARGOED UNTIL 19 Nov 2099 10:00 GMT<br/>Text.` },
    ],
    ...['section', 'article', 'header', 'dd', 'figcaption'].map((name): [string, Partial<NewsItem>] => [
      `a ${name}`,
      { body: `<div>Ministry<${name}>EMBARGOED UNTIL 19 Nov 2099 10:00 GMT</${name}></div>` },
    ]),
    ['what a line parts', { body: 'Ministry<hr/>EMBARGOED UNTIL 19 Nov 2099 10:00 GMT<hr/>Text.' }],
    ['the terms', { rights: { usageTerms: ['Not for publication before 19 Nov 2099 10:00 GMT'] } }],
  ])('holds an item for an embargo that is written in %s', (_, fields) => {
    expect(finish(fields, { zone: 'UTC' }).record.embargoed).toBe('2099-11-19T10:00:00Z');
  });

  it('takes the word of the format for more than a text, and news about embargoes for news', () => {
    const field = { headline: 'EMBARGOED until 19 Nov 2099 10:00 GMT', embargoed: '2026-01-01T00:00:00Z' };
    expect(finish(field).record.embargoed).toBe('2026-01-01T00:00:00Z');
    expect(finish({ headline: 'Embargo to be lifted on Cuban sugar' }).record).not.toHaveProperty(
      'embargoed',
    );
    expect(finish({ description: 'Эмбарго на поставки нефти продлено' }).record).not.toHaveProperty(
      'embargoed',
    );
  });

  it('keeps the first thousand entries of a list, says how many it leaves out, and cuts nothing that binds', () => {
    const entries = <T>(count: number, make: (i: number) => T): T[] =>
      Array.from({ length: count }, (_, i) => make(i));
    const { record, warnings } = finish({
      keywords: entries(1000, (i) => `k${i}`),
      subjects: entries(1001, (i) => ({ name: `s${i}` })),
      renditions: entries(3000, (i) => ({ href: `https://e.az/${i}.jpg` })),
      signals: entries(1500, (i) => `x${i}`),
    });
    expect(record.keywords).toHaveLength(1000);
    expect(record.subjects?.at(-1)).toEqual({ name: 's999' });
    expect(record.renditions).toHaveLength(1000);
    expect(record.signals).toHaveLength(1500);
    expect(warnings).toEqual([
      { code: 'list-cut', at: 'urn:x:1', detail: 'subjects: 1 of 1001 were left out' },
      { code: 'list-cut', at: 'urn:x:1', detail: 'renditions: 2000 of 3000 were left out' },
    ]);
  });

  it('keeps a declared language and names its script, without a confidence', () => {
    const { record, warnings } = finish({ language: 'kk' });
    expect(record.language).toBe('kk-Cyrl');
    expect(record).not.toHaveProperty('languageConfidence');
    expect(warnings).toEqual([]);
  });

  it('detects where the declared language is never written in these letters, and says so', () => {
    const { record, warnings } = finish({ language: 'en-us' });
    expect(record.language).toBe('kk-Cyrl');
    expect(record.languageConfidence).toBeGreaterThan(0.9);
    expect(warnings).toEqual([{ code: 'language-mismatch', at: 'urn:x:1', detail: 'en-us' }]);
  });

  it('believes clear words more than a declaration in the same letters, and says so', () => {
    const { record, warnings } = finish({
      language: 'en-us',
      headline: 'Bakıda yeni metro stansiyası açılıb, qatarlar sabahdan hərəkət edəcək',
    });
    expect(record.language).toBe('az-Latn');
    expect(record.languageConfidence).toBeGreaterThanOrEqual(0.98);
    expect(warnings).toEqual([{ code: 'language-mismatch', at: 'urn:x:1', detail: 'en-us' }]);
  });

  it.each([
    ['a short headline', 'en', 'Bakıda metro'],
    ['names of another language', 'ru', 'Аида Балаева наградила Димаша Кудайбергена в Алматы'],
    ['a language that it cannot tell', 'id', 'Pemerintah mengumumkan anggaran baru untuk tahun depan'],
    ['what the words say', 'tr', 'Merkez Bankası faiz kararını yarın açıklayacak, piyasalar bekliyor'],
  ])('leaves what is declared to %s', (_case, language, headline) => {
    const { record, warnings } = finish({ language, headline });
    expect(record.language).toBe(language);
    expect(warnings).toEqual([]);
  });

  it.each([
    [
      'a body in another script than its short headline',
      'Breaking news from Baku tonight',
      '<p>Сегодня в Баку состоялась встреча президентов двух стран, стороны обсудили поставки газа.</p>',
      'ru',
    ],
    ['a short text', 'iPhone 17 Pro Max', '<p>Yangi telefon narxi qancha?</p>', 'uz-Latn'],
    ['a body behind a name', 'Qarabağ - Neftçi 2:1', '<p>Oyun Bakıda keçirilib.</p>', 'az-Latn'],
  ])('detects the language of %s', (_case, headline, body, language) => {
    expect(finish({ headline, body }).record.language).toBe(language);
  });

  it('detects where what is declared is no language', () => {
    expect(finish({ language: 'bilinmir' }).warnings[0]?.code).toBe('language-unknown');
  });

  it('looks into the body where the headline is short', () => {
    const body = '<p>Бүгін елордада жаңа көпір ашылып, көлік қозғалысы басталды.</p>';
    expect(finish({ headline: 'Live', body, languageConfidence: 1 }).record.language).toBe('kk-Cyrl');
  });

  it('leaves nothing absent behind, however deep', () => {
    const { record } = finish({
      description: '',
      keywords: [],
      authors: [{ name: 'A', email: '' }],
      rights: { usageTerms: [''] },
    });
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['description']));
    expect(record).not.toHaveProperty('keywords');
    expect(record).not.toHaveProperty('rights');
    expect(record.authors).toEqual([{ name: 'A' }]);
    expect(record.provider).toEqual({});
  });

  it.each(['javascript:alert(1)', ' Java\tScript:alert(1)', '\u0001vbscript:x', 'data:text/html,<script>'])(
    'removes the address %j of an author, a provider or a concept, and says so',
    (uri) => {
      const named = { name: 'A', uri };
      const { record, warnings } = finish({
        language: 'kk',
        provider: named,
        authors: [named, { name: 'B', uri: 'https://b.example/' }],
        subjects: [named, { name: 'S', uri: 'tag:x,2025:data:1' }],
        places: [{ name: 'P', uri: 'geo:43.2,76.9' }],
      });
      expect(record.provider).toEqual({ name: 'A' });
      expect(record.authors).toEqual([{ name: 'A' }, { name: 'B', uri: 'https://b.example/' }]);
      expect(record.subjects).toEqual([{ name: 'A' }, { name: 'S', uri: 'tag:x,2025:data:1' }]);
      expect(record.places).toEqual([{ name: 'P', uri: 'geo:43.2,76.9' }]);
      expect(warnings).toEqual(Array(3).fill({ code: 'href-dropped', at: 'urn:x:1', detail: uri }));
    },
  );
});
