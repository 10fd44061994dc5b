import fc from 'fast-check';
import { UndecodableDocument } from '../codec.js';
import { goldenCases } from '../testing/golden.js';
import { decodeNewsmlG2 } from './decode.js';
import { lintNewsmlG2 } from './lint.js';

const documents = goldenCases('newsml-g2', '.xml').map(([, text]) => text);

/** A document with pieces cut out, doubled or replaced, as bad disks, proxies and templates leave them. */
const broken = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(60),
        fc.constantFrom('', '<', '&', '">', '</itemMeta>', ' qcode=""', '\0', 'x'),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([text, cuts]) =>
    cuts.reduce((all, [at, length, put]) => {
      const from = at % all.length;
      return all.slice(0, from) + put + all.slice(from + length);
    }, text),
  );

describe('broken NewsML-G2', () => {
  it('is read as far as can be, or refused with a code', () => {
    fc.assert(
      fc.property(broken, (text) => {
        try {
          const { records } = decodeNewsmlG2(text, {});
          for (const { guid, version, pubStatus } of records) {
            expect(guid).not.toBe('');
            expect(version).toBeGreaterThan(0);
            expect(['usable', 'withheld', 'canceled']).toContain(pubStatus);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableDocument);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('has faults, and its linter none of its own', () => {
    fc.assert(
      fc.property(broken, (text) => {
        try {
          for (const { code, at } of lintNewsmlG2(text)) {
            expect(code).toMatch(/^(?:g2|xml)\.[a-z-]+$/);
            expect(at).toMatch(/^\//);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UndecodableDocument);
        }
      }),
      { numRuns: 400 },
    );
  });
});
