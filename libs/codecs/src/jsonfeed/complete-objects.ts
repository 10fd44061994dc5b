import { refuseTooMany } from '../limits.js';

/**
 * The objects of an array in a JSON text that is cut off or broken somewhere: each that is complete and readable, in
 * order. `lost` counts those that are not. Undefined where the array does not begin.
 */
export function completeObjects(
  text: string,
  arrayName: string,
): { objects: unknown[]; lost: number } | undefined {
  const start = new RegExp(`"${arrayName}"\\s*:\\s*\\[`).exec(text);
  if (!start) return undefined;
  const objects: unknown[] = [];
  let lost = 0;
  let depth = 0;
  let from = -1;
  let quoted = false;
  for (let i = start.index + start[0].length; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') {
      if (depth++ === 0) from = i;
    } else if (c === '}' || c === ']') {
      if (depth === 0) return { objects, lost };
      if (--depth > 0) continue;
      refuseTooMany(objects.length);
      try {
        objects.push(JSON.parse(text.slice(from, i + 1)));
      } catch {
        lost++;
      }
    }
  }
  return { objects, lost: depth > 0 ? lost + 1 : lost };
}
