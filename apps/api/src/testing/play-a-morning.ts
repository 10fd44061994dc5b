import { makeRecord } from '#exchange/testing/make-record.js';
import type { ApiInTest } from './api-in-test.js';

/** What a morning left in the ledger, by the ids of the items. */
export interface Morning {
  bridge: number;
  summit: number;
  harvest: number;
  embargoed: number;
  killed: number;
  stillKilled: number;
}

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();

/**
 * Every state a person on duty may meet: items in five languages and two scripts, an update, a kill that everyone
 * confirmed and one that a paused partner has not, an embargo, retries, dead letters, a pause and a refusal.
 */
export async function playAMorning(api: ApiInTest): Promise<Morning> {
  const { accept, deliver, ledger } = api;
  const [bridge] = await accept('report-az', makeRecord({ guid: 'urn:newsml:report:bridge' }));
  const [summit] = await accept(
    'khabar-kk',
    makeRecord({
      guid: 'urn:newsml:khabar:summit',
      provider: { name: 'Khabar' },
      language: 'kk-Cyrl',
      headline: 'Астанада үш елдің журналистері бас қосты',
      body: '<p>Кездесу бүгін өтті.</p>',
    }),
  );
  const [harvest] = await accept(
    'uzbekistan-24-uz',
    makeRecord({
      guid: 'urn:newsml:uzbekistan-24:harvest',
      provider: { name: 'Uzbekistan 24' },
      language: 'uz-Latn',
      headline: 'Farg‘onada bu yil anor hosili o‘tgan yildagidan ko‘p bo‘ldi',
      body: '<p>Hosil yig‘ildi.</p>',
    }),
  );
  const wrong = {
    guid: 'urn:newsml:report:killed',
    language: 'ru',
    headline: 'Сообщение, которое оказалось ошибочным и было отозвано агентством',
  };
  const [killed] = await accept('report-ru', makeRecord(wrong));
  const unusable = {
    guid: 'urn:newsml:baku-tv:killed',
    provider: { name: 'Baku TV' },
    language: 'en',
    headline: 'A story that must not be used <b>any more</b>',
  };
  const [stillKilled] = await accept('baku-tv-en', makeRecord(unusable));
  for (const { id } of await allDestinations(api)) await deliver(id);

  // Killed while khabar-newsml is paused: the others confirm, it cannot.
  await ledger.pool.query(
    `UPDATE lane SET state = 'paused', reason = 'Ingest server moves to the new hall', changed_at = now() - interval '40 minutes'
      WHERE destination_id = 'khabar-newsml'`,
  );
  await accept('report-ru', makeRecord({ ...wrong, version: 2, pubStatus: 'canceled' }));
  await ledger.pool.query(`UPDATE lane SET state = 'open' WHERE destination_id = 'khabar-newsml'`);
  for (const { id } of await allDestinations(api)) await deliver(id);
  await ledger.pool.query(`UPDATE lane SET state = 'paused' WHERE destination_id = 'khabar-newsml'`);
  await accept('baku-tv-en', makeRecord({ ...unusable, version: 2, pubStatus: 'canceled' }));
  for (const { id } of await allDestinations(api)) await deliver(id);

  const [embargoed] = await accept(
    'report-en',
    makeRecord({
      guid: 'urn:newsml:report:embargo',
      language: 'en',
      headline: 'Budget speech, for release at noon',
      embargoed: hours(3),
    }),
  );
  await accept(
    'report-az',
    makeRecord({
      guid: 'urn:newsml:report:bridge',
      version: 2,
      headline: 'Bakıda yeni körpü açılıb: ilk gün on min maşın keçib',
      signals: ['update'],
    }),
  );
  await deliver('baku-tv-newsml', 'dead');
  await deliver('khabar-ninjs', 'retry');
  await deliver('baku-tv-rss');
  await ledger.pool.query(
    `UPDATE feed SET last_poll_at = now() - interval '20 seconds', last_outcome = 'changed', last_item_at = now() - interval '2 minutes',
            next_poll_at = now() + interval '40 seconds'`,
  );
  await ledger.pool.query(
    `UPDATE feed SET last_outcome = 'failed', problem = '{"code": "pull.http-503", "message": "The origin answered 503 three times; tried again every 4 min."}'
      WHERE id = 'khabar-en'`,
  );
  await ledger.pool.query(
    `UPDATE feed SET paused_at = now() - interval '1 hour', paused_reason = 'Partner changes its system' WHERE id = 'uzbekistan-24-ru'`,
  );
  return {
    bridge: bridge!,
    summit: summit!,
    harvest: harvest!,
    embargoed: embargoed!,
    killed: killed!,
    stillKilled: stillKilled!,
  };
}

async function allDestinations({ ledger }: ApiInTest): Promise<{ id: string }[]> {
  const { rows } = await ledger.pool.query<{ id: string }>('SELECT id FROM destination ORDER BY id');
  return rows;
}
