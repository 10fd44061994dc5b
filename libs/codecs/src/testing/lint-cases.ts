import type { Format } from '../codec.js';
import { lintDocument } from '../lint.js';
import { validateDocument } from '../validate.js';

/** A code, where it is found, on which line, and what to change in a document without a fault for it. */
export type LintCase = [code: string, at: string, line: number, change: (text: string) => string];

export const codesOf = (format: Format, text: string): string[] =>
  lintDocument(format, text).map(({ code }) => code);

/** Tests that a document has no fault, and that each change of it has the one it is made for. */
export function knows(format: Format, good: string, cases: LintCase[]): void {
  it('finds no fault in a good one', () => {
    expect(validateDocument(Buffer.from(good))).toMatchObject({ format, valid: true, faults: [] });
  });

  it.each(cases)('finds %s at %s', (code, at, line, change) => {
    const changed = change(good);
    expect(changed).not.toBe(good);
    const { faults } = validateDocument(Buffer.from(changed), { format });
    expect(faults.map((fault) => [fault.code, fault.at, fault.line])).toContainEqual([code, at, line]);
  });
}

export const replacing =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);
