// `npm test`: everything, one suite after the other, with one closing line over all of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;

if (!existsSync(join(root, 'node_modules/jest')) && !run(npm, ['ci', '--no-audit', '--no-fund'])) {
  console.error('npm ci did not finish; read its message above.');
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const scratch = mkdtempSync(join(tmpdir(), 'korpu-test-'));

function step(name, ok) {
  total[ok ? 'passed' : 'failed']++;
  if (!ok) failures.push(name);
}

/** Runs one suite of test/jest.config.mjs and adds up what its report says. */
function suite(name, ...options) {
  console.log(`\n── ${name} tests`);
  const report = join(scratch, `${name}.json`);
  run(process.execPath, [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    ...['--config', 'test/jest.config.mjs', '--selectProjects', name, '--json', '--outputFile', report],
    ...options,
  ]);
  if (!existsSync(report)) {
    step(`${name} tests (no report)`, false);
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  total.skipped += numPendingTests;
  for (const file of testResults) {
    const failed = file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => test.fullName);
    // A file that cannot even be loaded has no tests to fail.
    if (file.status === 'failed' && failed.length === 0) {
      total.failed++;
      failures.push(file.name);
    }
    failures.push(...failed);
    for (const test of file.assertionResults.filter((t) => t.status === 'pending')) {
      console.log(`skipped: ${test.fullName}`);
    }
  }
}

for (const check of ['check:imports', 'check:format', 'check:types', 'check:generated']) {
  console.log(`\n── ${check}`);
  step(check, run(npm, ['run', '-s', check]));
}
suite('unit');
// These start servers of their own; side by side they would only wait for each other's disk and cores.
suite('integration', '--maxWorkers=2');
suite('e2e', '--maxWorkers=2');
rmSync(scratch, { recursive: true });

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
