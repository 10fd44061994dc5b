import { AddressGuard } from './address-guard.js';

describe('AddressGuard', () => {
  const guard = new AddressGuard([]);

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.0.1.1',
    '198.20.0.1',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
    '2001:4860:4860::8888',
    '2003::1',
  ])('lets %s through', (address) => {
    expect(guard.refusal(address, 443)).toBeUndefined();
  });

  it.each([
    ['0.0.0.0', 'this network'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'CGNAT'],
    ['100.100.100.200', 'CGNAT'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'metadata'],
    ['169.254.169.254', 'metadata'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'protocol'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarking'],
    ['198.19.255.255', 'benchmarking'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:8.8.8.8', 'IPv4-mapped'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:7f00:1', 'IPv4-mapped'],
    ['::127.0.0.1', 'not a public address'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b::808:808', 'NAT64'],
    ['64:ff9b:1::a00:1', 'NAT64'],
    ['100::1', 'discard'],
    ['2001::1', 'Teredo'],
    ['2001:2::1', 'protocol'],
    ['2001:20::1', 'protocol'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::1', '6to4'],
    ['3fff::1', 'documentation'],
    ['5f00::1', 'not a public address'],
    ['4000::1', 'not a public address'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['localhost', 'not an address'],
    ['0x7f000001', 'not an address'],
  ])('refuses %s as %s', (address, is) => {
    expect(guard.refusal(address, 443)).toContain(is);
  });

  it.each([22, 25, 110, 993, 1])('refuses port %i of a public address', (port) => {
    expect(guard.refusal('8.8.8.8', port)).toBe(`on port ${port}, which belongs to another protocol`);
  });
  it.each([80, 443, 1024, 8080, 8443])('lets port %i of a public address through', (port) => {
    expect(guard.refusal('8.8.8.8', port)).toBeUndefined();
  });

  it('lets a listed block through, on every port, and nothing beside it', () => {
    const office = new AddressGuard(['10.20.0.0/16', 'fd00:1::/32', '192.168.7.7']);
    expect(office.refusal('10.20.255.1', 22)).toBeUndefined();
    expect(office.refusal('10.21.0.1', 443)).toContain('private');
    expect(office.refusal('fd00:1::5', 443)).toBeUndefined();
    expect(office.refusal('fd00:2::5', 443)).toContain('private');
    expect(office.refusal('192.168.7.7', 443)).toBeUndefined();
    expect(office.refusal('192.168.7.8', 443)).toContain('private');
  });

  it('does not take an IPv4-mapped address for a listed IPv4 block', () => {
    expect(new AddressGuard(['127.0.0.0/8']).refusal('::ffff:127.0.0.1', 443)).toContain('IPv4-mapped');
  });

  it('knows a listed host only with its port, however it is written', () => {
    const sandbox = new AddressGuard(['LocalHost:8081', '[::1]:9000', ' 127.0.0.1:80 ']);
    expect(sandbox.allowsTarget('localhost', 8081)).toBe(true);
    expect(sandbox.allowsTarget('LOCALHOST.', 8081)).toBe(true);
    expect(sandbox.allowsTarget('localhost', 8082)).toBe(false);
    expect(sandbox.allowsTarget('evil.example', 8081)).toBe(false);
    expect(sandbox.allowsTarget('[::1]', 9000)).toBe(true);
    expect(sandbox.allowsTarget('::1', 9000)).toBe(true);
    expect(sandbox.allowsTarget('127.0.0.1', 80)).toBe(true);
    expect(sandbox.refusal('127.0.0.1', 80)).toContain('loopback');
  });

  it.each([
    'localhost',
    'a:b',
    'host:0',
    'host:65536',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/8/8',
    '10.0/8',
    'http://x:80',
    '',
  ])('refuses %j in the list', (entry) => {
    expect(() => new AddressGuard([entry])).toThrow(/is neither host:port/);
  });

  it('knows some hosts without looking them up', () => {
    const listing = new AddressGuard(['localhost:8081']);
    expect(listing.refusalOfHost('localhost', 8081)).toBeUndefined();
    expect(listing.refusalOfHost('localhost', 8082)).toContain('loopback');
    expect(listing.refusalOfHost('db.localhost.', 443)).toContain('loopback');
    expect(listing.refusalOfHost('10.0.0.1', 443)).toContain('private');
    expect(listing.refusalOfHost('khabar.example', 443)).toBeUndefined();
    expect(listing.refusalOfHost('khabar.example', 22)).toContain('another protocol');
  });
});
