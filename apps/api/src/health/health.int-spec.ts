import { onPlayedMorning } from '../../../../test/services/on-played-morning.js';
import type { ApiInTest } from '../testing/api-in-test.js';

describe('health and metrics', () => {
  let api: ApiInTest;
  onPlayedMorning((played) => {
    api = played.api;
  });

  it('live says nothing of anything else, ready says what is missing', async () => {
    expect((await api.app.inject('/health/live')).json()).toEqual({ status: 'live' });
    expect((await api.app.inject('/health/ready')).json()).toEqual({
      status: 'ready',
      checks: {
        database: { ok: true, detail: 'The database is reached and migrated' },
        queue: { ok: true, detail: 'The queue answers' },
      },
    });
  });

  it('is not ready before the last migration is done', async () => {
    await api.ledger.pool.query(`UPDATE migrations SET name = name || '-undone' WHERE name LIKE 'Ledger%'`);
    const answer = await api.app.inject('/health/ready');
    expect([answer.statusCode, answer.json().status]).toEqual([503, 'not-ready']);
    expect(answer.json().checks.database.detail).toMatch(/not migrated yet: Ledger\d+ to do/);
    await api.ledger.pool.query(`UPDATE migrations SET name = replace(name, '-undone', '')`);
  });

  it('shows what the ledger knows, by feed and by destination', async () => {
    const headers = { authorization: `Bearer ${api.adminKey}` };
    const { body, headers: answered } = await api.app.inject({ url: '/metrics', headers });
    expect(answered['content-type']).toContain('text/plain; version=0.0.4');
    const value = (name: string) =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(body)?.[1]);
    expect(value('korpu_deliveries_pending{destination="khabar-newsml"}')).toBeGreaterThan(0);
    expect(value('korpu_oldest_due_delivery_seconds{destination="khabar-newsml"}')).toBeGreaterThan(0);
    expect(value('korpu_oldest_due_delivery_seconds{destination="report-ninjs"}')).toBe(0);
    expect(value('korpu_destination_open{destination="khabar-newsml"}')).toBe(0);
    expect(value('korpu_destination_open{destination="khabar-ninjs"}')).toBe(1);
    expect(value('korpu_feed_problem{feed="khabar-en"}')).toBe(1);
    expect(value('korpu_feed_last_poll{feed="khabar-en",outcome="failed"}')).toBe(1);
    expect(value('korpu_feed_last_poll{feed="report-az",outcome="failed"}')).toBe(0);
    expect(value('korpu_feed_paused{feed="uzbekistan-24-ru"}')).toBe(1);
    expect(value('korpu_queue_up{queue="doorbell"}')).toBe(1);
    expect(body).toContain('# TYPE korpu_kill_latency_seconds histogram');
    expect((await api.app.inject('/metrics')).statusCode).toBe(401);
  });
});
