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
  it('is the second of the change when that is over', () => {
    expect(lastModified(page.asOf, Date.parse('2025-11-18T09:00:01Z'))).toBe('Tue, 18 Nov 2025 09:00:00 GMT');
  });

  it('lets a reader ask again when more may change in the same second', () => {
    const said = lastModified(page.asOf, Date.parse('2025-11-18T09:00:00.900Z'));
    expect(said).toBe('Tue, 18 Nov 2025 08:59:59 GMT');
    expect(hasCurrent({ ifModifiedSince: said }, { ...page, asOf: '2025-11-18T09:00:00.950Z' })).toBe(false);
  });
});
