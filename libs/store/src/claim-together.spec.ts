import { ClaimTogether, type LaneClaim } from './claim-together.js';

describe('ClaimTogether', () => {
  let statements: string[][];
  let together: ClaimTogether<string>;
  beforeEach(() => {
    statements = [];
    together = new ClaimTogether(async (claims) => {
      const lanes = claims.map(({ lane }) => lane);
      statements.push(lanes);
      if (lanes.includes('bad')) throw new Error('bad cannot be claimed');
      if (lanes.includes('away')) throw Object.assign(new Error('gone'), { code: '57P01' });
      return claims.map(({ lane, wanted }) => Array.from({ length: wanted }, (_, i) => `${lane}-${i}`));
    });
  });
  const claim = (lane: string, wanted = 1): LaneClaim => ({
    lane,
    wanted,
    leaseSeconds: 10,
    since: [],
    landed: [],
  });
  const claims = (...lanes: string[]) => Promise.allSettled(lanes.map((lane) => together.add(claim(lane))));

  it('claims in one statement what comes in the same breath, and gives each lane its own', async () => {
    const answers = [claim('a', 2), claim('b', 0), claim('c')].map((one) => together.add(one));
    expect(await Promise.all(answers)).toEqual([['a-0', 'a-1'], [], ['c-0']]);
    expect(statements).toEqual([['a', 'b', 'c']]);
    expect(await together.add(claim('d'))).toEqual(['d-0']);
    expect(statements).toHaveLength(2);
  });

  it('claims no more than four lanes at once', async () => {
    await claims('a', 'b', 'c', 'd', 'e');
    expect(statements).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  it('lets one that cannot be claimed spoil no other', async () => {
    const answers = await claims('a', 'bad', 'c');
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(statements).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('asks a database that is away no more often than once', async () => {
    const answers = await claims('a', 'away');
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(statements).toHaveLength(1);
  });
});
