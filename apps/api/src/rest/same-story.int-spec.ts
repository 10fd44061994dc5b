import { ClusterStories } from '#exchange/inbound/cluster-stories.js';
import { makeRecord } from '#exchange/testing/make-record.js';
import { systemClock } from '#wiring/system-clock.js';
import { startPostgres, type TestPostgres } from '../../../../test/services/postgres.js';
import { type ApiInTest, openApiInTest } from '../testing/api-in-test.js';

const TEXT =
  'Bakıda yeni körpü açılıb və ilk gün on min maşın keçib. Körpü iki rayonu birləşdirir, piyadalar üçün ayrıca yol ' +
  'çəkilib. Tikinti üç il davam edib. İndi şəhərin mərkəzinə gedən yol yarım saat qısalıb, avtobusların yeni marşrutu isə gələn ' +
  'həftədən işləyəcək. Sakinlər deyirlər ki, bu körpünü çoxdan gözləyirdilər.';

describe('the same story elsewhere', () => {
  let postgres: TestPostgres;
  let api: ApiInTest;
  let [report, bakuTv, other]: (number | undefined)[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    api = await openApiInTest(postgres.url);
    const body = `<p>${TEXT}</p>`;
    [report, other] = await api.accept(
      'report-az',
      makeRecord({ guid: 'urn:report:bridge', body }),
      makeRecord({ guid: 'urn:report:other', headline: 'Şahmat yarışı başa çatıb' }),
    );
    const theirs = { guid: 'urn:baku-tv:bridge', headline: 'On min maşın <yeni> körpüdən keçib', body };
    [bakuTv] = await api.accept('baku-tv-az', makeRecord({ ...theirs, description: 'Video' }));
    await new ClusterStories(api.ledger.stories, systemClock).run();
    await api.accept('baku-tv-az', makeRecord({ ...theirs, version: 2, pubStatus: 'canceled' }));
  });
  afterAll(async () => {
    await api?.close();
    await postgres?.stop();
  });

  const get = async (url: string) =>
    (await api.app.inject({ url, headers: { authorization: `Bearer ${api.adminKey}` } })).json();

  it('is a resource of the item, and says what was killed', async () => {
    expect(await get(`/v1/items/${report}/same-story`)).toEqual({
      storyId: expect.any(Number),
      items: [
        expect.objectContaining({
          itemId: bakuTv,
          partnerId: 'baku-tv',
          headline: 'On min maşın <yeni> körpüdən keçib',
          pubStatus: 'canceled',
          similarity: 1,
        }),
      ],
    });
    expect(await get(`/v1/items/${other}/same-story`)).toEqual({ items: [] });
    expect(await get('/v1/items/99999/same-story')).toMatchObject({ status: 404 });
  });

  it('stands on the page of the item', async () => {
    const code = await api.ledger.signIns.createLink();
    const answer = await api.app.inject({ method: 'POST', url: '/sign-in', payload: { code } });
    const cookie = `${answer.cookies[0]?.name}=${answer.cookies[0]?.value}`;
    const page = async (id: number | undefined) =>
      (await api.app.inject({ url: `/items/${id}`, headers: { cookie, accept: 'text/html' } })).body;
    expect(await page(report)).toMatch(
      new RegExp(
        `The same story elsewhere.*killed.*Baku TV.*<a href="/items/${bakuTv}" lang="az-Latn">On min maşın &lt;yeni&gt; körpüdən keçib</a>.*100 % alike`,
        's',
      ),
    );
    expect(await page(other)).toContain('No other item is known to tell it.');
  });

  it('has a count of words beside it', async () => {
    expect(await get(`/v1/items/${report}`)).toMatchObject({ wordCount: TEXT.split(' ').length });
    expect((await get('/v1/items')).items.map((item: { wordCount: number }) => item.wordCount)).toEqual([
      TEXT.split(' ').length,
      4,
      TEXT.split(' ').length,
    ]);
  });
});
