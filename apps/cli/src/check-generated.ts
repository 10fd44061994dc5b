import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentTable } from '#settings/environment.js';
import { jsonSchemas } from '#settings/json-schemas.js';
import { configurationReference } from './configuration-reference.js';
import { counted } from './counted.js';
import { withSection } from './generated-section.js';
import { fromRoot } from './project-root.js';

/** A file, or a part of one, that is made from the sources and kept so that people and editors can read it. */
interface Generated {
  /** From the project's folder. */
  file: string;
  text: string;
}

const OPERATING = 'docs/operating.md';

/** `npm run check:generated`; with `--write` it writes what differs. Exit status 1 if anything did and was not written. */
async function main(write: boolean): Promise<void> {
  const files = await generated();
  const outdated = files.filter(({ file, text }) => current(file) !== text);
  if (write) for (const { file, text } of outdated) writeFileSync(fromRoot(file), text);
  for (const { file } of outdated) console.log(`${file} ${write ? 'was written' : 'is out of date'}`);
  if (outdated.length === 0 || write) {
    console.log(
      `${counted(files.length, 'generated file')}, ${write ? outdated.length : 'none'} ${write ? 'written' : 'out of date'}`,
    );
    return;
  }
  console.log('npm run generate writes them.');
  process.exitCode = 1;
}

async function generated(): Promise<Generated[]> {
  const operating = readFileSync(fromRoot(OPERATING), 'utf8');
  return [
    ...jsonSchemas().map(({ file, text }) => ({ file: join('config', file), text })),
    { file: 'docs/configuration.md', text: configurationReference() },
    { file: OPERATING, text: withSection(operating, 'environment', environmentTable()) },
    { file: 'docs/openapi.json', text: await apiDescription() },
  ];
}

/** The api is an app of its own, so it is asked as one. */
async function apiDescription(): Promise<string> {
  const program = fromRoot('dist/apps/api/src/print-openapi.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

function current(file: string): string | undefined {
  try {
    return readFileSync(fromRoot(file), 'utf8');
  } catch {
    return undefined;
  }
}

await main(process.argv.includes('--write'));
