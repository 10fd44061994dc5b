import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SUFFIX = '.records.json';

/**
 * The pairs in a format's testdata: `<case><extension>` and, as it is to be read, `<case>.records.json`.
 * Each is the case's name, its text, and the records and warnings expected of it.
 */
export function goldenCases(
  format: string,
  extension: string,
): [name: string, text: string, expected: unknown][] {
  const folder = fileURLToPath(new URL(`../${format}/testdata/`, import.meta.url));
  const cases = readdirSync(folder).filter((file) => file.endsWith(extension) && !file.endsWith(SUFFIX));
  return cases.map((file) => {
    const expected = file.slice(0, -extension.length) + SUFFIX;
    return [file, readFileSync(folder + file, 'utf8'), JSON.parse(readFileSync(folder + expected, 'utf8'))];
  });
}
