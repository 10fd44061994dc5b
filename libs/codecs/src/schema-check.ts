import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { Fault, Format } from './codec.js';
import { readXml } from './xml/read-xml.js';
import { elements, type XmlElement } from './xml/xml-node.js';

/** The texts of published schemas by their file names, as IPTC publishes them; the caller reads them. */
export type SchemaTexts = Readonly<Record<string, string>>;

export const G2_SCHEMA = 'NewsML-G2_2.35-spec-All-Power.xsd';
export const NITF_SCHEMA = 'nitf-3-6.xsd';
export const NITF_RUBY_SCHEMA = 'nitf-3-6-ruby-include.xsd';
const XML_SCHEMA = 'xml.xsd';
const GEOJSON_SCHEMA = 'GeoJSON-schema.json';
export const ninjsSchema = (version: string): string => `ninjs-schema_${version}.json`;

/** What documents are checked by, of the formats whose published schema is used where it is installed. */
export const SCHEMAS_OF = {
  'newsml-g2': [G2_SCHEMA, XML_SCHEMA],
  nitf: [NITF_SCHEMA, NITF_RUBY_SCHEMA, XML_SCHEMA],
  ninjs: [GEOJSON_SCHEMA, ...['1.0', '1.4', '1.6', '2.0', '2.2', '3.0', '3.1'].map(ninjsSchema)],
} as const satisfies Partial<Record<Format, readonly string[]>>;
export type SchemaFormat = keyof typeof SCHEMAS_OF;

/** Whether a published schema would check documents of the format, were it installed. */
export const hasSchema = (format: Format): format is SchemaFormat => Object.hasOwn(SCHEMAS_OF, format);

/** Every file that a check can make use of. */
export const SCHEMA_FILES: readonly string[] = [...new Set(Object.values(SCHEMAS_OF).flat())];

/** Nothing is ever fetched: what a schema imports must be among the texts. */
const PARSE = {
  option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES,
};

const xsdValidators = new WeakMap<SchemaTexts, Map<string, XsdValidator>>();

/** Compiling takes some 40 ms, so it is done once for each set of texts. */
function xsdValidator(file: string, schemas: SchemaTexts): XsdValidator {
  const validators = xsdValidators.get(schemas) ?? new Map<string, XsdValidator>();
  xsdValidators.set(schemas, validators);
  const known = validators.get(file);
  if (known) return known;
  const imports = Object.entries(schemas).filter(([name]) => name.endsWith('.xsd'));
  xmlRegisterInputProvider(
    new XmlBufferInputProvider(Object.fromEntries(imports.map(([name, text]) => [name, Buffer.from(text)]))),
  );
  const xsd = XmlDocument.fromString(schemas[file]!, { ...PARSE, url: file });
  const validator = XsdValidator.fromDoc(xsd);
  xsd.dispose();
  validators.set(file, validator);
  return validator;
}

/** What each XSD includes and imports. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  [G2_SCHEMA]: [XML_SCHEMA],
  [NITF_SCHEMA]: [XML_SCHEMA, NITF_RUBY_SCHEMA],
};

/** Whether an XSD is there with all its parts. */
export const hasXsd = (
  file: typeof G2_SCHEMA | typeof NITF_SCHEMA,
  schemas: SchemaTexts | undefined,
): schemas is SchemaTexts =>
  schemas?.[file] !== undefined && PARTS[file]!.every((part) => schemas[part] !== undefined);

