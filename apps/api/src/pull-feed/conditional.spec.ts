import { hasCurrent, lastModified } from './conditional.js';

const page = { etag: '"abc"', asOf: '2025-11-18T09:00:00.400Z' };

describe('hasCurrent', () => {
  it.each([
    ['nothing', {}, false],
    ['its etag', { ifNoneMatch: '"abc"' }, true],
    ['its etag made weak on the way', { ifNoneMatch: 'W/"abc"' }, true],
    ['its etag among others', { ifNoneMatch: '"old", "abc"' }, true],
    ['another etag', { ifNoneMatch: '"old"' }, false],
    ['any', { ifNoneMatch: '*' }, true],
    [
      'another etag and a fresh date',
      { ifNoneMatch: '"old"', ifModifiedSince: 'Tue, 18 Nov 2025 10:00:00 GMT' },
      false,
    ],
    ['the date of the change', { ifModifiedSince: 'Tue, 18 Nov 2025 09:00:00 GMT' }, true],
    ['an earlier date', { ifModifiedSince: 'Tue, 18 Nov 2025 08:59:59 GMT' }, false],
    ['no date at all', { ifModifiedSince: 'yesterday' }, false],
  ])('%s', (_, conditions, expected) => {
    expect(hasCurrent(conditions, page)).toBe(expected);
  });

  it('has no date to compare with where nothing ever changed', () => {
    expect(hasCurrent({ ifModifiedSince: 'Tue, 18 Nov 2025 09:00:00 GMT' }, { etag: '"abc"' })).toBe(false);
  });
});

describe('lastModified', () => {
  it('is the second of the change when that is settled', () => {
    expect(lastModified(page.asOf, Date.parse('2025-11-18T09:00:30Z'))).toBe('Tue, 18 Nov 2025 09:00:00 GMT');
  });

  it.each(['2025-11-18T09:00:00.900Z', '2025-11-18T09:00:29Z'])('lets a reader of %s ask again', (now) => {
    const said = lastModified(page.asOf, Date.parse(now));
    expect(said).toBe('Tue, 18 Nov 2025 08:59:59 GMT');
    expect(hasCurrent({ ifModifiedSince: said }, { ...page, asOf: '2025-11-18T09:00:00.950Z' })).toBe(false);
  });
});
