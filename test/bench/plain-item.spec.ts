import { Webhook } from 'standardwebhooks';
import { rssPage } from './generated-items.js';
import { plainPage, signedHeaders } from './plain-item.js';

const PAGE = { language: 'az', from: 3, count: 2, bodyBytes: 200, run: 'spec' };

describe('what a baseline sends', () => {
  it('is every item of the page, with its text and its time', () => {
    const { body, guids } = rssPage(PAGE);
    const { items, next } = plainPage(body.toString());
    expect(items.map(({ guid }) => guid)).toEqual(guids);
    expect(next).toBeUndefined();
    expect(JSON.parse(items[1]!.body)).toMatchObject({
      uri: guids[1],
      language: 'az',
      versionCreated: '2026-01-01T00:00:04.000Z',
      headlines: [{ value: expect.stringMatching(/ 4$/) }],
      bodies: [{ value: expect.stringMatching(/^<p>.+<\/p>$/s) }],
    });
  });

  it('comes from every page: the next one is known by its path', () => {
    const { body } = rssPage({ ...PAGE, next: '/feed/az?page=2' });
    expect(plainPage(body.toString()).next).toBe('/feed/az?page=2');
  });

  it('is signed as Standard Webhooks says', () => {
    const secret = Buffer.alloc(32, 5).toString('base64');
    const [item] = plainPage(rssPage(PAGE).body.toString()).items;
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = signedHeaders(item!, { id: 'msg_1', timestamp, key: Buffer.from(secret, 'base64') });
    expect(new Webhook(`whsec_${secret}`).verify(item!.body, headers)).toEqual(JSON.parse(item!.body));
    expect(() => new Webhook(`whsec_${secret}`).verify(`${item!.body} `, headers)).toThrow();
  });
});
