import { setFlagsFromString } from 'node:v8';

/** How far the heap may outgrow what a collection left of it before the next one, in percent. V8's own is up to 300. */
const GROWTH_PERCENT = 70;

/**
 * Keeps this process's memory near what it needs. On a machine with room V8 lets garbage pile up to several times what is
 * alive: under load a process that needs 90 MB of heap would take 300, and more the longer the load lasts. Measured in
 * docs/decisions/0031.
 */
export function boundHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
