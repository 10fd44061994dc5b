// `npm start`: from a fresh clone to a running exchange. Plain JavaScript, for nothing is installed or built yet.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './end-with-parent.mjs';
import { readArguments } from './start-help.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);

function refuse(problem, remedy) {
  console.error(`Korpu cannot start: ${problem}\n  ${remedy}`);
  process.exit(1);
}

readArguments(process.argv.slice(2));

if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`Node ${process.versions.node} is too old.`, 'Install Node 20.19 or newer and run npm start again.');
}

/** npm writes its own copy of the lock file when an install has finished; an older or missing one means: install. */
function isInstalled() {
  const done = join(root, 'node_modules/.package-lock.json');
  return existsSync(done) && statSync(done).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

const startedAt = Date.now();
const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;

if (!isInstalled()) {
  console.log('Installing what Korpu needs (npm ci; the first time only) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    refuse('npm ci did not finish.', 'Read its message above; without a network nothing can be installed.');
  }
  console.log(`  installed after ${seconds()}`);
}

endWithParent();

const { build } = await import('./build.mjs');
const { compiled, total } = await build();
if (compiled > 0) console.log(`Built ${compiled} of ${total} files after ${seconds()}`);

const { start } = await import('../../dist/apps/standalone/src/main.js');
await start(root);
