import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Headers that tell of another client, host or scheme. Anybody can send them, so only trusted proxies are believed. */
const forwarded = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-forwarded-server",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];

/** What Next says to itself, and what this server says to the application: never a client's to send. */
const internal = /^(x-middleware-|x-invoke-|x-now-|x-metarr-|x-matched-path$)/;

export const addressHeader = "x-metarr-address";
export const sameMachineHeader = "x-metarr-same-machine";

export type TrustedProxies = (address: string) => boolean;

/** Reads TRUSTED_PROXIES: addresses and CIDR blocks. Throws for anything else, because a typing error must not go unseen. */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const bits = prefix === undefined ? (isIPv6(address) ? 128 : 32) : Number(prefix);
    if (!isIP(address) || !Number.isInteger(bits) || bits < 0 || bits > (isIPv6(address) ? 128 : 32)) {
      throw new Error(`TRUSTED_PROXIES has ${entry}, which is neither an address nor a block such as 10.0.0.0/8.`);
    }
    list.addSubnet(address, bits, family(address));
  }
  return (address) => isIP(address) > 0 && list.check(address, family(address));
}

export type Peer = { address: string; isTrusted: TrustedProxies; baseUrl?: string | undefined };

/**
 * Rewrites the headers of a request so that the application can believe them: the client's address, host and scheme as
 * this server knows them, and nothing that a client made up (S13, S1).
 */
export function vetHeaders(headers: IncomingHttpHeaders, { address, isTrusted, baseUrl }: Peer): void {
  const peer = plainAddress(address);
  const isProxy = isTrusted(peer);
  const client = isProxy ? clientBehind(headers["x-forwarded-for"], isTrusted) : peer;
  const host = (isProxy && first(headers["x-forwarded-host"])) || (headers.host ?? "");
  const proto = isProxy ? first(headers["x-forwarded-proto"]) : undefined;
  // An undeclared proxy on this machine would make the whole world look local, so its headers count against it.
  const isDirect = isProxy || !forwarded.some((name) => name in headers);

  for (const name of Object.keys(headers)) {
    if (forwarded.includes(name) || internal.test(name)) delete headers[name];
  }
  headers[addressHeader] = client ?? peer;
  headers[sameMachineHeader] = isDirect && isLoopback(client) && isLocalHost(host) ? "1" : "0";
  headers["x-forwarded-for"] = client ?? peer;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = (proto ?? schemeOf(host, baseUrl)) === "https" ? "https" : "http";
}

/** The rightmost address that is no proxy of ours: what stands left of it was written by the client. */
function clientBehind(chain: string | string[] | undefined, isTrusted: TrustedProxies): string | undefined {
  return String(chain ?? "")
    .split(",")
    .map((entry) => plainAddress(entry.trim()))
    .reverse()
    .find((entry) => isIP(entry) > 0 && !isTrusted(entry));
}

/** BASE_URL says https for its own host only: the same server may be used in plain HTTP by its address at home. */
function schemeOf(host: string, baseUrl: string | undefined): string {
  if (!baseUrl) return "http";
  const url = new URL(baseUrl);
  return url.host === host.toLowerCase() ? url.protocol.replace(":", "") : "http";
}

const first = (value: string | string[] | undefined) =>
  String(value ?? "")
    .split(",")[0]
    ?.trim()
    .toLowerCase() || undefined;

const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

/** Without the IPv6 dress of an IPv4 address. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

const isLoopback = (address: string | undefined) => address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address ?? "");

/** A page elsewhere can point its own name at this machine; a browser then sends that name as host. */
const isLocalHost = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host);
