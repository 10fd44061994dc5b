import { fileURLToPath } from 'node:url';

// Three suites by what they need: unit (nothing), integration (PostgreSQL and Redis), e2e (the whole exchange).
const rootDir = fileURLToPath(new URL('..', import.meta.url));

const common = {
  rootDir,
  testEnvironment: '<rootDir>/test/lean-environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['korpu-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': '<rootDir>/test/repeatable-fast-check.mjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.korpu/'],
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/constant-globals.mjs',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        // Beside the code, which is read anew for each test file; the map is read where a test fails.
        sourceMaps: true,
      },
    ],
  },
};

export default {
  rootDir,
  // Jest would leave one core free, and of two cores that is half the machine.
  maxWorkers: '100%',
  // Node keeps the modules of every test file; a worker that begins anew takes less time than collecting around them.
  workerIdleMemoryLimit: '400MB',
  // What is waited for has a limit of its own and says what was seen; this one ends what hangs, on a busy machine too.
  testTimeout: 600_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'] },
    { ...common, displayName: 'integration', testMatch: ['<rootDir>/{libs,apps,test}/**/*.int-spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'] },
  ],
};
