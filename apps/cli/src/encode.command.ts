import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { OUTPUT_FORMATS, OUTPUT_VERSIONS, type OutputFormat } from '#codecs/codec.js';
import { encodeDocument } from '#codecs/encode.js';
import type { Destination } from '#exchange/outbound/outbound-ports.js';
import type { NewsRecord } from '#news/record.js';
import { faultList } from '#settings/configuration-fault.js';
import { didYouMean } from '#settings/near-matches.js';
import { readConfiguration } from '#settings/read-configuration.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { shown } from './project-root.js';
import { recordIn } from './record-line.js';
import { findConfiguration } from './whereabouts.js';

interface EncodeOptions {
  as?: OutputFormat;
  version?: string;
  for?: string;
}

export function encodeCommand(command: Command): void {
  command
    .addOption(new Option('--as <format>', 'the format to write').choices(OUTPUT_FORMATS))
    .option(
      '--version <version>',
      `the version of the format (ninjs: ${OUTPUT_VERSIONS.ninjs.join(', ')}; default: the newest)`,
    )
    .addOption(
      new Option(
        '--for <destination>',
        'as this destination of the configuration wants it: its format, version and outputProfile',
      ).conflicts(['as', 'version']),
    )
    .addHelpText(
      'after',
      `
Reads on standard input what decode printed, and writes one document: a
newsMessage with every record, a ninjs object (an array for several), a feed, a
NITF document (several under one element) or an e-mail (several as an mbox).
Feeds leave out what may not be public now, and all but the newest version of
an item; docs/formats.md says what each format cannot carry.
Exit status: 0 if it was written, 1 if a record cannot be or there is
none, 2 if asked wrongly.

Example:
  npm run -s korpu -- decode feed.xml > records.jsonl
  npm run -s korpu -- encode --as newsml-g2 < records.jsonl > message.xml
  npm run -s korpu -- encode --for khabar-ninjs < records.jsonl`,
    )
    .action(async (options: EncodeOptions) => {
      const wanted = await wantedBy(options);
      const { bytes, warnings = [] } = encode(wanted, await recordsFrom(process.stdin));
      for (const { code, at, detail } of warnings) console.error(`korpu: ${code}: ${at}, ${detail}`);
      process.stdout.write(bytes);
    });
}

type Wanted = Pick<Destination, 'format' | 'formatVersion' | 'outputProfile'>;

/** @throws UsageFault for what is not written and for no known destination, CommandFault for a faulty configuration */
async function wantedBy({ as: format, version, for: id }: EncodeOptions): Promise<Wanted> {
  if (id !== undefined) {
    const place = findConfiguration(process.env);
    // What is written depends on no secret.
    const read = await readConfiguration(place, { env: process.env, missingSecrets: 'leave' });
    const folder = shown(place.configDir);
    if (!read.configuration)
      throw new CommandFault(`the configuration in ${folder} has ${faultList(read.faults)}`);
    const { destinations } = read.configuration;
    const ids = destinations.map((one) => one.id);
    const found = destinations.find((one) => one.id === id);
    if (found) return found;
    throw new UsageFault(`--for ${id}: there is no such destination in ${folder}.${didYouMean(id, ids)}`);
  }
  if (format === undefined)
    throw new UsageFault(
      `encode as what? Say --as FORMAT (${OUTPUT_FORMATS.join(', ')}) or --for DESTINATION.`,
    );
  const written = OUTPUT_VERSIONS[format];
  if (version !== undefined && !written.includes(version))
    throw new UsageFault(
      `--version ${version} of ${format} is not written; ${written.join(', ') || 'none'} is.`,
    );
  return { format, formatVersion: version };
}

function encode({ format, formatVersion, outputProfile }: Wanted, records: readonly NewsRecord[]) {
  try {
    return encodeDocument(format, records, {
      sentAt: new Date().toISOString(),
      sender: 'korpu',
      version: formatVersion,
      profile: outputProfile,
      feed: { title: 'Korpu', url: 'urn:korpu:encode' },
    });
  } catch (cause) {
    if (cause instanceof RangeError) throw new CommandFault(cause.message, { cause });
    throw cause;
  }
}

async function recordsFrom(input: NodeJS.ReadableStream): Promise<NewsRecord[]> {
  const records: NewsRecord[] = [];
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const read = recordIn(line);
    if (read.problem) throw new CommandFault(`line ${number} of standard input ${read.problem}.`);
    if (read.record) records.push(read.record);
    // A document that could not be decoded has nothing to write, and that must not go by in silence.
    if (read.error) console.error(`korpu: line ${number} holds no record (${read.error}); it is left out.`);
  }
  if (records.length === 0)
    throw new CommandFault('no records on standard input: pipe in what decode printed.');
  return records;
}
