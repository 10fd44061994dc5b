// The import rule of the house (docs/architecture.md): down the rows, never up, never sideways.
const rows = [
  ['news'],
  ['codecs', 'agreements'],
  ['exchange', 'settings'],
  ['store', 'transports', 'queues'],
  ['wiring'],
];

// A foreign package belongs to one room, so that replacing it touches one room.
const owners = {
  '@nestjs/': 'wiring',
  typeorm: 'store',
  pg: 'store',
  bullmq: 'queues',
  ioredis: 'queues',
  htmlparser2: 'codecs',
  'fast-xml-parser': 'codecs',
  undici: 'transports',
  yaml: 'settings',
};

const rule = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...rows.flatMap((row, i) =>
      row.map((lib) =>
        rule(
          `${lib}-imports-down`,
          { path: `^libs/${lib}/` },
          {
            path: `^(apps|libs/(${[...row.filter((l) => l !== lib), ...rows.slice(i + 1).flat()].join('|') || '-'}))/`,
          },
        ),
      ),
    ),
    ...Object.entries(owners).map(([pkg, lib]) =>
      rule(
        `${pkg.replace('/', '')}-only-in-${lib}`,
        { path: '^libs/', pathNot: `^libs/(${lib}|wiring)/` },
        { path: `node_modules/${pkg}${pkg.endsWith('/') ? '' : '/'}` },
      ),
    ),
    // standalone is the composition of api, worker and sandbox, and says so here; nobody else may reach into an app.
    // build.mjs compiles the whole tree and is part of no app: the korpu command runs it first, as npm start does.
    rule(
      'apps-are-separate',
      { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      { path: '^apps/', pathNot: ['^apps/$1/', '^apps/standalone/build\\.mjs$'] },
    ),
    // Integration specs alone may: they start the real services that test/services keeps.
    rule(
      'libs-never-import-tests',
      { path: '^(libs|apps)/', pathNot: '\\.int-spec\\.ts$' },
      { path: '^test/' },
    ),
    // The pure rows take time, ids and settings as arguments: no I/O modules there.
    rule(
      'pure-rows-do-no-io',
      { path: '^libs/(news|codecs|agreements|exchange)/', pathNot: '(spec|testing/.*)\\.ts$' },
      { path: '^(node:)?(fs|fs/promises|net|http|https|child_process|dns|tls)$', dependencyTypes: ['core'] },
    ),
    rule('no-circular', {}, { circular: true }),
    rule('not-to-unresolvable', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['korpu-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
