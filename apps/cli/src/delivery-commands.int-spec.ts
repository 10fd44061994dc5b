import { postgresBackend } from '#queues/backend.js';
import { DELIVER } from '#queues/queues.js';
import { LaneControl } from '#store/lane-control.js';
import { aRecord, BAKU_TV, KHABAR, type SmallExchange } from '#store/testing/small-exchange.js';
import type { MigratedStore } from '../../../test/services/migrated-store.js';
import { type OnKorpu, onKorpu } from '../../../test/services/on-korpu.js';

let store: MigratedStore;
let exchange: SmallExchange;
let korpu: OnKorpu['korpu'];
let said: OnKorpu['said'];

onKorpu((opened) => {
  ({ store, exchange, korpu, said } = opened);
});

describe('korpu explain', () => {
  it('says what was decided, by which clause, and what became of it', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    const { status, stdout } = await korpu(['explain', 'urn:a', KHABAR]);
    expect(status).toBe(0);
    expect(stdout).toContain('to khabar-webhook of Khabar Agency (newsml-g2 by webhook)\n');
    expect(stdout).toMatch(
      /Allowed: The item goes from Report to Khabar Agency \(“Memorandum”, version 1, report-text\)\.\n/,
    );
    expect(stdout).toMatch(/Delivery \d+: delivered \S+Z after 1 attempt, answered 200\.\n/);
    expect(stdout).toContain('✓ report-gives/report-text/languages: ru is covered by ru\n');
  });

  it('tells the older versions after the newest, kills included', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    await exchange.kill('urn:a');
    const { stdout } = await korpu(['explain', 'urn:a', KHABAR]);
    const [, newest, older] = stdout.split('\n\n');
    expect(newest).toMatch(
      /^Version 2,[\s\S]*Kill \d+: due since \S+, and not sent yet\.\n[\s\S]*✓ ledger\/holder/,
    );
    expect(older).toMatch(/^Version 1,[\s\S]*Delivery \d+: delivered/);
  });

  it('answers in JSON', async () => {
    await exchange.accept(aRecord('urn:a', { language: 'en' }));
    const { status, stdout } = await korpu(['explain', 'urn:a', BAKU_TV, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      guid: 'urn:a',
      destination: { id: 'baku-tv-feed', partnerId: 'baku-tv', state: 'open' },
      items: [
        {
          item: { partnerId: 'report', version: 1 },
          decisions: [
            {
              version: 1,
              allow: false,
              reason: 'language-not-granted',
              clause: 'report-gives/report-text/languages',
              sentences: [expect.stringContaining('Refused: its language is not granted')],
            },
          ],
          deliveries: [],
        },
      ],
    });
  });

  it('tells the items of several partners apart', async () => {
    await exchange.accept(aRecord('urn:a'));
    await store.pool.query(`
      INSERT INTO item (partner_id, guid, kind, item_class, version, fingerprint, pub_status, feed_id)
      SELECT 'khabar', guid, kind, item_class, 1, fingerprint, pub_status, 'khabar-ru' FROM item`);
    await store.pool.query(`
      INSERT INTO item_version (item_id, version, change, fingerprint, record, feed_id)
      SELECT (SELECT id FROM item WHERE partner_id = 'khabar'), version, change, fingerprint, record, 'khabar-ru'
        FROM item_version`);
    const both = await korpu(['explain', 'urn:a', BAKU_TV]);
    expect(both.stdout).toMatch(/^2 partners sent an item of this guid\.\n/);
    expect(both.stdout).toContain('from Khabar Agency by the feed khabar-ru');
    const one = await korpu(['explain', 'urn:a', BAKU_TV, '--partner', 'report']);
    expect(one.stdout).not.toContain('Khabar Agency');
  });

  it('helps with what it does not know', async () => {
    await exchange.accept(aRecord('urn:newsml:report.example:20261118:bridge'));
    const guid = await said(['explain', 'urn:newsml:report.example:20261118:brigde', KHABAR]);
    expect(guid.status).toBe(2);
    expect(guid.said).toContain('Did you mean:\n  urn:newsml:report.example:20261118:bridge  “Новость');
    const foreign = ['4711', '--reason', 'x'];
    expect((await said(['recall', ...foreign])).said).toMatch(
      /^korpu: no item has the guid 4711\.\nAn item that came without a guid has one that Korpu made\./,
    );
    expect(await said(['explain', 'urn:newsml:report.example:20261118:bridge', 'khabar'])).toEqual({
      status: 2,
      said: 'korpu: there is no destination khabar. Did you mean khabar-webhook?\n',
    });
    expect(await said(['explain', '4711', 'khabar'])).toEqual({
      status: 2,
      said: expect.stringMatching(
        /^korpu: no item has the guid 4711\..*\nAnd there is no destination khabar\. Did you mean khabar-webhook\?\n$/s,
      ),
    });
  });
});

