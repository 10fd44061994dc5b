import { Registry } from 'prom-client';
import { CountTraffic, type Traffic } from './count-traffic.js';

/** Traffic that notes what it was asked for. */
class PlayedTraffic implements Traffic {
  readonly asked: string[] = [];

  async settled(from: Date, to: Date) {
    this.asked.push(`${from.toISOString()} – ${to.toISOString()}`);
    return [
      { destinationId: 'khabar-ninjs', kind: 'item', outcome: 'delivered', n: 5 },
      { destinationId: 'khabar-ninjs', kind: 'kill', outcome: 'delivered', n: 1 },
    ];
  }
  async killSeconds() {
    return [{ destinationId: 'khabar-ninjs', seconds: 0.3 }];
  }
  async fetched(nearId: number) {
    this.asked.push(`fetches near ${nearId}`);
    return [{ feedId: 'report-az', outcome: 'decoded', n: 2, accepted: 3, lastId: nearId + 2 }];
  }
  async lastFetchId() {
    return 40;
  }
}

describe('CountTraffic', () => {
  it('counts each stretch of time once, and only what is old enough to have committed', async () => {
    const traffic = new PlayedTraffic();
    const registry = new Registry();
    let now = Date.parse('2025-11-23T10:00:31Z');
    const counted = new CountTraffic(traffic, registry, () => now);
    now += 15_000;
    await counted.count();
    now += 15_000;
    await counted.count();
    // Two scrapes in the same moment have nothing new between them.
    await counted.count();
    expect(traffic.asked).toEqual([
      '2025-11-23T10:00:00.000Z – 2025-11-23T10:00:15.000Z',
      'fetches near 40',
      '2025-11-23T10:00:15.000Z – 2025-11-23T10:00:30.000Z',
      'fetches near 42',
    ]);
    const text = await registry.metrics();
    expect(text).toContain(
      'korpu_deliveries_total{destination="khabar-ninjs",kind="item",outcome="delivered"} 10',
    );
    expect(text).toContain(
      'korpu_deliveries_total{destination="khabar-ninjs",kind="kill",outcome="delivered"} 2',
    );
    expect(text).toContain('korpu_documents_total{feed="report-az",outcome="decoded"} 4');
    expect(text).toContain('korpu_versions_accepted_total{feed="report-az"} 6');
    expect(text).toContain('korpu_kill_latency_seconds_bucket{le="0.25",destination="khabar-ninjs"} 0');
    expect(text).toContain('korpu_kill_latency_seconds_bucket{le="0.5",destination="khabar-ninjs"} 2');
  });

  it('counts a stretch again when the database was away', async () => {
    const traffic = new PlayedTraffic();
    let now = Date.parse('2025-11-23T10:00:31Z');
    const counted = new CountTraffic(traffic, new Registry(), () => now);
    now += 10_000;
    traffic.killSeconds = () => Promise.reject(new Error('connection lost'));
    await expect(counted.count()).rejects.toThrow('connection lost');
    traffic.killSeconds = async () => [];
    await counted.count();
    expect(traffic.asked[2]).toBe(traffic.asked[0]);
  });
});
