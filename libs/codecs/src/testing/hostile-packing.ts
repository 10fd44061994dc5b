import { brotliCompressSync, deflateRawSync, gzipSync, constants as zlib } from 'node:zlib';
import { type HostileDocument, MB, rss } from './hostile-document.js';
import { type ZipMember, zipOf } from './zip-of.js';

const once = (name: string, data: Buffer): ZipMember => ({ name, data });
const bomb = (size: number): Buffer => deflateRawSync(Buffer.alloc(size, 0x20), { level: 9 });
const nestedZips = (depth: number): Buffer => {
  let inner: Buffer = Buffer.from(rss('<title>x</title>'));
  for (let i = 0; i < depth; i++) inner = zipOf([once('a.zip', inner)]);
  return inner;
};

export const PACKED: readonly HostileDocument[] = [
  { name: 'a gzip bomb', make: () => gzipSync(Buffer.alloc(200 * MB, 0x20), { level: 9 }) },
  { name: 'a gzip bomb in gzip', make: () => gzipSync(gzipSync(Buffer.alloc(200 * MB, 0x20), { level: 9 })) },
  {
    name: 'a thousand gzips one after the other',
    make: () => Buffer.concat(new Array<Buffer>(1000).fill(gzipSync(Buffer.alloc(MB)))),
  },
  {
    name: 'gzips without number, the last of which has a wrong checksum',
    make: () => {
      const gzips = Buffer.concat(new Array<Buffer>(700_000).fill(gzipSync('x')));
      gzips[gzips.length - 8]! ^= 1;
      return gzips;
    },
  },
  {
    name: 'gzip in gzip a hundred times',
    make: () => Array.from({ length: 100 }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from(rss(''))),
  },
  {
    name: 'a brotli bomb',
    make: () =>
      brotliCompressSync(Buffer.alloc(200 * MB, 0x20), { params: { [zlib.BROTLI_PARAM_QUALITY]: 5 } }),
  },
  { name: 'a zip bomb', make: () => zipOf([{ name: 'a.xml', raw: bomb(200 * MB), size: 200 * MB }]) },
  {
    name: 'a zip bomb that says it is small',
    make: () => zipOf([{ name: 'a.xml', raw: bomb(200 * MB), size: 10 }]),
  },
  {
    name: 'a zip whose members are one and the same',
    make: () => {
      const kernel = bomb(20 * MB);
      return zipOf(
        Array.from({ length: 2000 }, (_, i) => ({
          name: `${i}.xml`,
          raw: kernel,
          size: 20 * MB,
          shared: true,
        })),
      );
    },
  },
  {
    name: 'a zip of a hundred thousand members',
    make: () =>
      zipOf(
        Array.from({ length: 60_000 }, (_, i) => ({
          name: `${i}.xml`,
          data: Buffer.from('<rss/>'),
          stored: true,
        })),
      ),
  },
  { name: 'a zip in a zip a hundred times', make: () => nestedZips(100) },
  {
    name: 'zips in zips, a hundred in each of a hundred',
    make: () => {
      const inner = zipOf(
        Array.from({ length: 100 }, (_, i) => once(`${i}.xml`, Buffer.from(rss('<title>x</title>')))),
      );
      return zipOf(Array.from({ length: 100 }, (_, i) => once(`${i}.zip`, inner)));
    },
  },
  {
    name: 'a zip with names out of its folder',
    make: () =>
      zipOf([
        once('../../../../etc/passwd', Buffer.from(rss('<title>x</title>'))),
        once('__proto__', Buffer.from(rss('<title>y</title>'))),
      ]),
  },
];
