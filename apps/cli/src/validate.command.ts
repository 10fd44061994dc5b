import { type Command, Option } from 'commander';
import { FORMATS, type Format, UndecodableDocument } from '#codecs/codec.js';
import { type ValidateOptions, validateDocument } from '#codecs/validate.js';
import { readEnvironment } from '#settings/environment.js';
import { readSchemas } from '#wiring/read-schemas.js';
import { UsageFault } from './command-fault.js';
import { printLine } from './print-line.js';
import { progress } from './progress.js';
import { fromRoot } from './project-root.js';
import { FileUnreadable, readDocument } from './read-document.js';

export function validateCommand(command: Command): void {
  command
    .argument('[files...]', 'documents to validate; - is standard input')
    .addOption(new Option('--as <format>', 'take the documents for this format').choices(FORMATS))
    .option('--content-type <type>', 'the HTTP Content-Type header they came with')
    .addHelpText(
      'after',
      `
Prints one JSON line a file:
  {"file","format","valid","schema","faults":[{"code","at","line","message"}]}
"schema" says whether a published schema was there to check against. IPTC's are
read from the folder IPTC_DIR (default ../shared/iptc); Korpu's own rules are
always checked.
Exit status: 0 if every file is valid, 1 if any is not, 2 for bad usage.

Example:
  npm run -s korpu -- validate message.xml item.json`,
    )
    .action(async (files: string[], options: { as?: Format; contentType?: string }) => {
      if (files.length === 0) throw new UsageFault('validate what? Name a file, or -.');
      const { iptcDir } = readEnvironment(process.env);
      const schemas = await readSchemas(fromRoot(iptcDir));
      await validateAll(files, { format: options.as, contentType: options.contentType, schemas });
    });
}

async function validateAll(files: readonly string[], options: ValidateOptions): Promise<void> {
  const shown = progress();
  let invalid = 0;
  for (const [i, file] of files.entries()) {
    if (!(await validateFile(file, options))) invalid++;
    shown.show(`validated ${i + 1} of ${files.length} files`);
  }
  shown.end();
  if (invalid > 0) process.exitCode = 1;
}

/** Prints the report of one file; answers whether it is valid. */
async function validateFile(file: string, options: ValidateOptions): Promise<boolean> {
  try {
    const { format, valid, schema, faults } = validateDocument(await readDocument(file), options);
    await printLine({ file, format, valid, schema, faults });
    return valid;
  } catch (error) {
    if (!(error instanceof UndecodableDocument || error instanceof FileUnreadable)) throw error;
    const faults = [{ code: error.code, at: '/', message: error.message }];
    await printLine({ file, format: options.format, valid: false, schema: 'not installed', faults });
    return false;
  }
}
