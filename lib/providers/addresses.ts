import { type LookupAddress, type LookupOptions, lookup as resolveName } from "node:dns";
import { BlockList, isIP } from "node:net";
import { AppError } from "#lib/errors.ts";

/** IPv4 blocks that never mean a server on the internet (IANA special-purpose registry). */
const specialV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** Inside 2000::/3, which is all that is routed: tunnels and documentation, which can carry a private IPv4 address. */
const specialV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const refused = new BlockList();
for (const [network, bits] of specialV4) refused.addSubnet(network, bits, "ipv4");
for (const [network, bits] of specialV6) refused.addSubnet(network, bits, "ipv6");
const routedV6 = new BlockList();
routedV6.addSubnet("2000::", 3, "ipv6");

/** True for an address of the public internet. IPv4 inside IPv6 (mapped, NAT64, 6to4) is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, "ipv4");
  if (family === 6) return routedV6.check(address, "ipv6") && !refused.check(address, "ipv6");
  return false;
}

export function refusedAddress(host: string): AppError {
  return new AppError(
    "invalid",
    `${host} is an address inside this network. Metarr only fetches from the internet, and from the servers an administrator set.`,
    { details: { kind: "address" } },
  );
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
export type Lookup = (hostname: string, options: LookupOptions, answer: Answer) => void;

/**
 * A name lookup for sockets that fails when any address of the name is not public. It runs at every connect, so a name
 * that changes its address between check and use (DNS rebinding) gains nothing.
 */
export function checkedLookup(resolve: Lookup = systemLookup): Lookup {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, []);
      const addresses = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        return answer(refusedAddress(hostname), []);
      }
      return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
  };
}

const systemLookup: Lookup = (hostname, options, answer) =>
  resolveName(hostname, { ...options, all: true }, (error, addresses) => answer(error, addresses));
