import { ninjsSchemaFaults } from '../schema-check.js';
import { itWithSchemas } from '../testing/schemas.js';
import { validateDocument } from '../validate.js';

describe('lintNinjs', () => {
  it.each([
    ['ninjs.no-uri', '{"versionCreated":"2026-03-10T09:00:00Z","headlines":[{"value":"Sərgi"}]}'],
    ['ninjs.unknown-pub-status', '{"uri":"urn:newsml:1","pubStatus":"withdrawn"}'],
    ['ninjs.date-without-zone', '{"uri":"urn:newsml:1","versionCreated":"2026-03-10T09:00:00"}'],
    [
      'ninjs.rendition-without-href',
      '{"uri":"urn:newsml:1","renditions":[{"name":"main"}],"pubStatus":"usable"}',
    ],
    ['ninjs.no-uri', '{"uri":"urn:newsml:1","pubStatus":"usable","associations":[{"name":"picture"}]}'],
  ])('finds %s in ninjs', (code, text) => {
    const faults = validateDocument(Buffer.from(text), { format: 'ninjs' }).faults;
    expect(faults.map((fault) => fault.code)).toContain(code);
  });

  itWithSchemas('knows good from bad in every version of ninjs', (texts) => {
    const faultsOf = (version: string, object: object): number =>
      ninjsSchemaFaults(object, version, texts, '').length;
    for (const version of ['1.0', '1.4', '1.6']) {
      const good = {
        uri: 'urn:newsml:1',
        type: 'text',
        headline: 'Sərgi',
        body_text: 'Mətn',
        versioncreated: '2026-03-10T09:00:00Z',
      };
      expect([version, faultsOf(version, good)]).toEqual([version, 0]);
      expect(faultsOf(version, { ...good, uri: undefined })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, type: 'story' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, signal: 'update' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, associations: { one: { headline: 'no uri' } } })).toBeGreaterThan(
        0,
      );
      expect(faultsOf(version, { ...good, associations: { one: good } })).toBe(0);
    }
    for (const version of ['2.0', '2.2', '3.0', '3.1']) {
      const good = {
        uri: 'urn:newsml:1',
        type: 'text',
        headlines: [{ value: 'Sərgi' }],
        places: [{ name: 'Bakı' }],
      };
      expect([version, faultsOf(version, good)]).toEqual([version, 0]);
      expect(faultsOf(version, { ...good, uri: undefined })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, headlines: [{ role: 'main' }] })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, signal: 'update' })).toBeGreaterThan(0);
      expect(faultsOf(version, { ...good, associations: [{ ...good, name: 'one' }] })).toBe(0);
      // Only since 2.1 must an association have a name.
      expect(faultsOf(version, { ...good, associations: [good] })).toBe(version === '2.0' ? 0 : 1);
    }
  });

  itWithSchemas('checks ninjs by the schema of its version', (texts) => {
    const report = validateDocument(
      Buffer.from('{"uri":"urn:newsml:1","pubStatus":"usable","signal":"update"}'),
      {
        format: 'ninjs',
        schemas: texts,
      },
    );
    expect(report).toMatchObject({ valid: false, schema: 'checked' });
    expect(report.faults[0]).toMatchObject({ code: 'schema.invalid', at: '/' });
  });
});
