import { format, inspect } from 'node:util';
import { replaceSecrets, Secret } from './secret.js';

const secret = Secret.of('open sesame', '${env:CAVE}');

describe('Secret', () => {
  it.each<[string, (value: Secret) => string]>([
    ['a template', (value) => `${value}`],
    ['concatenation', (value) => `x${String(value)}`],
    ['JSON', (value) => JSON.stringify({ value })],
    ['inspect', (value) => inspect({ value }, { depth: 9, showHidden: true })],
    ['console formatting', (value) => format('%s %o %j', value, value, value)],
    ['its properties', (value) => JSON.stringify(Object.entries(value))],
  ])('does not show itself in %s', (_case, print) => {
    expect(print(secret)).not.toContain('sesame');
  });

  it('is masked, not missing', () => {
    expect(JSON.stringify({ secret })).toBe('{"secret":"***"}');
    expect(inspect(secret)).toBe('***');
  });

  it('reveals itself when asked by name', () => {
    expect(secret.reveal()).toBe('open sesame');
  });

  it('says what is missing when it was never resolved', () => {
    expect(() => Secret.unresolved('${env:CAVE}').reveal()).toThrow(
      'the secret ${env:CAVE} was not resolved',
    );
  });

  it.each([
    ['the same value from elsewhere', secret, Secret.of('open sesame'), true],
    ['another value', secret, Secret.of('open barley', '${env:CAVE}'), false],
    ['the same reference, one unresolved', secret, Secret.unresolved('${env:CAVE}'), true],
    ['another reference, one unresolved', secret, Secret.unresolved('${env:DOOR}'), false],
    ['no reference, one unresolved', Secret.of('x'), Secret.unresolved('${env:CAVE}'), false],
  ])('compared with %s', (_case, one, other, equal) => {
    expect(one.equals(other)).toBe(equal);
  });
});

describe('replaceSecrets', () => {
  it('reaches every depth and leaves the rest as it is', () => {
    const settings = {
      id: 'x',
      apiKeys: [secret],
      secretHeaders: { Authorization: secret },
      retrySeconds: [5],
    };
    expect(replaceSecrets(settings, ({ reference }) => reference)).toEqual({
      id: 'x',
      apiKeys: ['${env:CAVE}'],
      secretHeaders: { Authorization: '${env:CAVE}' },
      retrySeconds: [5],
    });
  });
});
