import { type Command, Option } from 'commander';
import { charsetOf } from '#codecs/charset/charset-label.js';
import { type DecodeContext, FORMATS, type Format, UndecodableDocument } from '#codecs/codec.js';
import { decodeDocument } from '#codecs/decode.js';
import { warningsOfRecords } from '#codecs/warnings-of-records.js';
import { CommandFault, UsageFault } from './command-fault.js';
import { printLine } from './print-line.js';
import { progress } from './progress.js';
import { FileUnreadable, readDocument, readText } from './read-document.js';

interface DecodeOptions {
  as?: Format;
  contentType?: string;
  base?: string;
  source?: string;
  zone?: string;
  charset?: string;
  profile?: string;
  list?: string;
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
Exit status: 0 if every file decoded, 1 if any did not, 2 if asked wrongly.

Examples:
  npm run -s korpu -- decode --zone Asia/Baku feed.xml
  curl -s https://news.example/rss | npm run -s korpu -- decode -`,
    )
    .action(async (files: string[], options: DecodeOptions) => {
      const paths = [...files, ...(options.list === undefined ? [] : listed(options.list))];
      if (paths.length === 0) throw new UsageFault('decode what? Name a file, - or --list a file of paths.');
      await decodeAll(paths, await contextOf(options));
    });
}

function listed(file: string): string[] {
  const paths = readText(file, `--list ${file}`)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  if (paths.length === 0) throw new CommandFault(`--list ${file} names no file.`);
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

async function decodeAll(paths: readonly string[], context: DecodeContext): Promise<void> {
  const shown = progress();
  let failed = 0;
  for (const [i, path] of paths.entries()) {
    if (!(await decodeFile(path, context))) failed++;
    shown.show(`decoded ${i + 1} of ${paths.length} files`);
  }
  shown.end();
  if (failed > 0) process.exitCode = 1;
}

/** Prints what one file holds; answers whether it decoded. */
async function decodeFile(file: string, context: DecodeContext): Promise<boolean> {
  try {
    const decoded = decodeDocument(await readDocument(file), context);
    const { format, charset, records } = decoded;
    if (records.length === 0)
      await printLine({ file, format, charset, records: 0, warnings: decoded.warnings });
    for (const [i, warnings] of warningsOfRecords(decoded).entries()) {
      const { name: member, ...read } = decoded.members?.[i] ?? { format, charset };
      await printLine({ file, ...(member && { member }), ...read, record: records[i], warnings });
    }
    return true;
  } catch (error) {
    if (!(error instanceof UndecodableDocument || error instanceof FileUnreadable)) throw error;
    await printLine({ file, error: { code: error.code, message: error.message } });
    return false;
  }
}
