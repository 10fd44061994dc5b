import { createHash } from 'node:crypto';
import type { TraceStep } from '#agreements/agreement.js';
import { storableJson } from './storable.js';

/** Traces remembered at most: some kilobytes each, and a day has few different ones. */
const CAPACITY = 2_000;

/** A trace as the table decision_trace keeps it. */
export interface Trace {
  /** 32 hexadecimal digits, which PostgreSQL reads as a uuid. */
  hash: string;
  json: string;
}

/** Which traces are in the ledger already, so that decisions taken in the same words write them once. */
export class TraceBook {
  readonly #hashes = new Map<string, string>();
  readonly #stored = new Set<string>();
  /**
   * The last trace that ended in each clause, which names agreement and grant: items of one page are mostly decided upon in
   * the same words, and comparing them costs less than writing them as JSON to find that out.
   */
  readonly #last = new Map<string, { steps: readonly TraceStep[]; trace: Trace }>();

  trace(steps: readonly TraceStep[]): Trace {
    const end = steps.at(-1)?.clause ?? '';
    const last = this.#last.get(end);
    if (last !== undefined && areAlike(last.steps, steps)) return last.trace;
    const trace = this.#hashed(storableJson(steps));
    if (this.#last.size >= CAPACITY) this.#last.clear();
    this.#last.set(end, { steps, trace });
    return trace;
  }

  #hashed(json: string): Trace {
    const known = this.#hashes.get(json);
    if (known !== undefined) return { hash: known, json };
    if (this.#hashes.size >= CAPACITY) {
      this.#hashes.clear();
      this.#stored.clear();
    }
    const hash = createHash('sha256').update(json).digest('hex').slice(0, 32);
    this.#hashes.set(json, hash);
    return { hash, json };
  }

  /** Those that are not known to be in the ledger, each once, in one order everywhere: two writers wait for no circle. */
  unstored(traces: readonly Trace[]): Trace[] {
    const fresh = new Map<string, Trace>();
    for (const trace of traces) if (!this.#stored.has(trace.hash)) fresh.set(trace.hash, trace);
    return [...fresh.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  }

  /** To be called once they are committed, and not before. */
  committed(traces: readonly Trace[]): void {
    for (const { hash } of traces) this.#stored.add(hash);
  }
}

const areAlike = (some: readonly TraceStep[], others: readonly TraceStep[]): boolean =>
  some.length === others.length &&
  some.every((step, i) => {
    const other = others[i]!;
    return step.clause === other.clause && step.outcome === other.outcome && step.detail === other.detail;
  });
