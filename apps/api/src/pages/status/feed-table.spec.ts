import type { FeedResource } from '../../rest/catalogue-resources.js';
import { Moments } from '../moment.js';
import { Names } from '../names.js';
import { feedTable } from './feed-table.js';

const moments = new Moments('UTC', new Date('2025-11-23T10:00:00Z'));
const names = new Names({ partners: [{ id: 'report', name: 'Report' }], destinations: [] });

const shown = (pages?: FeedResource['pages'], more: Partial<FeedResource> = {}): string => {
  const feed: FeedResource = {
    id: 'report-site',
    partnerId: 'report',
    name: 'Report, site',
    url: 'https://report.example/news',
    languages: ['az'],
    pollEverySeconds: 60,
    nextPollAt: '2025-11-23T10:00:30Z',
    quarantined: 0,
    pages,
    ...more,
  };
  return String(feedTable([feed], names, moments));
};

describe('feedTable', () => {
  it("tells how far the reading of a site's pages has come", () => {
    expect(shown({ known: 340, read: 120, waiting: 200, refused: 15, failed: 5 })).toContain(
      '120 of 340 pages read, 200 not visited yet, 15 disallowed by robots.txt, 5 broken',
    );
    expect(shown({ known: 1, read: 1, waiting: 0, refused: 0, failed: 0 })).toContain('>1 of 1 page read<');
  });

  it('says nothing of pages where a feed is a document', () => {
    expect(shown()).not.toContain('page read');
  });

  it('says warnings in words, each kind once, with the code to look for', () => {
    const lastDocument = {
      at: '2025-11-23T09:59:00Z',
      format: 'rss',
      records: 3,
      warningCount: 3,
      warnings: [
        { code: 'guid-repeated', at: '/rss', detail: '7' },
        { code: 'guid-repeated', at: '/rss', detail: '8' },
        { code: 'hop-incomplete', at: '/rss', detail: '' },
      ],
    };
    expect(shown(undefined, { lastPollAt: '2025-11-23T09:59:00Z', lastDocument })).toContain(
      '3 warnings in its last document: several items have the same id (<code>guid-repeated</code>), hop incomplete (<code>hop-incomplete</code>)',
    );
  });
});
