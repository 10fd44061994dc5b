import { type Command, Option } from 'commander';
import { FORMATS, type Format, UndecodableDocument } from '#codecs/codec.js';
import { hasSchema, SCHEMAS_OF, type SchemaFormat, type SchemaTexts } from '#codecs/schema-check.js';
import {
  unchecked,
  type ValidateOptions,
  type ValidationReport,
  validateDocument,
} from '#codecs/validate.js';
import { readEnvironment } from '#settings/environment.js';
import { readSchemas } from '#wiring/read-schemas.js';
import { UsageFault } from './command-fault.js';
import { printLine } from './print-line.js';
import { progress } from './progress.js';
import { fromRoot, shown } from './project-root.js';
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
"schema" is "checked" where the document was checked against a published schema,
"not installed" where it was not because the schema is not in the folder
IPTC_DIR (default ../shared/iptc), which is told on standard error with the
files that were missing, and "none" where the format has none that Korpu uses.
Those that have one: ${Object.keys(SCHEMAS_OF).join(', ')}.
Korpu's own rules are always checked.
Exit status: 0 if every file is valid, 1 if any is not, 2 if asked wrongly.

Example:
  npm run -s korpu -- validate message.xml item.json`,
    )
    .action(async (files: string[], options: { as?: Format; contentType?: string }) => {
      if (files.length === 0) throw new UsageFault('validate what? Name a file, or -.');
      const { iptcDir } = readEnvironment(process.env);
      const schemas = await readSchemas(fromRoot(iptcDir));
      const lacking = await validateAll(files, {
        format: options.as,
        contentType: options.contentType,
        schemas,
      });
      for (const format of lacking) tellMissing(format, schemas, fromRoot(iptcDir));
    });
}

/** Says which schemas a document could have been checked by, had they been there. */
function tellMissing(format: SchemaFormat, schemas: SchemaTexts, dir: string): void {
  const missing = SCHEMAS_OF[format].filter((file) => schemas[file] === undefined);
  if (missing.length === 0) return;
  console.error(
    `korpu: ${format} was checked by Korpu's own rules alone: ${shown(dir)} (IPTC_DIR) lacks ${missing.join(', ')}.`,
  );
}

/** Answers the formats of which a document was not checked by the schema they have. */
async function validateAll(
  files: readonly string[],
  options: ValidateOptions,
): Promise<ReadonlySet<SchemaFormat>> {
  const bar = progress();
  const lacking = new Set<SchemaFormat>();
  let invalid = 0;
  for (const [i, file] of files.entries()) {
    const report = await validateFile(file, options);
    if (!report?.valid) invalid++;
    if (report?.schema === 'not installed' && hasSchema(report.format)) lacking.add(report.format);
    bar.show(`validated ${i + 1} of ${files.length} files`);
  }
  bar.end();
  if (invalid > 0) process.exitCode = 1;
  return lacking;
}

/** Prints the report of one file, and answers it; undefined where there was nothing to check. */
async function validateFile(file: string, options: ValidateOptions): Promise<ValidationReport | undefined> {
  try {
    const report = validateDocument(await readDocument(file), options);
    const { format, valid, schema, faults } = report;
    await printLine({ file, format, valid, schema, faults });
    return report;
  } catch (error) {
    if (!(error instanceof UndecodableDocument || error instanceof FileUnreadable)) throw error;
    const faults = [{ code: error.code, at: '/', message: error.message }];
    await printLine({
      file,
      format: options.format,
      valid: false,
      schema: unchecked(options.format),
      faults,
    });
    return undefined;
  }
}
