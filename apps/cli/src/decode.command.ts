import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { charsetOf } from '#codecs/charset/charset-label.js';
import { type DecodeContext, FORMATS, type Format, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { inOrder } from '#news/in-order.js';
import { DecodePool, threadsByDefault } from '#wiring/decode-pool.js';
import { decodedLines } from '#wiring/decoded-lines.js';
import { UsageFault } from './command-fault.js';
import { printText } from './print-line.js';
import { progress } from './progress.js';
import { FileUnreadable, readDocument, whyUnreadable } from './read-document.js';

interface DecodeOptions {
  as?: Format;
  contentType?: string;
  base?: string;
  source?: string;
  zone?: string;
  charset?: string;
  profile?: string;
  list?: string;
  threads?: string;
}

export function decodeCommand(command: Command): void {
  command
    .argument('[files...]', 'documents to decode; - is standard input')
    .addOption(new Option('--as <format>', 'take the documents for this format').choices(FORMATS))
    .option('--content-type <type>', 'the HTTP Content-Type header they came with')
    .option('--base <url>', 'the URL they came from; relative links resolve against it')
    .option('--source <id>', 'the source id in guids that are minted (default: the host of --base)')
    .option('--zone <zone>', 'IANA time zone of dates that name none, such as Asia/Baku (default: UTC)')
    .option('--charset <charset>', 'charset of documents that name none, such as windows-1251')
    .option(
      '--profile <id>',
      'read them as a feed with this profile of the configuration, or with this profile file',
    )
    .option('--list <file>', 'a file with one path a line, for large corpora')
    .option('--threads <number>', 'threads that read many files (default: a processor each, 8 at most)')
    .addHelpText(
      'after',
      `
Prints JSON Lines:
  {"file","format","charset","record","warnings"}     for each record
  {"file","format","charset","records":0,"warnings"}  for a document without any
  {"file","error":{"code","message"}}                 for one it cannot decode
Of a zip archive "member" says which of its files the record is from, whose
format and charset stand beside it; places begin with the file's name.
A line has the warnings about its record and about the document as a whole; the
first also has those about entries that gave no record.
Of many files each has 30 s and 512 MB; one that needs more fails alone, with the
code decode.failed. With --threads 1 they are read in place, without limits.
Exit status: 0 if every file decoded, 1 if any did not, 2 for bad usage.

Examples:
  npm run -s korpu -- decode --zone Asia/Baku feed.xml
  curl -s https://news.example/rss | npm run -s korpu -- decode -`,
    )
    .action(async (files: string[], options: DecodeOptions) => {
      const paths = [...files, ...(options.list === undefined ? [] : await listed(options.list))];
      if (paths.length === 0) throw new UsageFault('decode what? Name a file, - or --list a file of paths.');
      const threads = threadsOf(options.threads);
      await decodeAll(paths, await contextOf(options), threads);
    });
}

async function listed(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageFault(`--list ${file} cannot be read: ${whyUnreadable(error)}.`);
  });
  const paths = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (paths.length === 0) throw new UsageFault(`--list ${file} names no file.`);
  return paths;
}

async function contextOf(options: DecodeOptions): Promise<DecodeContext> {
  const { as, contentType, base, source, zone, charset, profile } = options;
  if (base !== undefined && !URL.canParse(base))
    throw new UsageFault(`--base ${base} is not an absolute URL.`);
  if (zone !== undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
    } catch {
      throw new UsageFault(`--zone ${zone} is not an IANA time zone such as Asia/Baku.`);
    }
  }
  if (charset !== undefined && !charsetOf(charset))
    throw new UsageFault(`--charset ${charset} is not a charset such as windows-1251.`);
  // The configuration's schemas are loaded for those who ask for a profile.
  const habits = profile === undefined ? {} : await (await import('./read-profile.js')).readProfile(profile);
  return {
    ...habits,
    format: as,
    contentType,
    baseUrl: base,
    sourceId: source,
    zone: zone ?? habits.zone,
    charset: charset ?? habits.charset,
  };
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return threadsByDefault();
  if (!/^[1-9]\d?$/.test(text)) throw new UsageFault(`--threads ${text} is not a number from 1 to 99.`);
  return Number(text);
}

/** A thread takes longer to begin than a few files to be read. */
const FEW_FILES = 100;
/** Files that are read ahead of what is printed. */
const AHEAD = { most: 256, mostSize: 16 * 1024 * 1024 };

interface Decoded {
  text: string;
  failed: boolean;
}

async function decodeAll(paths: readonly string[], context: DecodeContext, threads: number): Promise<void> {
  const pool = threads > 1 && paths.length > FEW_FILES ? new DecodePool({ threads }) : undefined;
  const shown = progress();
  let done = 0;
  let failed = 0;
  try {
    const size = { ...AHEAD, most: pool ? AHEAD.most : 1, sizeOf: ({ bytes }: Read) => bytes.length };
    for await (const decoded of inOrder(documents(paths), (read) => decode(read, context, pool), size)) {
      await printText(decoded.text);
      if (decoded.failed) failed++;
      shown.show(`decoded ${++done} of ${paths.length} files`);
    }
  } finally {
    shown.end();
    await pool?.close();
  }
  if (failed > 0) process.exitCode = 1;
}

/** A file's bytes, or why there are none. */
interface Read {
  file: string;
  bytes: Buffer;
  unreadable?: FileUnreadable;
}

async function* documents(paths: readonly string[]): AsyncGenerator<Read> {
  for (const file of paths) {
    try {
      yield { file, bytes: await readDocument(file) };
    } catch (error) {
      if (!(error instanceof FileUnreadable)) throw error;
      yield { file, bytes: Buffer.alloc(0), unreadable: error };
    }
  }
}

/** What is printed of one file. */
async function decode(read: Read, context: DecodeContext, pool: DecodePool | undefined): Promise<Decoded> {
  const { file, bytes, unreadable } = read;
  try {
    if (unreadable) throw unreadable;
    if (pool) return { text: await pool.lines(file, bytes, context), failed: false };
    return { text: decodedLines(file, decodeDocument(bytes, context)), failed: false };
  } catch (error) {
    const known = error instanceof UndecodableDocument || error instanceof FileUnreadable;
    // In place an error of any other kind is a fault of ours, which is told with all that helps to find it.
    if (!known && !pool) throw error;
    const { code, message } = known ? error : { code: 'decode.failed', message: (error as Error).message };
    return { text: `${JSON.stringify({ file, error: { code, message } })}\n`, failed: true };
  }
}
