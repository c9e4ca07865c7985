import { BlockList, isIPv4 } from 'node:net';

/** IANA's special-purpose registries, and multicast: nothing there is a site of the public internet. */
const closed4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Of what is routed at all (2000::/3): protocol assignments, documentation, and 6to4, which hides IPv4 addresses. */
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const closed = networks([...closed4, ...closed6]);
const routed6 = networks(['2000::/3']);

/** Networks as `10.0.0.0/8`, or single addresses. */
export function networks(list: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const network of list) {
    const [address = '', bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) blocks.addAddress(address, family);
    else blocks.addSubnet(address, Number(bits), family);
  }
  return blocks;
}

/** Whether the address belongs to a public site. IPv4 addresses written as IPv6 never do: nobody needs them. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, 'ipv4');
  return routed6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}
