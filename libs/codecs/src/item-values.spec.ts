import { ItemValues } from './item-values.js';

describe('amounts', () => {
  it.each([
    ['12345', 12_345],
    ['1,234,567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['640px', 640],
    ['360.0', 360],
  ])('%j is %d', (written, amount) => {
    const values = new ItemValues({}, 'item[1]');
    expect(values.amount(written, 'length')).toBe(amount);
    expect(values.warnings).toEqual([]);
  });

  it.each(['1GB', '12 MB', '-1', '1,5', '12,34', 'about 3', '0,123'])(
    '%j is told and left out',
    (written) => {
      const values = new ItemValues({}, 'item[1]');
      expect(values.amount(written, 'length')).toBeUndefined();
      expect(values.warnings).toEqual([{ code: 'number-unreadable', at: 'item[1]/length', detail: written }]);
    },
  );
});

describe('sizes of files', () => {
  it.each([
    ['12345', 12_345, []],
    ['1,234,567 bytes', 1_234_567, []],
    ['360b', 360, []],
    ['1GB', 1e9, ['number-repaired']],
    ['2.5 MB', 2_500_000, ['number-repaired']],
    ['1,5 MiB', 1_572_864, ['number-repaired']],
    ['700 kbytes', 700_000, ['number-repaired']],
    ['1.5', undefined, ['number-unreadable']],
    ['1.2.3 MB', undefined, ['number-unreadable']],
    ['large', undefined, ['number-unreadable']],
  ])('%j is %p', (written, bytes, codes) => {
    const values = new ItemValues({}, 'item[1]');
    expect(values.bytes(written, 'length')).toBe(bytes);
    expect(values.warnings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('dates', () => {
  it.each([
    ['<time datetime="2019-05-12T10:00:00Z">Sun, 05/12/2019</time>', '2019-05-12T10:00:00Z'],
    ['<span class="date">Sun, 12 May 2019 <b>10:00:00</b> GMT</span>', '2019-05-12T10:00:00Z'],
  ])('are read out of HTML: %s', (written, instant) => {
    const values = new ItemValues({}, 'item[1]');
    expect(values.date(written, 'pubDate')).toBe(instant);
    expect(values.embargo(written, 'embargo')).toBe(instant);
    expect(values.warnings).toEqual([]);
  });
});

describe('addresses', () => {
  const read = (written: string) => {
    const values = new ItemValues({ baseUrl: 'http://example.org/feed' }, 'item[1]');
    return [values.href(written, 'link'), values.warnings.map(({ code }) => code)];
  };

  it.each(['null', 'undefined', 'None', 'N/A'])('%s is none, and told', (written) => {
    expect(read(written)).toEqual([undefined, ['href-dropped']]);
  });

  it.each([
    ['https://http://e.example/1', 'http://e.example/1'],
    ['http://https://e.example/1', 'https://e.example/1'],
    ['www.e.example/1', 'http://www.e.example/1'],
    ['http:/e.example/1', 'http://e.example/1'],
    ['http//e.example/1', 'http://e.example/1'],
    ['http://e.example/?a=1&amp;b=2', 'http://e.example/?a=1&b=2'],
    ['<a href="http://e.example/1">x</a>', 'http://e.example/1'],
    ['http://e.example/1 http://e.example/2', 'http://e.example/1'],
  ])('%s is meant to be %s, and told', (written, href) => {
    expect(read(written)).toEqual([href, ['href-repaired']]);
  });

  it.each([
    ['\n  http://e.example/a\n   b\n', 'http://e.example/ab'],
    ['https://archive.example/http://e.example/', 'https://archive.example/http://e.example/'],
    ['http/e.example/1', 'http://example.org/http/e.example/1'],
    ['www.html', 'http://example.org/www.html'],
    ['//e.example/1', 'http://e.example/1'],
    ['http://e.example/a b', 'http://e.example/a%20b'],
  ])('%j is %s', (written, href) => {
    expect(read(written)).toEqual([href, []]);
  });

  it.each([
    '\u0001javascript:alert(1)',
    ' \u001f javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    'java\u0001script:alert(1)',
    'javascript\u0001:alert(1)',
    '\ufffejavascript:alert(1)',
    'java\ud800script:alert(1)',
    '\u0001data:text/html,x',
    'livescript:x',
  ])('%j hides no scheme', (written) => {
    expect(read(written)).toEqual([undefined, ['href-dropped']]);
    const values = new ItemValues({}, 'item[1]');
    expect([values.href(written, 'link'), values.warnings.length]).toEqual([undefined, 1]);
  });

  it('are kept without what no address has', () => {
    expect(read('\u0001 https://e.example/\u0002a')).toEqual(['https://e.example/a', ['href-repaired']]);
    const values = new ItemValues({}, 'item[1]');
    expect(values.href('\u0001files/\ta.jpg', 'link')).toBe('files/a.jpg');
    expect(values.warnings.map(({ code }) => code)).toEqual(['href-repaired', 'href-relative']);
  });
});
