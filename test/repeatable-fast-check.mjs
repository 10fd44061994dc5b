import fc from '../node_modules/fast-check/lib/fast-check.js';

// What the tests get for `fast-check`: the same cases in every run, so that a change of the code is all that changes a
// result. To look for what they miss: KORPU_PROPERTY_SEED=random and KORPU_PROPERTY_TIMES=20, so many times the cases.
const { KORPU_PROPERTY_SEED: seed = '20251118', KORPU_PROPERTY_TIMES: times = '1' } = process.env;
const chosen = seed === 'random' ? {} : { seed: Number(seed) };
if (Number.isNaN(chosen.seed) || !(Number(times) > 0))
  throw new Error('KORPU_PROPERTY_SEED is a number or "random", KORPU_PROPERTY_TIMES a number above 0.');

const more = ({ numRuns = 100, ...parameters } = {}) => ({
  ...chosen,
  ...parameters,
  numRuns: Math.ceil(numRuns * Number(times)),
});

export default { ...fc, assert: (property, parameters) => fc.assert(property, more(parameters)) };
