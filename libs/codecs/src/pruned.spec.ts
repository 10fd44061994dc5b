import { type ActiveFound, holdsActive, pruned } from './pruned.js';

const RUNS = 'java\u0001script:alert(1)';

function prunedOf(value: unknown) {
  const found: string[] = [];
  const tell: ActiveFound = (code, address) => found.push(`${code} ${address}`);
  return { value: pruned(value, tell), found };
}

it('removes what is absent, all the way down', () => {
  const value = { a: '', b: null, c: [], d: { e: [{}] }, f: 0, g: [{ h: 'x' }] };
  expect(prunedOf(value)).toEqual({ value: { f: 0, g: [{ h: 'x' }] }, found: [] });
  expect(holdsActive(value)).toBe(false);
});

it('removes addresses that would run, and the file that is nothing without its own', () => {
  const value = {
    guid: 'urn:x:1',
    url: RUNS,
    renditions: [{ href: RUNS, contentType: 'video/mp4' }, { href: 'https://a.example/1' }],
    links: [
      { rel: 'seeAlso', guid: 'urn:x:2', href: RUNS },
      { rel: 'seeAlso', guid: RUNS },
    ],
    authors: [{ name: 'N', uri: RUNS }],
  };
  expect(holdsActive(value)).toBe(true);
  const read = prunedOf(value);
  expect(read.value).toEqual({
    guid: 'urn:x:1',
    renditions: [{ href: 'https://a.example/1' }],
    links: [
      { rel: 'seeAlso', guid: 'urn:x:2' },
      { rel: 'seeAlso', guid: 'urn:x-guid:java%01script%3Aalert(1)' },
    ],
    authors: [{ name: 'N' }],
  });
  expect(read.found.map((one) => one.split(' ')[0])).toEqual([
    'href-dropped',
    'href-dropped',
    'href-dropped',
    'guid-repaired',
    'href-dropped',
  ]);
  expect(holdsActive(read.value)).toBe(false);
});
