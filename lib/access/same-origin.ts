/** Methods that change nothing, and so need no proof of where they come from. */
const safeMethods = ["GET", "HEAD", "OPTIONS"];

export const isSafeMethod = (method: string): boolean => safeMethods.includes(method.toUpperCase());

export type OriginFacts = {
  origin: string | null | undefined;
  /** The host the browser asked for, as the server vetted it. */
  host: string | null | undefined;
  /** Sec-Fetch-Site, which browsers set and pages cannot. */
  fetchSite?: string | null | undefined;
  baseUrl?: string | undefined;
};

/**
 * True when a request that changes something comes from a page of this site (S11). The scheme is not compared: behind an
 * undeclared TLS proxy the browser says https and this server cannot know it. No Origin and no Sec-Fetch-Site is a no.
 */
export function isSameOrigin({ origin, host, fetchSite, baseUrl }: OriginFacts): boolean {
  if (!origin) return fetchSite === "same-origin";
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  if (baseUrl && url.origin === new URL(baseUrl).origin) return true;
  return Boolean(host) && url.host === host?.toLowerCase().replace(url.protocol === "https:" ? /:443$/ : /:80$/, "");
}
