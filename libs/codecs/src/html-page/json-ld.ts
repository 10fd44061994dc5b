/** A node of JSON-LD (json-ld.org/spec/latest), as it stands. */
export type Node = Readonly<Record<string, unknown>>;

const MAX_NODES = 5000;
const MAX_DEPTH = 30;

/** The nodes of a page's scripts, and which of them stand for themselves rather than inside a list of others. */
export interface Graph {
  /** Nodes at the top of a script or of its `@graph`. */
  top: Node[];
  byId: ReadonlyMap<string, Node>;
  /** What was wrong with the scripts that could not be read. */
  unreadable: string[];
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the scripts; slips of templates, such as line ends inside strings, are repaired. */
export function readJsonLd(scripts: readonly string[]): Graph {
  const top: Node[] = [];
  const byId = new Map<string, Node>();
  const unreadable: string[] = [];
  for (const script of scripts) {
    if (script.trim() === '') continue;
    try {
      collectTop(parse(script), top, 0);
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : String(error));
    }
  }
  let count = 0;
  const index = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || count > MAX_NODES) return;
    if (Array.isArray(value)) for (const one of value) index(one, depth + 1);
    else if (isNode(value)) {
      count++;
      const id = value['@id'];
      // A mere reference says nothing; the node itself has more than its id.
      if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value);
      for (const inner of Object.values(value)) index(inner, depth + 1);
    }
  };
  index(top, 0);
  return { top, byId, unreadable };
}

function collectTop(value: unknown, top: Node[], depth: number): void {
  if (top.length >= MAX_NODES || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) for (const one of value) collectTop(one, top, depth + 1);
  else if (isNode(value)) {
    const graph = value['@graph'];
    if (graph !== undefined && value['@type'] === undefined) collectTop(graph, top, depth + 1);
    else top.push(value);
    // A page often wraps its story.
    if (typesOf(value).some((type) => /Page$/.test(type))) collectTop(value['mainEntity'], top, depth + 1);
  }
}

function parse(script: string): unknown {
  const bare = script
    .replace(/^\s*(?:\/\/\s*)?(?:<!--|<!\[CDATA\[)|(?:\/\/\s*)?(?:-->|\]\]>)\s*$/g, '')
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/;$/, '');
  try {
    return JSON.parse(bare);
  } catch {
    return JSON.parse(repaired(bare));
  }
}

/** Line ends and tabs inside strings escaped, commas before a closing bracket left out. */
function repaired(json: string): string {
  let out = '';
  let from = 0;
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', from)) {
    const end = endOfString(json, at);
    if (end < 0) break;
    out += withoutCommas(json.slice(from, at));
    // JSON forbids control characters inside strings.
    out += json
      .slice(at, end)
      .replace(/\r?\n/g, '\\n')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\\(?!["\\/bfnrt]|u[\da-f]{4})/gi, '\\\\');
    from = end;
  }
  out += withoutCommas(json.slice(from));
  return out.replace(/,(\s*[}\]])/g, '$1');
}

/** Behind the quote that ends the string; -1 where none does, and then none that begins behind it ends either. */
function endOfString(json: string, at: number): number {
  for (let i = at + 1; i < json.length; i++) {
    if (json[i] === '\\') i++;
    else if (json[i] === '"') return i + 1;
  }
  return -1;
}

/** Nor the comments between them. */
function withoutCommas(text: string): string {
  let bare = '';
  let from = 0;
  for (let at = text.indexOf('/*'); at >= 0; at = text.indexOf('/*', from)) {
    const end = text.indexOf('*/', at + 2);
    if (end < 0) break;
    bare += `${text.slice(from, at)} `;
    from = end + 2;
  }
  return (bare + text.slice(from)).replace(/,\s*(?=,)/g, '');
}

/** The types of a node without their vocabulary: `NewsArticle` of `https://schema.org/NewsArticle`. */
export function typesOf(node: Node): string[] {
  const type = node['@type'];
  const list = Array.isArray(type) ? (type as unknown[]) : [type];
  return list.filter((one) => typeof one === 'string').map((one) => one.replace(/^.*[/#:]/, ''));
}

/** The values of a property as a list, references to other nodes followed. */
export function valuesOf(node: Node, property: string, graph: Graph): unknown[] {
  const value = Object.hasOwn(node, property) ? node[property] : undefined;
  const list = Array.isArray(value)
    ? (value as unknown[]).flat()
    : value === undefined || value === null
      ? []
      : [value];
  return list.flatMap((one) => {
    if (!isNode(one)) return [one];
    if (Array.isArray(one['@list'])) return one['@list'] as unknown[];
    const id = one['@id'];
    const known = typeof id === 'string' && Object.keys(one).length === 1 ? graph.byId.get(id) : undefined;
    return [known ?? one];
  });
}

/** The first value of a property that is text: a string, a number, or a literal with `@value`. */
export function textOf(node: Node, property: string, graph: Graph): string | undefined {
  for (const value of valuesOf(node, property, graph)) {
    const plain = isNode(value) ? value['@value'] : value;
    const text = typeof plain === 'number' ? String(plain) : plain;
    if (typeof text === 'string' && text.trim() !== '') return text.trim();
  }
  return undefined;
}
