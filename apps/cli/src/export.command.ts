import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { type Configuration, KINDS, type Kind } from '#settings/configuration.js';
import { didYouMean } from '#settings/near-matches.js';
import { toYaml } from '#settings/to-yaml.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { counted } from './counted.js';
import { whyUnreadable } from './read-document.js';
import { withLedger } from './with-ledger.js';

interface ExportOptions {
  all?: boolean;
  to?: string;
  force?: boolean;
}

interface ExportedFile {
  /** Below the configuration folder: `feeds/report-az.yaml`. */
  file: string;
  text: string;
}

export function exportCommand(command: Command): void {
  command
    .argument('[kind]', 'partner, vocab, profile, feed, destination or agreement')
    .argument('[id]', 'its id')
    .option('--all', 'everything')
    .option('--to <folder>', 'write files into this configuration folder instead of printing')
    .option('--force', 'with --to: replace files that are there and differ')
    .addHelpText(
      'after',
      `
Secrets are not exported: a file names the variable or the file that each is in.

Examples:
  npm run -s korpu -- export feed report-az
  npm run -s korpu -- export --all --to ./exported`,
    )
    .action(async (kind: string | undefined, id: string | undefined, options: ExportOptions) => {
      if (options.all ? kind !== undefined : kind === undefined || id === undefined)
        throw new UsageFault('export what? Give a kind and an id, such as feed report-az, or --all alone.');
      const wanted = options.all ? undefined : { kind: kindOf(kind!), id: id! };
      const configuration = await withLedger(({ ledger }) => ledger.configuration.readAll());
      const files = wanted ? [oneOf(configuration, wanted.kind, wanted.id)] : allOf(configuration);
      if (options.to !== undefined) write(files, options.to, options.force ?? false);
      else
        console.log(
          files
            .map(({ file, text }) => (wanted ? text : `# ${file}\n${text}`))
            .join('---\n')
            .trimEnd(),
        );
    });
}

function kindOf(word: string): Kind {
  const kind = KINDS.find((one) => one === word || one === `${word}s`);
  if (kind) return kind;
  throw new UsageFault(
    `${word} is no kind of configuration: partner, vocab, profile, feed, destination and agreement are.`,
  );
}

function oneOf(configuration: Configuration, kind: Kind, id: string): ExportedFile {
  const object = configuration[kind].find((one) => one.id === id);
  if (object) return { file: `${kind}/${id}.yaml`, text: toYaml(kind, object) };
  const ids = configuration[kind].map((one) => one.id);
  throw new UsageFault(`there is no ${kind.replace(/s$/, '')} ${id}.${didYouMean(id, ids)}`);
}

const allOf = (configuration: Configuration): ExportedFile[] =>
  KINDS.flatMap((kind) => configuration[kind].map(({ id }) => oneOf(configuration, kind, id)));

/** Writes all of them or, where one would replace something else, none. */
function write(files: readonly ExportedFile[], folder: string, force: boolean): void {
  const differing = force ? [] : files.filter(({ file, text }) => differs(join(folder, file), text));
  if (differing.length > 0) {
    const names = differing.map(({ file }) => join(folder, file)).join(', ');
    throw new CommandFault(`nothing was written: ${names} would be replaced. --force does so.`);
  }
  for (const { file, text } of files) {
    const path = join(folder, file);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    } catch (cause) {
      throw new CommandFault(`${path} cannot be written: ${whyUnreadable(cause)}.`, { cause });
    }
  }
  console.log(`Wrote ${counted(files.length, 'file')} into ${folder}.`);
}

function differs(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') !== text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new CommandFault(`${path} cannot be read: ${whyUnreadable(error)}.`, { cause: error });
  }
}
