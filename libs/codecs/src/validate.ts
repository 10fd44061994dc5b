import { type Fault, type Format, UndecodableDocument } from './codec.js';
import { archiveBudget } from './decode-archive.js';
import { decompress } from './decompress.js';
import { lintHtmlPage } from './html-page/decode.js';
import { JsonLines, jsonErrorOffset, lineAt, tooDeepAt } from './json-lines.js';
import { MAX_BYTES, MAX_NESTING, tooDeep, tooLarge } from './limits.js';
import { LineIndex } from './line-index.js';
import { lintDocument } from './lint.js';
import { lintNewsmlG2 } from './newsml-g2/lint.js';
import { lintNinjs } from './ninjs/lint.js';
import { ninjsVersion } from './ninjs/version.js';
import { recognise, unknownFormat } from './recognise.js';
import {
  G2_SCHEMA,
  hasNinjsSchema,
  hasSchema,
  hasXsd,
  NITF_SCHEMA,
  ninjsSchemaFaults,
  type SchemaTexts,
  xsdFaults,
} from './schema-check.js';
import { type ArchiveBudget, isZip, membersOf } from './unzip.js';
import { readDoctype, skipMisc } from './xml/doctype.js';
import { NS } from './xml/namespaces.js';

export interface ValidationReport {
  format: Format;
  valid: boolean;
  /**
   * Whether a published schema was there to check the document against: `none` of a format that has none of use. Our own
   * rules are always checked. What cannot be read at all, by no schema either, is `not installed` where its format has one.
   */
  schema: 'checked' | 'not installed' | 'none';
  faults: Fault[];
}

export interface ValidateOptions {
  /** Takes the document for this format instead of recognising it. */
  format?: Format;
  /** The HTTP Content-Type header it came with. */
  contentType?: string;
  /** Texts of published schemas by file name: see `SCHEMA_FILES`. Keep one object, for they are compiled once for it. */
  schemas?: SchemaTexts;
}

/**
 * Checks a document against the published schema of its format, where the caller has it, and against our own rules; unpacked,
 * as it is read. Of a zip archive all files are checked: faults say in which they are, and the format is that of the first.
 *
 * @throws UndecodableDocument `decode.empty` or `decode.unknown-format` where there is nothing to check, `decode.too-large`
 */
export function validateDocument(bytes: Buffer, options: ValidateOptions = {}): ValidationReport {
  return validateAt(0, bytes, options, archiveBudget(bytes.length));
}

function validateAt(
  depth: number,
  bytes: Buffer,
  options: ValidateOptions,
  budget: ArchiveBudget,
): ValidationReport {
  if (bytes.length > MAX_BYTES) throw tooLarge(`it has ${bytes.length} bytes, more than ${MAX_BYTES}`);
  if (depth > MAX_NESTING) throw tooDeep();
  const archive = (zip: Buffer) => validateArchive(depth, zip, options, budget);
  if (isZip(bytes)) return archive(bytes);
  const { bytes: unpacked, fault: packed } = decompress(bytes);
  const report = isZip(unpacked) ? archive(unpacked) : validateUnpacked(depth, unpacked, options);
  if (!packed) return report;
  const fault = { code: packed.code, at: '/', message: packed.detail };
  return { ...report, valid: false, faults: [fault, ...report.faults] };
}

function validateArchive(
  depth: number,
  bytes: Buffer,
  options: ValidateOptions,
  budget: ArchiveBudget,
): ValidationReport {
  let all: ValidationReport | undefined;
  let refused: UndecodableDocument | undefined;
  const faults: Fault[] = [];
  for (const member of membersOf(bytes, budget)) {
    if (budget.members-- <= 0 || budget.bytes <= 0) {
      const message = 'the archive holds more than is taken out of one; the rest was not checked';
      faults.push({ code: 'archive-cut', at: member.name, message });
      break;
    }
    try {
      const report = validateAt(depth + 1, member.unpack(), options, budget);
      for (const fault of report.faults)
        faults.push({ ...fault, at: `${member.name}/${fault.at.replace(/^\//, '')}` });
      all = { ...(all ?? report), schema: all ? schemaOfBoth(all.schema, report.schema) : report.schema };
    } catch (error) {
      if (!(error instanceof UndecodableDocument)) throw error;
      refused ??= error;
      faults.push({ code: error.code, at: member.name, message: error.message });
    }
  }
  if (all) return { ...all, valid: faults.length === 0, faults };
  const [first] = faults;
  throw new UndecodableDocument(
    refused?.code ?? (first ? 'decode.too-large' : 'decode.empty'),
    first
      ? `None of the archive's files can be checked; the first: ${first.message}`
      : 'The archive holds no file',
  );
}

