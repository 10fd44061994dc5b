import { networkFailure } from './network-failure.js';

const error = (code: string, message = 'low-level words') => Object.assign(new Error(message), { code });

describe('networkFailure', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'connect'],
    ['ECONNRESET', 'connect'],
    ['UND_ERR_SOCKET', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
    ['HPE_INVALID_CONSTANT', 'connect'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['KORPU_ADDRESS_REFUSED', 'address-refused'],
  ])('names %s a %s failure', (code, kind) => {
    expect(networkFailure(error(code), 'khabar.kz').kind).toBe(kind);
  });
  it('says what happened in a sentence with the host', () => {
    expect(networkFailure(error('CERT_HAS_EXPIRED'), 'khabar.kz').message).toBe(
      'The certificate of khabar.kz has expired.',
    );
  });
  it('keeps the low-level words of what it does not know', () => {
    expect(networkFailure(error('HPE_INVALID_CONSTANT', 'Expected HTTP/'), 'khabar.kz').message).toBe(
      'The connection to khabar.kz failed: Expected HTTP/.',
    );
  });
});
