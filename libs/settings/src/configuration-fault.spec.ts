import { faultList } from './configuration-fault.js';

describe('faultList', () => {
  const fault = { file: 'a.yaml', line: 2, path: 'id', message: 'is missing' };
  it('counts the faults, and gives each a line', () => {
    expect(faultList([fault])).toBe('a fault:\n  a.yaml:2 id is missing');
    expect(faultList([fault, { ...fault, path: '' }], '\t')).toBe(
      '2 faults:\n\ta.yaml:2 id is missing\n\ta.yaml:2 is missing',
    );
  });
});
