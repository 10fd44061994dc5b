import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type DecodeContext, FORMATS, type Format, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { printLine } from './print-line.js';
import { progress } from './progress.js';
import { UsageFault } from './usage-fault.js';

interface DecodeOptions {
  as?: Format;
  contentType?: string;
  base?: string;
  source?: string;
  zone?: string;
  list?: string;
}

export function decodeCommand(): Command {
  return new Command('decode')
    .description('Print the records of documents as JSON Lines.')
    .argument('[files...]', 'documents to decode')
    .addOption(new Option('--as <format>', 'take the document for this format').choices(FORMATS))
    .option('--content-type <type>', 'the HTTP Content-Type it came with')
    .option('--base <url>', 'the URL it came from; relative links resolve against it')
    .option('--source <id>', 'the source id used in minted guids')
    .option('--zone <zone>', 'IANA zone of dates without one, such as Asia/Baku (default: UTC)')
    .option('--list <file>', 'a file with one path a line, for large corpora')
    .addHelpText(
      'after',
      '\nExit status: 0 if every file decoded, 1 if any did not, 2 for bad usage.\n\nExample:\n  npm run -s korpu -- decode --zone Asia/Baku feed.xml',
    )
    .action(async (files: string[], options: DecodeOptions) => {
      const paths = [...files, ...(options.list ? await listed(options.list) : [])];
      if (paths.length === 0) throw new UsageFault('name at least one file, or --list a file of paths');
      const context = contextOf(options);
      const shown = progress('decoded', paths.length);
      let failed = 0;
      for (const path of paths) {
        if (!(await decodeFile(path, context))) failed++;
        shown.advance();
      }
      shown.end();
      if (failed > 0) process.exitCode = 1;
    });
}

async function listed(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageFault(`the list cannot be read: ${error.message}`);
  });
  return text.split('\n').filter((line) => line.trim() !== '');
}

function contextOf(options: DecodeOptions): DecodeContext {
  if (options.base !== undefined && !URL.canParse(options.base)) {
    throw new UsageFault(`--base ${options.base} is not an absolute URL`);
  }
  if (options.zone !== undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: options.zone });
    } catch {
      throw new UsageFault(`--zone ${options.zone} is not an IANA time zone such as Asia/Baku`);
    }
  }
  return {
    format: options.as,
    contentType: options.contentType,
    baseUrl: options.base,
    sourceId: options.source,
    zone: options.zone,
  };
}

/** Prints what one file holds; answers whether it decoded. */
async function decodeFile(file: string, context: DecodeContext): Promise<boolean> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    await printLine({ file, error: { code: 'file.unreadable', message: (error as Error).message } });
    return false;
  }
  try {
    const { format, charset, records, warnings } = decodeDocument(bytes, context);
    if (records.length === 0) await printLine({ file, format, charset, records: 0, warnings });
    for (const record of records) await printLine({ file, format, charset, record, warnings });
    return true;
  } catch (error) {
    if (!(error instanceof UndecodableDocument)) throw error;
    await printLine({ file, error: { code: error.code, message: error.message } });
    return false;
  }
}
