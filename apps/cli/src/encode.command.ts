import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { OUTPUT_FORMATS, OUTPUT_VERSIONS, type OutputFormat } from '#codecs/codec.js';
import { encodeDocument } from '#codecs/encode.js';
import type { NewsRecord } from '#news/record.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { recordIn } from './record-line.js';

export function encodeCommand(command: Command): void {
  command
    .addOption(
      new Option('--as <format>', 'the format to write').choices(OUTPUT_FORMATS).makeOptionMandatory(),
    )
    .option(
      '--version <version>',
      `the version of the format (ninjs: ${OUTPUT_VERSIONS.ninjs.join(', ')}; default: the newest)`,
    )
    .addHelpText(
      'after',
      `
Reads on standard input what decode printed, and writes one document: a
newsMessage with every record, a ninjs object (an array for several), a feed, a
NITF document (several under one element) or an e-mail (several as an mbox).
Feeds leave out what may not be public now, and all but the newest version of
an item; docs/formats.md says what each format cannot carry.
Exit status: 0 if it was written, 1 if a record cannot be, 2 for bad usage.

Example:
  npm run -s korpu -- decode feed.xml > records.jsonl
  npm run -s korpu -- encode --as newsml-g2 < records.jsonl > message.xml`,
    )
    .action(async ({ as, version }: { as: OutputFormat; version?: string }) => {
      const written = OUTPUT_VERSIONS[as];
      if (version !== undefined && !written.includes(version))
        throw new UsageFault(
          `--version ${version} of ${as} is not written; ${written.join(', ') || 'none'} is.`,
        );
      const { bytes, warnings = [] } = encode(as, version, await recordsFrom(process.stdin));
      for (const { code, at, detail } of warnings) console.error(`korpu: ${code}: ${at}, ${detail}`);
      process.stdout.write(bytes);
    });
}

function encode(format: OutputFormat, version: string | undefined, records: readonly NewsRecord[]) {
  try {
    return encodeDocument(format, records, {
      sentAt: new Date().toISOString(),
      sender: 'korpu',
      version,
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
    if (read.problem) throw new UsageFault(`line ${number} of standard input ${read.problem}.`);
    if (read.record) records.push(read.record);
    // A document that could not be decoded has nothing to write, and that must not go by in silence.
    if (read.error) console.error(`korpu: line ${number} holds no record (${read.error}); it is left out.`);
  }
  if (records.length === 0)
    throw new UsageFault('no records on standard input: pipe in what decode printed.');
  return records;
}
