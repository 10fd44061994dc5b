import { KINDS } from '#settings/configuration.js';
import { schemaOf } from '#settings/json-schemas.js';

/** What is used here of a JSON Schema. */
interface Shape {
  title?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  default?: unknown;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  additionalProperties?: Shape | boolean;
  oneOf?: Shape[];
  anyOf?: Shape[];
}

interface Row {
  key: string;
  kind: string;
  need: string;
  says: string;
}

/** docs/configuration.md: every key of every kind of file, from the schemas that the loader checks them with. */
export function configurationReference(): string {
  const parts = KINDS.map((kind) => {
    const shape = schemaOf(kind) as Shape;
    const rows = rowsOf(shape).map(
      ({ key, kind: type, need, says }) => `| \`${key}\` | ${type} | ${need} | ${says} |`,
    );
    return `## ${shape.title}: \`${kind}/\`

${shape.description}.

| key | value | needed | meaning |
|---|---|---|---|
${rows.join('\n')}
`;
  });
  return `# Every key of the configuration

One YAML file an object, in the folder of its kind under \`config/\` (or \`KORPU_CONFIG_DIR\`); the files there are examples that run.
Anywhere in a value \`\${env:NAME}\` and \`\${env:NAME:-default}\` stand for a variable of the environment; a secret is
always a reference, \`\${env:NAME}\` or \`\${file:/path}\`. A key that is not listed is a fault. \`npm run -s korpu -- check-config\` finds
faults, \`plan\` shows what would change and \`apply\` changes it.

\`a.b\` is the key \`b\` inside \`a\`, \`a[]\` each entry of a list, \`a.*\` each value of a map with names of your own.

${parts.join('\n')}`;
}

/** Where an object comes in several kinds, a key that only one of them has says so. */
function rowsOf(shape: Shape): Row[] {
  if (!shape.oneOf) return keysOf(shape, '');
  const kinds = shape.oneOf.map((one) => ({
    name: String(one.properties?.['transport']?.const),
    rows: keysOf(one, ''),
  }));
  const rows = new Map<string, Row>();
  for (const { name, rows: found } of kinds) {
    for (const row of found) {
      const alone = !kinds.every((kind) => kind.rows.some(({ key }) => key === row.key));
      const known = rows.get(row.key);
      if (known === undefined) rows.set(row.key, alone ? { ...row, need: `${row.need} (${name})` } : row);
      else if (known.kind !== row.kind) known.kind = `${known.kind} or ${row.kind}`;
    }
  }
  return [...rows.values()];
}

function keysOf({ properties = {}, required = [] }: Shape, before: string): Row[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const key = before + name;
    const fallback = shape.default === undefined ? undefined : JSON.stringify(shape.default);
    const isSaid = /\bdefault\b/i.test(shape.description ?? '') || fallback === '{}' || fallback === '[]';
    const says = [shape.description, fallback !== undefined && !isSaid ? `Default ${fallback}` : undefined];
    const row: Row = {
      key,
      kind: kindOf(shape),
      need: required.includes(name) ? 'yes' : '',
      says: says
        .filter((text) => text !== undefined)
        .join('. ')
        .replaceAll('|', '\\|'),
    };
    return [row, ...inside(shape, key)];
  });
}

function inside(shape: Shape, key: string): Row[] {
  if (shape.properties) return keysOf(shape, `${key}.`);
  if (shape.items) return inside(shape.items, `${key}[]`);
  if (typeof shape.additionalProperties === 'object') return inside(shape.additionalProperties, `${key}.*`);
  return [];
}

function kindOf(shape: Shape): string {
  if (shape.const !== undefined) return `\`${String(shape.const)}\``;
  if (shape.enum) return shape.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (shape.anyOf) return [...new Set(shape.anyOf.map(kindOf))].join(' or ');
  if (shape.items) return `list of ${plural(kindOf(shape.items))}`;
  if (shape.properties) return 'map';
  if (typeof shape.additionalProperties === 'object') return `map to ${kindOf(shape.additionalProperties)}`;
  if (shape.format) return shape.format;
  return [shape.type ?? 'text']
    .flat()
    .join(' or ')
    .replace('string', 'text')
    .replace('integer', 'whole number');
}

const plural = (kind: string): string =>
  /^(?:text|map|number|whole number)$/.test(kind) ? `${kind}s` : kind;
