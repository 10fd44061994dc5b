import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { keepOwn, readSkos, UnreadableVocabulary } from '#codecs/vocab/read-skos.js';
import { conceptTree } from '#news/concept-tree.js';
import { conceptName, conceptOf, type Vocabulary } from '#news/vocabulary.js';
import { faultList } from '#settings/configuration-fault.js';
import { loadConfiguration } from '#settings/load-configuration.js';
import { readConfigurationFiles } from '#settings/read-configuration-files.js';
import { toYaml } from '#settings/to-yaml.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { counted } from './counted.js';
import { readText, whyUnreadable } from './read-document.js';
import { configFolder } from './read-profile.js';

export function vocabCommand(command: Command): void {
  command.addHelpText(
    'after',
    `
Examples:
  npm run -s korpu -- vocab import topics.json --into config/vocab/medtop.yaml
  npm run -s korpu -- vocab show medtop:20000065 --language az`,
  );
  command
    .command('import')
    .description('Make a vocabulary file of what IPTC publishes (JSON, or SKOS as JSON-LD).')
    .argument('<file>', 'the published file')
    .option(
      '--into <file>',
      'the vocabulary file to write; names and matches in it that the published one lacks stay',
    )
    .option(
      '--id <id>',
      'the id of the vocabulary (default: the name of --into, else the alias of the scheme)',
    )
    .option('--languages <tags>', 'names to take, parted by commas; all for every one', 'en')
    .action(importVocabulary);
  command
    .command('show')
    .description('Print what the configuration knows of a concept.')
    .argument('<qcode>', 'such as medtop:20000065')
    .option('--language <tag>', 'the language of names', 'en')
    .action(show);
}

function importVocabulary(file: string, options: { into?: string; id?: string; languages: string }): void {
  const languages = options.languages === 'all' ? undefined : options.languages.split(',');
  const { vocabulary, warnings } = read(file, languages);
  const id =
    options.id ?? (options.into ? basename(options.into).replace(/\.ya?ml$/, '') : vocabulary.scheme!.alias);
  const before =
    options.into !== undefined && existsSync(options.into) ? ownFile(options.into, id) : undefined;
  const imported = { id, ...vocabulary };
  const made = before ? keepOwn(imported, before.vocabulary) : imported;
  const text = (before?.comment ?? '') + toYaml('vocab', made);
  checked([{ file: `vocab/${id}.yaml`, text }]);
  for (const { at, detail, code } of warnings) console.error(`korpu: ${code} ${at}: ${detail}`);
  if (options.into === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(options.into, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such folder' : whyUnreadable(cause);
    throw new CommandFault(`--into ${options.into} cannot be written: ${why}.`);
  }
  console.log(`Wrote ${counted(Object.keys(made.concepts).length, 'concept')} into ${options.into}.`);
}

function read(file: string, languages: string[] | undefined): ReturnType<typeof readSkos> {
  const text = readText(file);
  try {
    return readSkos(text, languages);
  } catch (cause) {
    if (cause instanceof UnreadableVocabulary) throw new CommandFault(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** The file that is there, and the comment that it begins with. */
function ownFile(file: string, id: string): { vocabulary: Vocabulary; comment: string } {
  const text = readText(file, `--into ${file}`);
  const [vocabulary] = checked([{ file: `vocab/${id}.yaml`, text }]);
  return { vocabulary: vocabulary!, comment: /^(?:#.*\n)*/.exec(text)![0] };
}

async function show(qcode: string, { language }: { language: string }): Promise<void> {
  const sources = await readConfigurationFiles(configFolder());
  const vocabularies = checked(sources.filter(({ file }) => /[\\/]vocab[\\/][^\\/]+$/.test(file)));
  const concept = conceptOf(vocabularies, qcode);
  const tree = conceptTree(vocabularies);
  const line = (code: string): string =>
    `${code}  ${conceptName(vocabularies, code, language) ?? ''}`.trimEnd();
  const [, ...broader] = tree.withBroader(qcode);
  if (!concept && broader.length === 0)
    throw new UsageFault(`no vocabulary of ${configFolder()} has a concept ${qcode}.`);
  console.log(line(qcode) + (concept?.retired ? '  (retired)' : ''));
  for (const code of broader) console.log(`  is also ${line(code)}`);
}

function checked(sources: Parameters<typeof loadConfiguration>[0]): Vocabulary[] {
  const { configuration, faults } = loadConfiguration(sources, { env: () => undefined, readFile: () => '' });
  if (configuration) return configuration.vocab;
  throw new CommandFault(`not a vocabulary, it has ${faultList(faults)}`);
}
