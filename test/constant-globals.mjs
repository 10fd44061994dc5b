import swcJest from '@swc/jest';

// Jest runs the modules of a test file in a context of their own, where each look at a global goes through an interceptor
// and takes a hundred nanoseconds: a third of the time of the unit tests. So a module gets a constant for each global
// of the language that it names. `Date` is none of them, because fake timers put another in its place.
const GLOBALS = [
  ...['Array', 'Boolean', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'RegExp', 'Set', 'String'],
  ...['Float32Array', 'Float64Array', 'Int8Array', 'Int32Array', 'Uint8Array', 'Uint16Array', 'Uint32Array'],
];
const named = new RegExp(`\\b(?:${GLOBALS.join('|')})\\b`, 'g');

function withConstants(code) {
  const names = new Set(code.match(named));
  // On the first line, so that a stack trace names the lines of the source.
  return names.size === 0 ? code : `const { ${[...names].join(', ')} } = globalThis; ${code}`;
}

/** What Jest compiles TypeScript with: swc, and constants for the globals that a module uses. */
export function createTransformer(options) {
  const swc = swcJest.createTransformer(options);
  return {
    process: (...of) => {
      const compiled = swc.process(...of);
      return { ...compiled, code: withConstants(compiled.code) };
    },
    getCacheKey: (...of) => `${swc.getCacheKey(...of)} ${withConstants}${named}`,
  };
}

export default { createTransformer };
