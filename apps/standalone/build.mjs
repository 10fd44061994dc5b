// Compiles apps, libs and test to dist/ with swc, only what changed since the last build, and copies the files that
// browsers are sent (apps/*/assets). Types are checked by `npm run check`.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'dist');

const options = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: true,
  swcrc: false,
};

const modifiedAt = (path) =>
  stat(path).then(
    (s) => s.mtimeMs,
    () => 0,
  );

async function sources() {
  const found = [];
  for (const top of ['apps', 'libs', 'test']) {
    for (const entry of await readdir(join(root, top), { recursive: true, withFileTypes: true })) {
      if (
        entry.isFile() &&
        entry.name.endsWith('.ts') &&
        !/\.(spec|int-spec|e2e-spec|d)\.ts$/.test(entry.name)
      ) {
        found.push(relative(root, join(entry.parentPath, entry.name)));
      }
    }
  }
  return found;
}

/** Several commands may build at the same moment, and one may import what another writes: a file is whole or old. */
async function write(target, content) {
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.new`;
  await writeFile(unfinished, content);
  await rename(unfinished, target);
}

async function compile(source) {
  const target = join(out, source.replace(/\.ts$/, '.js'));
  if ((await modifiedAt(target)) > (await modifiedAt(join(root, source)))) return false;
  // The compiler takes 35 MB, which a command that finds everything built has no need of.
  const { transformFile } = await import('@swc/core');
  const { code, map } = await transformFile(join(root, source), options);
  await write(`${target}.map`, map);
  await write(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
  return true;
}

/** What a browser is sent goes out as it was written. */
async function assets() {
  const found = [];
  for (const app of await readdir(join(root, 'apps'))) {
    const names = await readdir(join(root, 'apps', app, 'assets')).catch(() => []);
    found.push(...names.map((name) => join('apps', app, 'assets', name)));
  }
  return found;
}

async function copy(asset) {
  if ((await modifiedAt(join(out, asset))) > (await modifiedAt(join(root, asset)))) return;
  await write(join(out, asset), await readFile(join(root, asset)));
}

/** A source that was deleted must not live on in dist, where an import would still find it. */
async function removeOrphans(known) {
  const entries = await readdir(out, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = relative(out, join(entry.parentPath, entry.name));
    if (
      entry.isFile() &&
      path.endsWith('.js') &&
      !known.has(path) &&
      !known.has(path.replace(/\.js$/, '.ts'))
    ) {
      await rm(join(out, path), { force: true });
      await rm(join(out, `${path}.map`), { force: true });
    }
  }
}

/** Compiles and answers how many files were compiled and how many there are. */
export async function build() {
  const files = await sources();
  const copied = await assets();
  const compiled = (await Promise.all(files.map(compile))).filter(Boolean).length;
  await Promise.all(copied.map(copy));
  await removeOrphans(new Set([...files, ...copied]));
  return { compiled, total: files.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { compiled, total } = await build();
  console.log(`built ${compiled} of ${total} files into dist/`);
}
