/** Nothing that this process claimed lets it overlook what became due up to so long before. */
const SLACK_MS = 500;
/** A lane is looked through from its start at least so often while it is claimed from … */
const WHOLE_EVERY_MS = 1000;
/** … and, when there was nothing to take, so soon after the last time. */
const WHOLE_AGAIN_MS = 200;

interface Claimed {
  priority: number;
  due_at: Date;
}

interface Front {
  /** When the lane was last looked through from its start. */
  wholeAt: number;
  since: (Date | null)[];
}

/**
 * Where the work of each lane begins. What was claimed stays in the index until the next vacuum, so that a busy lane
 * would step over ever more dead entries at every claim; whoever claims in the order of time knows where they end.
 *
 * Something older can still turn up: a transaction that took long, a lease that ran out, a version that waited for
 * another one to land. Looking through the whole lane now and then finds it.
 */
export class LaneFront {
  readonly #lanes = new Map<string, Front>();

  /** @param now milliseconds on any clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param take claims `wanted` deliveries; `since` as in claim_deliveries */
  async claim<Row extends Claimed>(
    lane: string,
    max: number,
    take: (wanted: number, since: (Date | null)[]) => Promise<Row[]>,
  ): Promise<Row[]> {
    const front = this.#front(lane);
    const whole = async (wanted: number): Promise<Row[]> => {
      front.wholeAt = this.now();
      return take(wanted, [null, null, null, null]);
    };
    const age = this.now() - front.wholeAt;
    const rows = age >= WHOLE_EVERY_MS ? await whole(max) : await take(max, front.since);
    // What was found leaves first; a lane is always asked once more after its last delivery.
    if (rows.length === 0 && age >= WHOLE_AGAIN_MS && age < WHOLE_EVERY_MS) rows.push(...(await whole(max)));
    this.note(lane, rows);
    return rows;
  }

  /** Where the work of a lane begins; as in claim_deliveries. */
  since(lane: string): (Date | null)[] {
    return this.#front(lane).since;
  }

  /** What was claimed otherwise than by `claim`; what is taken back after all is found when the whole lane is looked through. */
  note(lane: string, rows: readonly Claimed[]): void {
    const front = this.#front(lane);
    for (const { priority, due_at } of rows) {
      if (priority === 0) continue;
      const since = new Date(due_at.getTime() - SLACK_MS);
      const known = front.since[priority - 1];
      if (!known || known < since) front.since[priority - 1] = since;
    }
  }

  #front(lane: string): Front {
    const known = this.#lanes.get(lane);
    if (known !== undefined) return known;
    const front: Front = { wholeAt: Number.NEGATIVE_INFINITY, since: [null, null, null, null] };
    this.#lanes.set(lane, front);
    return front;
  }
}
