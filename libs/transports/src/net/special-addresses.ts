/**
 * Address blocks that are not the public Internet: the IANA special-purpose registries for IPv4 (RFC 6890 and what was
 * added since) and IPv6, multicast, and the metadata services that clouds put on ordinary addresses.
 * Blocks the registries call "globally reachable" (anycast relays, AS112) are here too: no newsroom is served from them.
 */
export const SPECIAL_IPV4: readonly (readonly [block: string, is: string])[] = [
  ['0.0.0.0/8', 'an address of "this network"'],
  ['10.0.0.0/8', 'a private address'],
  ['100.64.0.0/10', "an address inside a provider's network (CGNAT)"],
  ['127.0.0.0/8', 'a loopback address'],
  ['168.63.129.16/32', "a cloud's metadata service"],
  ['169.254.0.0/16', 'a link-local address, where clouds keep their metadata service'],
  ['172.16.0.0/12', 'a private address'],
  ['192.0.0.0/24', 'a protocol address'],
  ['192.0.2.0/24', 'a documentation address'],
  ['192.31.196.0/24', 'an AS112 address'],
  ['192.52.193.0/24', 'a multicast tunnel address'],
  ['192.88.99.0/24', 'a 6to4 relay address'],
  ['192.168.0.0/16', 'a private address'],
  ['192.175.48.0/24', 'an AS112 address'],
  ['198.18.0.0/15', 'a benchmarking address'],
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['240.0.0.0/4', 'a reserved address'],
];

/** IPv6 is judged the other way round: what is not global unicast (`2000::/3`) is refused even without a name here. */
export const GLOBAL_UNICAST_IPV6 = '2000::/3';

export const SPECIAL_IPV6: readonly (readonly [block: string, is: string])[] = [
  ['::/128', 'the unspecified address'],
  ['::1/128', 'a loopback address'],
  ['::ffff:0:0/96', 'an IPv4-mapped address'],
  ['64:ff9b::/96', 'an address translated to IPv4 (NAT64)'],
  ['64:ff9b:1::/48', 'an address translated to IPv4 (NAT64)'],
  ['100::/64', 'a discard address'],
  ['2001::/32', 'a Teredo address'],
  ['2001::/23', 'a protocol address'],
  ['2001:db8::/32', 'a documentation address'],
  ['2002::/16', 'a 6to4 address'],
  ['2620:4f:8000::/48', 'an AS112 address'],
  ['3fff::/20', 'a documentation address'],
  ['fc00::/7', 'a private address'],
  ['fe80::/10', 'a link-local address'],
  ['fec0::/10', 'a site-local address'],
  ['ff00::/8', 'a multicast address'],
];