type SchemaState = ValidationReport['schema'];

/** Of several files: whether all that have a schema were checked by it. */
const schemaOfBoth = (one: SchemaState, other: SchemaState): SchemaState =>
  (['not installed', 'checked'] as const).find((state) => one === state || other === state) ?? 'none';

/** Of a document that no schema was there for; of one in no known format, too. */
export const unchecked = (format: Format | undefined): SchemaState =>
  format !== undefined && hasSchema(format) ? 'not installed' : 'none';

function validateUnpacked(depth: number, bytes: Buffer, options: ValidateOptions): ValidationReport {
  const { contentType } = options;
  const context = { ...(options.format && { format: options.format }), ...(contentType && { contentType }) };
  const recognised = recognise(bytes, context, depth > 0);
  const { text, whole, unwrapped } = recognised;
  const format = options.format ?? recognised.format;
  if (format === undefined) throw unknownFormat('The document is in no format that is known', recognised);
  // Where a feed was asked for, an origin's error page is no valid answer.
  if (format === 'html' && options.format === undefined) {
    const faults = lintHtmlPage(text);
    return { format, valid: faults.length === 0, schema: unchecked(format), faults };
  }
  if (!unwrapped) {
    const { schema, faults } = checkDocument(format, bytes, whole, options.schemas);
    return { format, valid: faults.length === 0, schema, faults };
  }
  const { warning, linesBefore } = unwrapped;
  const inside = checkDocument(format, Buffer.from(text), text, options.schemas);
  const faults = inside.faults.map((fault) =>
    fault.line === undefined ? fault : { ...fault, line: fault.line + linesBefore },
  );
  const around = { code: warning.code, at: '/', line: 1, message: warning.detail };
  return { format, valid: false, schema: inside.schema, faults: [around, ...faults] };
}

/** Beyond this the checks of JSON, which go from object to object, would run out of stack. */
const MOST_DEEP = 256;

type Checked = Pick<ValidationReport, 'schema' | 'faults'>;

/** The same where format and text are known already, as with what was just written. `bytes` are the text's. */
export function checkDocument(
  format: Format,
  bytes: Buffer,
  text: string,
  schemas: SchemaTexts | undefined,
): Checked {
  const deep = format === 'ninjs' || format === 'jsonfeed' ? tooDeepAt(text, MOST_DEEP) : undefined;
  if (deep !== undefined) {
    const message = `lists and objects in each other, more than ${MOST_DEEP} deep`;
    return {
      schema: unchecked(format),
      faults: [{ code: 'decode.too-deep', at: '/', line: lineAt(text, deep), message }],
    };
  }
  try {
    if (format === 'newsml-g2' && hasXsd(G2_SCHEMA, schemas))
      return checked(xsdFaults(bytes, G2_SCHEMA, schemas), lintNewsmlG2(text));
    if (format === 'nitf' && hasXsd(NITF_SCHEMA, schemas))
      return checked(nitfFaults(bytes, text, schemas), lintDocument(format, text));
    if (format === 'ninjs') return checkNinjs(text, schemas);
    const faults = format === 'newsml-g2' ? lintNewsmlG2(text) : lintDocument(format, text);
    return { schema: unchecked(format), faults: format === 'jsonfeed' ? withLines(faults, text) : faults };
  } catch (error) {
    // A document that cannot be read at all has that fault and no other.
    if (!(error instanceof UndecodableDocument)) throw error;
    return { schema: unchecked(format), faults: [{ code: error.code, at: '/', message: error.message }] };
  }
}

const checked = (bySchema: Fault[], byRules: Fault[]): Checked => ({
  schema: 'checked',
  faults: [...bySchema, ...byRules],
});

