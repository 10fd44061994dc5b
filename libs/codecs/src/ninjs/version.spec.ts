import { ninjsVersion } from './version.js';

describe('ninjsVersion', () => {
  it.each([
    ['1.6', { uri: 'x:1', headline: 'Sərgi', byline: 'A' }],
    ['2.2', { uri: 'x:1', headlines: [{ value: 'Sərgi' }], versioncreated: '2026-03-10T09:00:00Z' }],
    ['3.1', { uri: 'x:1', versionCreated: '2026-03-10T09:00:00Z' }],
    ['2.2', { uri: 'x:1', by: 'A', pubstatus: 'usable' }],
    ['1.6', { uri: 'x:1', pubstatus: 'usable', renditions: { main: { href: 'x:2' } } }],
    ['3.1', { uri: 'x:1', renditions: [{ name: 'main', contentType: 'image/jpeg' }] }],
    ['3.1', { uri: 'x:1' }],
    ['3.1', 'not an object'],
    ['3.0', { uri: 'x:1', standard: { name: 'ninjs', version: '3.0' } }],
    ['3.1', { uri: 'x:1', plannedCoverage: [], standard: { name: 'ninjs', version: '2.2' } }],
    ['2.2', { uri: 'x:1', pubstatus: 'usable', standard: { name: 'ninjs', version: '2.2' } }],
    ['1.4', { uri: 'x:1', $standard: { schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json' } }],
  ])('takes an object for ninjs %s', (version, object) => {
    expect(ninjsVersion(object)).toBe(version);
  });
});