describe('korpu replay', () => {
  const states = async (): Promise<string[]> => {
    const { rows } = await store.pool.query<{ state: string }>(
      `SELECT state FROM delivery WHERE destination_id = '${KHABAR}' ORDER BY id`,
    );
    return rows.map(({ state }) => state);
  };
  const dead = ['replay', '--destination', KHABAR, '--dead'];

  beforeEach(async () => {
    await exchange.accept(aRecord('urn:a'), aRecord('urn:b'));
    await exchange.send(KHABAR, 'dead');
  });

  it('counts first, and changes nothing', async () => {
    expect(await said([...dead, '--dry-run'])).toEqual({
      status: 0,
      said: '2 deliveries would be sent again.\n',
    });
    expect(await states()).toEqual(['dead', 'dead']);
  });

  it('makes them due and rings the lane', async () => {
    const backend = postgresBackend(store.url);
    expect(await said([...dead, '--no-wait'])).toEqual({ status: 0, said: '2 deliveries are sent again.\n' });
    expect(await states()).toEqual(['pending', 'pending']);
    const queue = backend.openQueue(DELIVER.name);
    try {
      const jobs = await queue.getJobs(['waiting']);
      expect(jobs.map(({ data }) => data)).toEqual([DELIVER.job(KHABAR).data]);
    } finally {
      await queue.close();
    }
  });

  it('finds nothing to send again of what a kill has settled', async () => {
    await exchange.kill('urn:a');
    const { said: told } = await said([...dead, '--no-wait']);
    expect(told).toBe('1 delivery is sent again.\n');
    expect(await states()).toEqual(['superseded', 'pending']);
  });

  it('says what it leaves out and why', async () => {
    await exchange.accept(aRecord('urn:a', { pubStatus: 'withheld' }));
    const { said: told } = await said([...dead, '--no-wait']);
    expect(told).toBe('1 delivery is sent again.\n  not again: 1, because the item is withheld\n');
    expect((await states()).slice(0, 2)).toEqual(['dead', 'pending']);
  });

  it('refuses one delivery that must not be sent again', async () => {
    await exchange.accept(aRecord('urn:a', { pubStatus: 'withheld' }));
    const { rows } = await store.pool.query<{ id: number }>(
      'SELECT min(id) AS id FROM delivery WHERE state = $1',
      ['dead'],
    );
    const id = String(rows[0]!.id);
    expect(await said(['replay', '--delivery', id])).toEqual({
      status: 1,
      said: `korpu: delivery ${id} is not sent again: the item is withheld.\n`,
    });
  });

  it('takes what was settled since a moment', async () => {
    await korpu([...dead, '--no-wait']);
    await exchange.send(KHABAR);
    expect((await said(['replay', '--destination', KHABAR, '--since', '1h', '--dry-run'])).said).toBe(
      '2 deliveries would be sent again.\n',
    );
    // The clock of PostgreSQL, too, is then past what was settled, which it counts in microseconds.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = new Date().toISOString();
    expect((await said(['replay', '--destination', KHABAR, '--since', later, '--dry-run'])).said).toBe(
      '0 deliveries would be sent again.\n',
    );
  });

  it('can be narrowed to what died of one thing, and to the newest versions', async () => {
    expect(await said([...dead, '--code', 'delivery.http-999', '--dry-run'])).toEqual({
      status: 2,
      said: expect.stringMatching(
        /^korpu: no dead letter of khabar-webhook has the code delivery\.http-999; there are: delivery\.\S+ \(2\)\.\n$/,
      ),
    });
    expect((await said(['replay', '--destination', KHABAR, '--latest', '--dry-run'])).said).toBe(
      '2 deliveries would be sent again.\n',
    );
    expect((await said([...dead, '--until', '1h', '--dry-run'])).said).toBe(
      '0 deliveries would be sent again.\n',
    );
  });

  it('waits until everything of it is settled, or says that the lane is shut', async () => {
    const waiting = said(dead);
    while ((await states()).includes('dead')) await new Promise((resolve) => setTimeout(resolve, 50));
    await exchange.send(KHABAR);
    const { status, said: told } = await waiting;
    expect(status).toBe(0);
    expect(told).toMatch(/^2 deliveries are sent again\.\nReplay (\d+): 2 delivered\.\n$/);
    const id = /Replay (\d+)/.exec(told)![1]!;
    expect((await said(['replay', '--watch', id])).said).toBe(`Replay ${id}: 2 delivered.\n`);
    await new LaneControl(store.pool).pause(KHABAR, 'Move');
    const paused = await said(['replay', '--destination', KHABAR, '--since', '1h']);
    expect(paused.status).toBe(1);
    expect(paused.said).toContain('khabar-webhook is paused: everything waits until it is resumed');
  });

  it('ends in quiet hours, and says what it waits for', async () => {
    await store.pool.query(`
      UPDATE lane SET quiet_from = (now() AT TIME ZONE 'Etc/UTC' - interval '1 hour')::time,
             quiet_until = (now() AT TIME ZONE 'Etc/UTC' + interval '1 hour')::time, quiet_zone = 'Etc/UTC'
       WHERE destination_id = '${KHABAR}'`);
    const { status, said: told } = await said(dead);
    expect([status, told]).toEqual([
      0,
      expect.stringMatching(
        /^2 deliveries are sent again\.\nReplay (\d+): 2 deliveries, held by quiet hours until \S+Z\. .* --watch \1\n$/,
      ),
    ]);
    expect((await said(['explain', 'urn:a', KHABAR])).said).toMatch(/Held by quiet hours until \S+Z\.\n/);
  });

  it('ends while the destination rests after failures, and says until when', async () => {
    await store.pool.query(
      `UPDATE lane SET open_until = now() + interval '5 minutes', open_seconds = 300, consecutive_failures = 7`,
    );
    const { status, said: told } = await said(dead);
    expect([status, told]).toEqual([
      0,
      expect.stringMatching(
        /^2 deliveries are sent again\.\nReplay (\d+): 2 deliveries, held by a rest of khabar-webhook until \S+Z after 7 failures in a row\. .* --watch \1\n$/,
      ),
    ]);
  });

  it('ends when what is left is to be tried again later, and says so', async () => {
    const waiting = said(dead);
    while ((await states()).includes('dead')) await new Promise((resolve) => setTimeout(resolve, 50));
    await exchange.send(KHABAR, 'unclear');
    const { status, said: told } = await waiting;
    expect(status).toBe(0);
    expect(told).toMatch(/\nReplay (\d+): 2 to be tried again: npm run -s korpu -- replay --watch \1\.\n$/);
    await store.pool.query(`UPDATE lane SET state = 'disabled' WHERE destination_id = $1`, [KHABAR]);
    const [, id = ''] = /Replay (\d+):/.exec(told) ?? [];
    const shut = await said(['replay', '--watch', id]);
    expect([shut.status, shut.said]).toEqual([
      1,
      expect.stringContaining(
        'khabar-webhook is disabled: everything waits until it is resumed: npm run -s korpu -- resume khabar-webhook.',
      ),
    ]);
    await exchange.removeDestination(KHABAR);
    const removed = await said(['replay', '--watch', id]);
    expect([removed.status, removed.said]).toEqual([
      1,
      expect.stringContaining('khabar-webhook is no longer configured: everything waits until it is again.'),
    ]);
    await exchange.bringBack();
  });

  it('goes on when nobody watches any more', async () => {
    const isWatched = async () => {
      while ((await states()).includes('dead')) await new Promise((resolve) => setTimeout(resolve, 50));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    };
    const { status, stderr } = await korpu(dead, {}, isWatched());
    expect([status, stderr]).toEqual([
      130,
      expect.stringMatching(
        /^Replay (\d+) goes on\. To see how far it is: npm run -s korpu -- replay --watch \1\n$/,
      ),
    ]);
    expect(await exchange.send(KHABAR)).toHaveLength(2);
  });

  it.each<[string, string[], number, string]>([
    [
      'an unknown destination',
      ['--destination', 'khabar-webhok', '--dead'],
      2,
      'Did you mean khabar-webhook?',
    ],
    ['an unknown delivery', ['--delivery', '999999'], 2, 'there is no delivery 999999'],
    ['a delivery that is no number', ['--delivery', 'x'], 2, '--delivery x is not a number'],
    ['two things at once', ['--delivery', '1', '--dead'], 2, 'replay what?'],
    [
      'a code of what is not dead',
      ['--destination', KHABAR, '--since', '1h', '--code', 'x'],
      2,
      'say --dead',
    ],
    ['an end alone', ['--destination', KHABAR, '--until', '1h'], 2, 'replay what?'],
    ['an unknown replay', ['--watch', '999'], 2, 'there is no replay 999'],
    ['a destination alone', ['--destination', KHABAR], 2, 'replay what?'],
    [
      'a time that has not come',
      ['--destination', KHABAR, '--since', '2999-01-01T00:00Z'],
      2,
      '--since 2999-01-01T00:00Z has not come yet.',
    ],
    ['a time without a zone', ['--destination', KHABAR, '--since', '2026-11-18T09:00'], 2, 'neither a time'],
  ])('%s', async (_case, args, status, message) => {
    const answer = await said(['replay', ...args]);
    expect(answer.status).toBe(status);
    expect(answer.said).toContain(message);
  });
});

