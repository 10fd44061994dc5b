import type { Decision } from '#agreements/agreement.js';
import { asAgreementId, asPartnerId } from '#news/ids.js';
import { KHABAR, makeBoard, REPORT } from '../testing/make-board.js';
import { makeRecord } from '../testing/make-record.js';
import { type AgreementTerm, JudgeWaiting, judgeBy, type WaitingLedger } from './judge-waiting.js';

/** One delivery that waits; it tells how often it was looked for, and under which terms it need not be. */
class OneWaiting implements WaitingLedger {
  noted: string | undefined;
  hasFormer = true;
  readonly looks: string[][] = [];
  readonly granting: string[][] = [];
  readonly judged: (Decision | undefined)[] = [];
  readonly asked: (readonly number[])[] = [];
  unread: number[] = [];
  constructor(public inForce: AgreementTerm[]) {}
  async terms() {
    const { inForce: terms, hasFormer } = this;
    return { terms, hasFormer, ...(this.noted === undefined ? {} : { judged: this.noted }) };
  }
  async noteJudged(stamp: string) {
    this.noted = stamp;
  }
  async grantedOtherwise(terms: readonly AgreementTerm[], granting: readonly AgreementTerm[]) {
    this.granting.push(granting.map(({ id, version }) => `${id} ${version}`));
    this.looks.push(terms.map(({ id, version }) => `${id} ${version}`));
    return [1];
  }
  judge: WaitingLedger['judge'] = async (ids, judge) => {
    this.asked.push(ids);
    this.judged.push(judge({ record: makeRecord(), senderId: REPORT, destinationId: KHABAR }));
    return { ended: 0, changed: 1, unread: this.unread };
  };
}

