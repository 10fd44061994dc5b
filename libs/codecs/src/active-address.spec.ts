import { isActiveAddress, schemeOf } from './active-address.js';

it.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  '\u0001javascript:alert(1)',
  ' \u001fjavascript:alert(1)',
  'java\tscript:alert(1)',
  'java\u0001script:alert(1)',
  'javascript\u0001:alert(1)',
  'java\u0081script:alert(1)',
  '\ufffejavascript:alert(1)',
  'java\ud800script:alert(1)',
  '\u0001data:text/html,x',
  'vbscript:x',
  'livescript:x',
])('%j would run', (address) => {
  expect(isActiveAddress(address)).toBe(true);
});

it.each([
  'https://example.org/javascript:x',
  'urn:newsml:data:1',
  'a/javascript:alert(1)',
  '?next=javascript:alert(1)',
  'xjavascript:alert(1)',
  'javascript',
  ':javascript:',
  '',
])('%j would not', (address) => {
  expect(isActiveAddress(address)).toBe(false);
});

it('reads a scheme as browsers do', () => {
  expect(schemeOf('ht\ntp://example.org/')).toBe('http');
  expect(schemeOf('é:x')).toBeUndefined();
});