describe('korpu recall', () => {
  it('kills an item for its holders, says who they are, and reports', async () => {
    await exchange.accept(aRecord('urn:a'));
    await exchange.send(KHABAR);
    const never = await korpu(['recall-report', 'urn:a']);
    expect([never.status, never.stderr]).toEqual([1, expect.stringContaining('urn:a was never recalled.')]);
    const { status, stdout } = await korpu([
      'recall',
      'urn:a',
      '--reason',
      'A court forbids it',
      '--by',
      'duty editor',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Recall \d+ is open: version 2 kills the item for 1 holder\.\n/);
    expect(stdout).toContain(`\n  ${KHABAR}: waiting\n`);
    const sent = await exchange.send(KHABAR);
    expect(sent.map(({ kind, version }) => [kind, version])).toEqual([['kill', 2]]);
    const report = JSON.parse((await korpu(['recall-report', 'urn:a'])).stdout);
    expect(report).toMatchObject({ recall: { openedBy: 'duty editor', reason: 'A court forbids it' } });
    const again = await korpu(['recall', 'urn:a', '--reason', 'x']);
    expect([again.status, again.stderr]).toEqual([
      1,
      expect.stringMatching(/killed before, in version 2\..*recall-report urn:a\n$/),
    ]);
    const address = 'https://report.example/?a=1&b=2';
    await exchange.accept(aRecord(address));
    await korpu(['recall', address, '--reason', 'x']);
    const once = await korpu(['recall', address, '--partner', 'report', '--reason', 'x']);
    expect(once.stderr).toMatch(
      / -- recall-report 'https:\/\/report\.example\/\?a=1&b=2' --partner report\n$/,
    );
    await exchange.accept(aRecord('urn:c'));
    const ofNobody = await korpu(['recall', 'urn:c', '--reason', 'x']);
    expect(ofNobody.stdout).toMatch(
      /^Recall \d+: version 2 kills the item\. Nobody holds it: nothing has to be removed\.\n$/,
    );
    const unnamed = JSON.parse((await korpu(['recall-report', 'urn:c'])).stdout);
    expect(unnamed.recall.openedBy).toBe('the exchange’s operator');
    expect((await korpu(['recall', 'urn:b', '--reason', 'x'])).status).toBe(2);
    expect((await korpu(['recall', 'urn:a', '--reason', ' '])).status).toBe(2);
  });
});

/** Of one kind of mistake one exit status, whatever the command. */
describe('what is not there', () => {
  it.each([
    ['explain', 'urn:nothing', KHABAR],
    ['pause', 'nowhere', '--reason', 'x'],
    ['resume', 'nowhere'],
    ['replay', '--destination', 'nowhere', '--dead'],
    ['dismiss', '--destination', 'nowhere', '--reason', 'x'],
    ['dismiss', '--delivery', '999999', '--reason', 'x'],
    ['redecode', '--feed', 'nowhere', '--since', '1h'],
    ['recall-report', 'urn:nothing'],
    ['signing-key', 'nowhere'],
    ['export', 'feed', 'nowhere'],
  ])('is asked for wrongly: %s %s %s', async (...args) => {
    const { status, stdout, stderr } = await korpu(args);
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^korpu: (there is )?no /)]);
  });
});