/** The XSD knows a document in the NITF namespace, not the element around several. */
function nitfFaults(bytes: Buffer, text: string, schemas: SchemaTexts): Fault[] {
  const start = skipMisc(text, readDoctype(text).end);
  const root = /<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(start, start + 1000))?.[1];
  if (root === 'nitf') return xsdFaults(asOfXsd(text) ?? bytes, NITF_SCHEMA, schemas);
  const lines = new LineIndex(text);
  return nitfDocuments(text).flatMap(({ document, index }, i) => {
    const before = lines.lineOf(index)! - 1;
    const one = asOfXsd(document) ?? Buffer.from(document);
    return xsdFaults(one, NITF_SCHEMA, schemas).map((fault) => ({
      ...fault,
      at: `/${root}${fault.at.replace(/^\/nitf/, `/nitf[${i + 1}]`)}`,
      line: fault.line === undefined ? undefined : fault.line + before,
    }));
  });
}

/** Each document in a text of several, from its start tag to the next end tag; what is not closed is none. */
function nitfDocuments(text: string): { document: string; index: number }[] {
  const found = [];
  const start = /<nitf[\s>]/g;
  for (let tag = start.exec(text); tag; tag = start.exec(text)) {
    const end = text.indexOf('</nitf>', tag.index);
    if (end < 0) break;
    found.push({ document: text.slice(tag.index, end + '</nitf>'.length), index: tag.index });
    start.lastIndex = end;
  }
  return found;
}

const NITF_TAG = /<nitf(?=[\s/>])((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)/;
const OTHER_EDITION = /\sversion\s*=\s*(["'])-\/\/IPTC\/\/DTD NITF 3\.[0-57-9]\/\/EN\1/;

/**
 * A document as the XSD of 3.6 knows it, line by line: documents by a DTD have no namespace, and those of other editions
 * of 3.x state theirs, with its date; what they may say differs in nothing else. Undefined where nothing need be changed.
 */
function asOfXsd(text: string): Buffer | undefined {
  const tag = NITF_TAG.exec(text);
  if (!tag) return undefined;
  const [whole, attributes = ''] = tag;
  const lacksNamespace = !/\sxmlns\s*=/.test(attributes);
  const isOther = OTHER_EDITION.test(attributes);
  if (!lacksNamespace && !isOther) return undefined;
  const kept = isOther
    ? attributes.replace(/\s(?:version|change\.date|change\.time)\s*=\s*(?:"[^"]*"|'[^']*')/g, ' ')
    : attributes;
  const start = `<nitf${lacksNamespace ? ` xmlns="${NS.nitf}"` : ''}${kept}`;
  const changed = text.slice(0, tag.index) + start + text.slice(tag.index + whole.length);
  // These bytes are UTF-8 now, whatever the document's were.
  return Buffer.from(changed.replace(/^(\s*<\?xml[^>]*?)\sencoding\s*=\s*(?:"[^"]*"|'[^']*')/, '$1'));
}

function checkNinjs(text: string, schemas: SchemaTexts | undefined): Checked {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const faults: Fault[] = [{ code: 'json.malformed', at: '/', message: (error as Error).message }];
    return { schema: 'not installed', faults: withLines(faults, text) };
  }
  const objects = Array.isArray(document) ? document : [document];
  let installed = true;
  const faults = objects.flatMap((object, i) => {
    const at = Array.isArray(document) ? `/${i}` : '';
    const version = ninjsVersion(object);
    const known = hasNinjsSchema(version, schemas);
    if (!known) installed = false;
    return [...(known ? ninjsSchemaFaults(object, version, schemas, at) : []), ...lintNinjs(object, at)];
  });
  return { schema: installed ? 'checked' : 'not installed', faults: withLines(faults, text) };
}

/** The lines of faults in JSON: of the value that a fault is at, or where the text stops being JSON. */
function withLines(faults: readonly Fault[], text: string): Fault[] {
  if (faults.length === 0) return [];
  const lines = new JsonLines(text);
  return faults.map((fault) => {
    if (fault.code !== 'json.malformed') return { ...fault, line: lines.lineOf(fault.at) };
    return { ...fault, line: lineAt(text, jsonErrorOffset(text)) };
  });
}