describe('judging again what waits', () => {
  const { id } = makeBoard().agreements[0]!;
  const term = { id, version: 1, validFrom: '2025-11-18' };
  let now: Date;
  const judging = (ledger: WaitingLedger, changed = {}) =>
    new JudgeWaiting(ledger, { board: async () => makeBoard(changed) }, { now: () => now });
  beforeEach(() => {
    now = new Date('2026-03-10T12:00:00Z');
  });

  it('looks three times after a change, and then not before the next', async () => {
    const ledger = new OneWaiting([term]);
    const rounds = judging(ledger);
    for (let n = 0; n < 5; n++) await rounds.run();
    expect(ledger.looks).toEqual([[`${id} 1`], [`${id} 1`], [`${id} 1`]]);
    // Nor does a process that starts.
    expect(await judging(ledger).run()).toEqual({ ended: 0, changed: 0 });
    expect(ledger.looks).toHaveLength(3);
    ledger.inForce = [{ ...term, version: 2 }];
    expect(await rounds.run()).toEqual({ ended: 0, changed: 1 });
    expect(ledger.looks.at(-1)).toEqual([`${id} 2`]);
  });

  it('asks again for what is shown until it was read, and only for that', async () => {
    const ledger = new OneWaiting([term]);
    const rounds = judging(ledger);
    ledger.unread = [7];
    for (let n = 0; n < 5; n++) await rounds.run();
    expect(ledger.looks).toHaveLength(3);
    expect(ledger.asked).toEqual([[1], [1], [1], [7], [7]]);
    // A process that starts does not know what it is, and looks once.
    const started = judging(ledger);
    for (let n = 0; n < 3; n++) await started.run();
    expect(ledger.looks).toHaveLength(4);
    expect(ledger.asked.slice(5)).toEqual([[1], [7], [7]]);
    ledger.unread = [];
    for (let n = 0; n < 3; n++) await started.run();
    expect(ledger.asked).toHaveLength(9);
    // Now there is nothing to find.
    await judging(ledger).run();
    expect(ledger.looks).toHaveLength(4);
    // After a change it is three times again, also for who starts.
    ledger.unread = [7];
    ledger.inForce = [{ ...term, version: 2 }];
    const changed = judging(ledger);
    for (let n = 0; n < 5; n++) await changed.run();
    expect(ledger.looks).toHaveLength(7);
  });

  it('asks for what was refused only where something new may grant it, or begins to', async () => {
    const other = { ...term, id: asAgreementId('other') };
    const ledger = new OneWaiting([term, other]);
    const rounds = judging(ledger);
    const lookUnder = async (...terms: AgreementTerm[]) => {
      const before = ledger.granting.length;
      ledger.inForce = terms;
      for (let n = 0; n < 3; n++) await rounds.run();
      const [first, ...more] = ledger.granting.slice(before);
      for (const one of more) expect(one).toEqual(first);
      return first;
    };
    expect(await lookUnder(term, other)).toEqual([`${id} 1`, 'other 1']);
    expect(await lookUnder(term, { ...other, version: 2 })).toEqual(['other 2']);
    expect(await lookUnder(term)).toEqual([]);
    expect(await lookUnder({ ...term, validUntil: '2026-03-01' })).toEqual([]);
    expect(await lookUnder(term, { ...other, validFrom: '2026-03-12' })).toEqual(['other 1']);
    // Its first day comes in one zone after another.
    now = new Date('2026-03-11T10:00:00Z');
    expect(await lookUnder(term, { ...other, validFrom: '2026-03-12' })).toEqual(['other 1']);
    now = new Date('2026-03-12T12:00:00Z');
    expect(await lookUnder(term, { ...other, validFrom: '2026-03-12' })).toEqual(['other 1']);
    expect(await lookUnder({ ...term, version: 2 }, { ...other, validFrom: '2026-03-12' })).toEqual([
      `${id} 2`,
    ]);
  });

  it('does not look where no agreement was ever changed or has ended', async () => {
    const ledger = new OneWaiting([{ ...term, validUntil: '2026-03-12' }]);
    ledger.hasFormer = false;
    const rounds = judging(ledger);
    expect([await rounds.run(), ledger.looks]).toEqual([{ ended: 0, changed: 0 }, []]);
    now = new Date('2026-03-13T12:00:00Z');
    await rounds.run();
    expect(ledger.looks).toEqual([[]]);
  });

  it('looks each quarter of an hour while an agreement ends in one zone after another', async () => {
    const ledger = new OneWaiting([{ ...term, validUntil: '2026-03-10' }]);
    const rounds = judging(ledger);
    const looksAt = async (...times: string[]) => {
      const before = ledger.looks.length;
      for (const time of times)
        for (let n = 0; n < 4; n++) {
          now = new Date(time);
          await rounds.run();
        }
      return ledger.looks.slice(before);
    };
    const holds = [`${id} 1`];
    expect(await looksAt('2026-03-10T09:59:59Z')).toEqual([holds, holds, holds]);
    // Midnight at UTC+14, and then at UTC+13:45.
    expect(await looksAt('2026-03-10T10:00:00Z', '2026-03-10T10:14:59Z')).toEqual([[], [], []]);
    expect(await looksAt('2026-03-10T10:15:00Z')).toEqual([[], [], []]);
    // The day is over everywhere.
    expect(await looksAt('2026-03-11T12:00:00Z', '2026-04-01T12:00:00Z')).toEqual([[], [], []]);
  });

  it('decides by the agreements of now, in the zone of the receiver', () => {
    const waiting = { record: makeRecord(), senderId: REPORT, destinationId: KHABAR };
    const ended = makeBoard({ validUntil: '2026-03-10' });
    // Midnight in Almaty.
    const at = (time: string) => judgeBy(ended, new Date(time))(waiting);
    expect(at('2026-03-10T18:59:59Z')).toMatchObject({ allow: true });
    expect(at('2026-03-10T19:00:00Z')).toMatchObject({ allow: false, reason: 'expired' });
  });

  it('counts no quota again, judges a receiver that was removed as it was, and says nothing about one it does not know', () => {
    const board = makeBoard();
    const [memorandum] = board.agreements;
    const grants = memorandum!.grants.map((grant) => ({ ...grant, quota: { perDay: 0 } }));
    const waiting = { record: makeRecord(), senderId: REPORT, destinationId: KHABAR };
    expect(judgeBy(makeBoard({ grants }), now)(waiting)).toMatchObject({ allow: true });
    expect(judgeBy({ ...board, receivers: [] }, now)(waiting)).toBeUndefined();
    const removed = { ...board, receivers: [], formerReceivers: board.receivers };
    expect(judgeBy(removed, now)(waiting)).toMatchObject({ allow: true });
    expect(judgeBy({ ...removed, agreements: [] }, now)(waiting)).toMatchObject({ allow: false });
    expect(
      judgeBy(makeBoard({ id: asAgreementId('none'), parties: [asPartnerId('report')] }), now)(waiting),
    ).toMatchObject({ reason: 'no-agreement' });
  });
});
