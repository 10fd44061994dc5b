import { isOutage } from './transaction.js';

/** What is asked of one lane: see claim_deliveries. */
export interface LaneClaim {
  lane: string;
  wanted: number;
  leaseSeconds: number;
  since: readonly (Date | null)[];
  landed: readonly number[];
}

interface Call<Row> {
  claim: LaneClaim;
  resolve: (rows: Row[]) => void;
  reject: (error: unknown) => void;
}

/** Lanes of one statement at most: they are looked through one after the other, and wait for each other's commit. */
const MOST_LANES = 4;

/**
 * Claims of several lanes that are made in the same breath go to the database in one statement: an item rings all its
 * lanes at once, and one commit that waits for the disk serves them all. None waits for others to come. Where one spoils
 * the statement for the others, each goes alone.
 */
export class ClaimTogether<Row> {
  #waiting: Call<Row>[] = [];

  /** @param take one statement; answers the rows of each claim, in their order */
  constructor(private readonly take: (claims: LaneClaim[]) => Promise<Row[][]>) {}

  add(claim: LaneClaim): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ claim, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#takeAll());
    });
  }

  #takeAll(): void {
    while (this.#waiting.length > 0) void this.#takeOf(this.#waiting.splice(0, MOST_LANES));
  }

  async #takeOf(calls: Call<Row>[]): Promise<void> {
    try {
      const rows = await this.take(calls.map(({ claim }) => claim));
      for (const [i, call] of calls.entries()) call.resolve(rows[i] ?? []);
    } catch (error) {
      if (calls.length > 1 && !isOutage(error)) for (const call of calls) void this.#takeOf([call]);
      else for (const call of calls) call.reject(error);
    }
  }
}
