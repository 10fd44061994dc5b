// `npm run -s korpu -- …`: brings dist/ up to date (a few milliseconds when nothing changed), then runs the command.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// What a large document leaves behind is collected before the heap has doubled.
setFlagsFromString('--heap-growing-percent=50');

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

// npm runs its scripts in the project's folder; the paths one types are meant from where one is.
if (process.env.npm_lifecycle_event === 'korpu' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

// An image ships dist/ alone, without sources to build from.
if (existsSync(at('../../libs'))) {
  const { dependencies } = JSON.parse(readFileSync(at('../../package.json'), 'utf8'));
  const missing = Object.keys(dependencies).filter((name) => !existsSync(at(`../../node_modules/${name}`)));
  if (missing.length > 0) {
    // After a pull there may be one package more than were installed.
    const what = missing.length > 3 ? `${missing.length} packages are` : `${missing.join(', ')} is`;
    console.error(
      `korpu: ${what} not installed yet. Run npm ci (or npm start, which installs what it needs) first.`,
    );
    process.exit(1);
  }
  const { build } = await import('../standalone/build.mjs');
  // Where the project cannot be written, what was built last is run.
  await build().catch((error) => {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code) || !existsSync(at('../../dist'))) throw error;
  });
}
const { main } = await import('../../dist/apps/cli/src/main.js');
await main(process.argv);
