import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KorpuOn, korpuOn } from '#apps/cli/src/testing/korpu-on.js';
import type { SmallExchange } from '#store/testing/small-exchange.js';
import type { MigratedStore } from './migrated-store.js';
import { onSmallExchange } from './on-small-exchange.js';

export interface OnKorpu extends KorpuOn {
  store: MigratedStore;
  exchange: SmallExchange;
  /** Where the command runs, empty before each test. */
  folder: string;
}

/** As `onSmallExchange`, and the korpu command on it: each time a process of its own, on a machine that may be busy. */
export function onKorpu(opened: (played: OnKorpu) => void): void {
  let folder: string | undefined;
  onSmallExchange(({ store, exchange }) => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-cli-'));
    opened({ store, exchange, folder, ...korpuOn(store.url, folder) });
  });
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });
}
