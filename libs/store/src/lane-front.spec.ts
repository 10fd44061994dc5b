import { LaneFront } from './lane-front.js';

describe('LaneFront', () => {
  const noon = Date.parse('2025-11-18T12:00:00Z');
  let time: number;
  let front: LaneFront;
  /** What `take` was asked for, and what it answers in turn. */
  let asked: { wanted: number; since: (Date | null)[] }[];
  const claim = (max: number, ...answers: { priority: number; due_at: Date }[][]) =>
    front.claim('lane', max, async (wanted, since) => {
      asked.push({ wanted, since: [...since] });
      return answers.shift() ?? [];
    });
  const due = (ms: number, priority = 3) => ({ priority, due_at: new Date(noon + ms) });
  const WHOLE = [null, null, null, null];
  beforeEach(() => {
    time = 0;
    asked = [];
    front = new LaneFront(() => time);
  });

  it('looks through the whole lane the first time, and then from half a second before what it claimed last', async () => {
    await claim(2, [due(0), due(10)]);
    await claim(2, [due(20), due(30)]);
    await claim(2, []);
    expect(asked.map((ask) => ask.since)).toEqual([
      WHOLE,
      [null, null, new Date(noon - 490), null],
      [null, null, new Date(noon - 470), null],
    ]);
  });

  it('goes on from what was claimed otherwise, too', async () => {
    await claim(1, [due(0)]);
    front.note('lane', [due(2000)]);
    await claim(1, []);
    expect(front.since('lane')).toEqual([null, null, new Date(noon + 1500), null]);
    expect(asked[1]?.since).toEqual(front.since('lane'));
  });

  it('keeps the priorities apart, and never leaves out a kill', async () => {
    await claim(3, [due(0, 0), due(1000, 1), due(50, 4)]);
    await claim(3, []);
    expect(asked[1]?.since).toEqual([new Date(noon + 500), null, null, new Date(noon - 450)]);
  });

  it('looks through the whole lane every second', async () => {
    await claim(1, [due(0)]);
    time = 999;
    await claim(1, [due(5)]);
    time = 1000;
    await claim(1, [due(6)]);
    expect(asked.map((ask) => ask.since === WHOLE || ask.since.every((since) => since === null))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('looks through it again when there was nothing, but not all the time, and lets what was found leave first', async () => {
    await claim(10, [due(0)]);
    time = 100;
    await claim(10, []);
    expect(asked).toHaveLength(2);
    time = 250;
    expect(await claim(10, [due(20)])).toEqual([due(20)]);
    expect(await claim(10, [], [due(-5000)])).toEqual([due(-5000)]);
    expect(asked.slice(2)).toEqual([
      { wanted: 10, since: [null, null, new Date(noon - 500), null] },
      { wanted: 10, since: [null, null, new Date(noon - 480), null] },
      { wanted: 10, since: WHOLE },
    ]);
  });

  it('is not thrown back by something older that turned up', async () => {
    await claim(2, [due(5000), due(-5000)]);
    await claim(2, []);
    expect(asked[1]?.since[2]).toEqual(new Date(noon + 4500));
  });
});