/** Faults of a document by an XSD, or of its XML where that is not well-formed. */
export function xsdFaults(bytes: Uint8Array, file: string, schemas: SchemaTexts): Fault[] {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromBuffer(bytes, PARSE);
    xsdValidator(file, schemas).validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const code = document === undefined ? 'xml.malformed' : 'xsd.invalid';
    // libxml2 prints `*` for names without a prefix; the tree has the names.
    const paths =
      document === undefined ? undefined : new NamedPaths(readXml(Buffer.from(bytes).toString('utf8')).root);
    return error.details.map(({ message, line, xpath }) => ({
      code,
      at: (paths && xpath && paths.pathOf(xpath)) || '/',
      line,
      // Names are unambiguous without the address of their namespace before each.
      message: message.trim().replace(/\{[^{}\s]*\}(?=[\w*#])/g, ''),
    }));
  } finally {
    document?.dispose();
  }
}

/**
 * The elements of one document by the XPaths that libxml2 gives them. What is found once is remembered, and an element's
 * children are numbered once: a document may have thousands of faults, one behind the other.
 */
class NamedPaths {
  private readonly known = new Map<string, Named | undefined>();
  private readonly children = new Map<XmlElement, Map<string, XmlElement[]>>();

  constructor(private readonly root: XmlElement) {}

  /** An XPath of numbers and wildcards with the names of the elements that stand at those places, as far as they are there. */
  pathOf(xpath: string): string {
    const at = xpath.lastIndexOf('/');
    const step = xpath.slice(at + 1);
    if (step.startsWith('@')) return `${this.pathOf(xpath.slice(0, at))}/${step}`;
    return this.at(xpath)?.path ?? (at > 0 ? this.pathOf(xpath.slice(0, at)) : '');
  }

  private at(xpath: string): Named | undefined {
    if (!this.known.has(xpath)) this.known.set(xpath, this.find(xpath));
    return this.known.get(xpath);
  }

  private find(xpath: string): Named | undefined {
    const at = xpath.lastIndexOf('/');
    const [, name = '', number = '1'] = /^([^[]+)(?:\[(\d+)\])?$/.exec(xpath.slice(at + 1)) ?? [];
    const parent = at > 0 ? this.at(xpath.slice(0, at)) : undefined;
    if (at > 0 && parent === undefined) return undefined;
    const siblings = parent
      ? this.childrenOf(parent.element)
      : new Map([
          [this.root.local, [this.root]],
          ['*', [this.root]],
        ]);
    const element = siblings.get(name.replace(/^[^:]*:/, ''))?.[Number(number) - 1];
    if (element === undefined) return undefined;
    const same = siblings.get(element.local)!;
    const place = same.length > 1 ? `[${(this.places.get(element) ?? 0) + 1}]` : '';
    return { element, path: `${parent?.path ?? ''}/${element.local}${place}` };
  }

  /** Where each element stands among those of its name. */
  private readonly places = new Map<XmlElement, number>();

  /** By local name, and all of them under `*`. */
  private childrenOf(element: XmlElement): Map<string, XmlElement[]> {
    const known = this.children.get(element);
    if (known) return known;
    const all = elements(element);
    const byName = new Map<string, XmlElement[]>([['*', all]]);
    for (const one of all) {
      const same = byName.get(one.local);
      this.places.set(one, same?.length ?? 0);
      if (same) same.push(one);
      else byName.set(one.local, [one]);
    }
    this.children.set(element, byName);
    return byName;
  }
}

interface Named {
  element: XmlElement;
  path: string;
}

const jsonValidators = new WeakMap<SchemaTexts, Map<string, ValidateFunction>>();

function jsonValidator(version: string, schemas: SchemaTexts): ValidateFunction {
  const known = jsonValidators.get(schemas) ?? new Map<string, ValidateFunction>();
  jsonValidators.set(schemas, known);
  const found = known.get(version);
  if (found) return found;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const geojson = schemas[GEOJSON_SCHEMA];
  if (geojson) {
    const { $schema: _draft, $id: _id, ...rest } = JSON.parse(geojson) as Record<string, unknown>;
    ajv.addSchema(rest, 'https://geojson.org/schema/GeoJSON.json#');
  }
  const validator = ajv.compile(modern(JSON.parse(schemas[ninjsSchema(version)]!)) as object);
  known.set(version, validator);
  return validator;
}

/**
 * A schema of JSON Schema draft 3 or 4, as ninjs 1 and 2.0 have, in today's words: `id` is `$id`, and a property that
 * says `required: true` is named in its object's list.
 */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $schema: draft, id, ...rest } = schema as Record<string, unknown>;
  if (typeof draft === 'string' && draft.includes('2020-12')) return schema;
  const out = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, modern(value)]));
  if (typeof id === 'string') out['$id'] = id;
  else if (id !== undefined) out['id'] = modern(id);
  if (typeof out['required'] === 'boolean') delete out['required'];
  const properties = (schema as { properties?: Record<string, { required?: unknown }> }).properties ?? {};
  const required = Object.keys(properties).filter((name) => properties[name]?.required === true);
  return required.length > 0 ? { ...out, required } : out;
}

export const hasNinjsSchema = (version: string, schemas: SchemaTexts | undefined): schemas is SchemaTexts =>
  schemas?.[ninjsSchema(version)] !== undefined && schemas[GEOJSON_SCHEMA] !== undefined;

/** Faults of one ninjs object by the schema of its version. @param at JSON pointer of the object in the document */
export function ninjsSchemaFaults(
  object: unknown,
  version: string,
  schemas: SchemaTexts,
  at: string,
): Fault[] {
  const validate = jsonValidator(version, schemas);
  if (validate(object)) return [];
  return (validate.errors ?? []).map((error: ErrorObject) => ({
    code: 'schema.invalid',
    at: `${at}${error.instancePath}` || '/',
    message: `${error.message ?? error.keyword}${property(error)}`,
  }));
}

function property({ params }: ErrorObject): string {
  const name = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['allowedValues'];
  return name === undefined ? '' : `: ${String(name)}`;
}
