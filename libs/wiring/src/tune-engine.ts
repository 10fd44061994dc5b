import { setFlagsFromString } from 'node:v8';

/** How far the heap may outgrow what a collection left of it before the next one, in percent. V8's own is up to 300. */
const GROWTH_PERCENT = 70;
/** How much of other functions the optimising compiler may put into one, in bytes of bytecode. V8's own is 920. */
const INLINED_BYTES = 300;

/**
 * Sets the JavaScript engine to what this process does: to be called before it does any of it.
 *
 * Memory stays near what is needed. On a machine with room V8 lets garbage pile up to several times what is alive: under
 * load a process that needs 90 MB of heap would take 300, and more the longer the load lasts (docs/decisions/0031).
 *
 * And functions are compiled smaller. Our work is many functions that each do little; putting them into one another
 * costs the compiler more than it ever saves (docs/decisions/0030).
 */
export function tuneEngine(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_BYTES}`);
}
