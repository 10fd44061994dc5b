import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { OUTPUT_FORMATS, type OutputFormat } from '#codecs/codec.js';
import { encodeDocument } from '#codecs/encode.js';
import type { NewsRecord } from '#news/record.js';
import { UsageFault } from './usage-fault.js';

export function encodeCommand(): Command {
  return new Command('encode')
    .description('Write one document from records, JSON Lines as decode prints them, on standard input.')
    .addOption(
      new Option('--as <format>', 'the format to write').choices(OUTPUT_FORMATS).makeOptionMandatory(),
    )
    .option('--version <version>', 'the version of the format, where several are written')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s korpu -- decode feed.xml | npm run -s korpu -- encode --as newsml-g2 > message.xml',
    )
    .action(async (options: { as: OutputFormat; version?: string }) => {
      const records = await recordsFrom(process.stdin);
      if (records.length === 0)
        throw new UsageFault('no records on standard input; pipe what decode printed');
      const { bytes } = encodeDocument(options.as, records, {
        sentAt: new Date().toISOString(),
        sender: 'korpu',
        version: options.version,
        feed: { title: 'Korpu', url: 'urn:korpu:encode' },
      });
      process.stdout.write(bytes);
    });
}

async function recordsFrom(input: NodeJS.ReadableStream): Promise<NewsRecord[]> {
  const records: NewsRecord[] = [];
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    let parsed: { record?: NewsRecord };
    try {
      parsed = JSON.parse(line) as { record?: NewsRecord };
    } catch {
      throw new UsageFault(`line ${number} of standard input is not JSON`);
    }
    // A document without records, or one that could not be decoded, has nothing to write.
    if (parsed.record) records.push(parsed.record);
  }
  return records;
}
