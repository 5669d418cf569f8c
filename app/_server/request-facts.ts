import { addressHeader, sameMachineHeader } from "#lib/access/incoming.ts";
import { env } from "#lib/env.ts";

/** Set by server.ts, which overwrites the headers below on every request. Without it anybody could send them. */
const vetted = Symbol.for("metarr.server");

export type RequestFacts = {
  /** The client's address; null when the application does not run behind server.ts. */
  address: string | null;
  isSameMachine: boolean;
  isHttps: boolean;
  /** With port, as the browser asked for it. */
  host: string | null;
  userAgent: string | null;
  origin: string | null;
  fetchSite: string | null;
  baseUrl: string | undefined;
};

/** What may be believed about a request. */
export function requestFacts(headers: Headers): RequestFacts {
  const isVetted = Boolean(Reflect.get(globalThis, vetted));
  return {
    address: isVetted ? headers.get(addressHeader) : null,
    isSameMachine: isVetted && headers.get(sameMachineHeader) === "1",
    isHttps: isVetted && headers.get("x-forwarded-proto") === "https",
    host: (isVetted && headers.get("x-forwarded-host")) || headers.get("host"),
    userAgent: headers.get("user-agent"),
    origin: headers.get("origin"),
    fetchSite: headers.get("sec-fetch-site"),
    baseUrl: env.BASE_URL,
  };
}
