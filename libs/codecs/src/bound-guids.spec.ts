import { decodeDocument } from './decode.js';
import { rss } from './testing/hostile-document.js';

const decoded = (guid: string, text = rss(`<title>x</title><guid>${guid}</guid>`)) =>
  decodeDocument(Buffer.from(text), { sourceId: 'khabar' });

describe('a guid that is long', () => {
  it('stays up to 2,048 bytes', () => {
    for (const guid of [`urn:x:${'a'.repeat(2042)}`, `urn:x:${'ы'.repeat(1021)}`]) {
      const { records, warnings } = decoded(guid);
      expect(records[0]!.guid).toBe(guid);
      expect(warnings.filter(({ code }) => code === 'guid-repaired')).toEqual([]);
    }
  });

  it.each([`urn:x:${'a'.repeat(2043)}`, `urn:x:${'ы'.repeat(1022)}`, `urn:x:${'a'.repeat(100_000)}`])(
    'is minted from beyond that, the same each time and another for another: %.12s',
    (guid) => {
      const { records, warnings } = decoded(guid);
      const minted = records[0]!.guid;
      expect(minted).toMatch(/^urn:newsml:khabar:[\da-f]{32}$/);
      expect(warnings).toContainEqual({ code: 'guid-repaired', at: minted, detail: guid.slice(0, 100) });
      expect(decoded(guid).records[0]!.guid).toBe(minted);
      expect(decoded(`${guid}b`).records[0]!.guid).not.toBe(minted);
    },
  );

  it('is the same where another item names it', () => {
    const long = `urn:x:${'a'.repeat(5000)}`;
    const item = {
      uri: long,
      type: 'text',
      headline: 'x',
      altids: [],
    };
    const composite = {
      uri: 'urn:x:package',
      type: 'composite',
      headline: 'x',
      associations: { main: item },
    };
    const own = decodeDocument(Buffer.from(JSON.stringify(item)), { format: 'ninjs', sourceId: 'khabar' });
    const all = decodeDocument(Buffer.from(JSON.stringify(composite)), {
      format: 'ninjs',
      sourceId: 'khabar',
    });
    const written = JSON.stringify(all.records);
    expect(written).toContain(own.records[0]!.guid);
    expect(written).not.toContain(long);
  });
});
