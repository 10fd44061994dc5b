import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

// Jest's runner comes anew with each test file, and with it an AsyncLocalStorage that it never disables: every promise of
// the files after it would be told of it, and what it holds would stay in memory.
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...of) {
  used.add(this);
  return run.apply(this, of);
};

/** Node as Jest has it, without what a test file leaves behind in the process. */
export default class LeanEnvironment extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}
