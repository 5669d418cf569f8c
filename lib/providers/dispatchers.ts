import { isIP } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { AppError } from "#lib/errors.ts";
import { checkedLookup, isPublicAddress, type Lookup, refusedAddress } from "./addresses.ts";
import { blockedPortOf } from "./blocked-ports.ts";
import { processWide } from "./process-wide.ts";

/** Bounds of one request, in milliseconds. */
export type HttpTimeouts = {
  connectMs: number;
  headersMs: number;
  /** Between two pieces of the body. */
  idleMs: number;
  /** From the start to the last byte, redirects included. */
  totalMs: number;
};

const defaultTimeouts: HttpTimeouts = { connectMs: 5_000, headersMs: 10_000, idleMs: 15_000, totalMs: 60_000 };

export type Dispatchers = {
  /** Connects to the public internet only. */
  checked: Dispatcher;
  /** Connects anywhere: for hosts an administrator set. */
  open: Dispatcher;
  /** Bound of a whole request that goes through them, in milliseconds. */
  totalMs: number;
};

/** Two pools of connections. `lookup` is for tests: how names become addresses. */
export function createDispatchers(timeouts: HttpTimeouts, lookup?: Lookup): Dispatchers {
  const shared = { timeout: timeouts.connectMs, allowH2: false };
  const plain = buildConnector(shared);
  const guarded = buildConnector({ ...shared, lookup: checkedLookup(lookup) });
  const agent = (connect: buildConnector.connector) =>
    new Agent({ connect, headersTimeout: timeouts.headersMs, bodyTimeout: timeouts.idleMs, keepAliveTimeout: 4_000 });
  return {
    totalMs: timeouts.totalMs,
    open: agent(plain),
    checked: agent((options, callback) => {
      // A literal address is never looked up, so it is checked here. The URL parser has made decimal and octal ones plain.
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(refusedAddress(host), null);
      return guarded(options, callback);
    }),
  };
}

/** The connections of this process. */
export function getDispatchers(): Dispatchers {
  return processWide("http", () => createDispatchers(defaultTimeouts));
}

/** Only http and https, to a port that may be asked, without a name and password in the address. Throws invalid. */
export function parseAddress(url: string, base?: string): URL {
  const parsed = URL.parse(url, base);
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) {
    throw new AppError("invalid", "This is not a web address. It has to start with http:// or https://.");
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new AppError("invalid", "A web address must not hold a name and password.");
  }
  const blocked = blockedPortOf(parsed);
  if (blocked !== undefined) throw new AppError("invalid", blocked, { details: { kind: "port" } });
  return parsed;
}
