import { isAbsolute, relative, resolve } from 'node:path';
import type { SourceOf } from './load-configuration.js';

/**
 * Where objects come from, in words that mean the same wherever they are read: the path from the project's folder, or
 * the whole path of what lies elsewhere.
 *
 * @param sourceOf answers paths that are absolute, or meant from `from`
 */
export function sourceFiles(sourceOf: SourceOf, { root, from }: { root: string; from: string }): SourceOf {
  return (kind, id) => {
    const path = resolve(from, sourceOf(kind, id));
    const inside = relative(root, path);
    return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
  };
}
