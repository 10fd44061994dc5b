import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { FaultPath } from './configuration-fault.js';

/** One file of configuration, as text. */
export interface ConfigurationSource {
  /** With its folder, which says what it describes: `config/feeds/report-az.yaml`. */
  file: string;
  text: string;
  /** Where its text comes from when there is no such file. */
  madeFrom?: string;
}

export interface YamlSource {
  /** Plain data; undefined when there are problems. */
  value: unknown;
  problems: { line: number; message: string }[];
  /** The line of the key at `path`, or of the nearest thing above it that exists. */
  lineOf(path: FaultPath): number;
}

/** What letters that are no UTF-8 become when they are read as that, and what UTF-16 has between those that are. */
const NOT_UTF_8 = /[\0\ufffd]/;

/** What is wrong with a file of another charset; nothing where it is UTF-8. */
function charsetProblems(text: string): YamlSource['problems'] {
  const at = text.search(NOT_UTF_8);
  if (at < 0) return [];
  const charset = text.includes('\0') ? 'looks like UTF-16' : 'has letters of another charset here';
  const line = text.slice(0, at).split('\n').length;
  return [{ line, message: `the file is not in UTF-8 and ${charset}: save it as UTF-8` }];
}

/** Reads one YAML 1.2 document in UTF-8, keeping where everything stands. */
export function readYaml(text: string): YamlSource {
  const foreign = charsetProblems(text);
  if (foreign.length > 0) return { value: undefined, problems: foreign, lineOf: () => foreign[0]!.line };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  const problems = document.errors.map((error) => ({ line: lineAt(error.pos[0]), message: error.message }));
  const lineOf = (path: FaultPath): number => {
    let node: unknown = document.contents;
    let offset = document.contents?.range?.[0];
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
        if (!pair) break;
        offset = isScalar(pair.key) ? pair.key.range?.[0] : offset;
        node = pair.value;
      } else if (isSeq(node) && typeof part === 'number') {
        node = node.items[part];
        if (!hasRange(node)) break;
        offset = node.range[0];
      } else break;
    }
    return lineAt(offset);
  };
  if (problems.length > 0) return { value: undefined, problems, lineOf };
  try {
    return { value: document.toJS(), problems, lineOf };
  } catch (error) {
    // Aliases that expand beyond reason.
    return { value: undefined, problems: [{ line: 1, message: String(error) }], lineOf };
  }
}

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
