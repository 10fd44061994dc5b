import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { didYouMean } from '#settings/near-matches.js';
import { UsageFault } from './command-fault.js';
import { fromRoot } from './project-root.js';

const FOLDER = fromRoot('dist/test/bench');

export function benchCommand(command: Command): void {
  command
    .argument('[name]', 'what to measure')
    .argument('[options...]', 'options of that bench; NAME --help lists them')
    .helpOption(false)
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Benches: ${names().join(', ') || 'none'}.
Each brings what it needs, such as a database of its own, and ends with a JSON
line a result, medians of several runs.

Example:
  npm run bench -- pipeline --help`,
    )
    .action(async (name: string | undefined, options: string[]) => {
      if (name === '--help' || name === '-h') return command.help();
      if (name === undefined || !names().includes(name)) {
        const problem = name === undefined ? 'measure what?' : `there is no bench ${name}.`;
        throw new UsageFault(`${problem}${didYouMean(name ?? '', names())}`);
      }
      process.exitCode = await run(join(FOLDER, `${name}.js`), options);
    });
}

/** A bench explains how it is called; what it is made of does not. */
function names(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length))
    .filter((name) => readFileSync(join(FOLDER, `${name}.js`), 'utf8').includes(`npm run bench -- ${name}`))
    .sort();
}

/** In a process of its own, so that nothing of ours is measured; Ctrl-C reaches it from the terminal. */
function run(file: string, options: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [file, ...options], { stdio: 'inherit', cwd: fromRoot('.') });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
