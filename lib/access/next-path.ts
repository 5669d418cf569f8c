/** Carries the path of a page from proxy.ts to requireUser(); only used to come back after signing in. */
export const pathHeader = "x-metarr-path";

/**
 * Where to go after signing in: a path of this site and nothing else (S15). Anything that a browser could read as
 * another site, and anything unusual, becomes `/`.
 */
export function nextPath(wanted: unknown): string {
  if (typeof wanted !== "string" || wanted.length > 2000) return "/";
  // One slash and then neither slash nor backslash: `//host` and `/\host` name another site. Browsers drop tabs and
  // newlines anywhere in an address, so control characters and blanks are out altogether.
  if (!/^\/(?![/\\])[^\\\p{C}\s]*$/u.test(wanted)) return "/";
  const base = "http://metarr.invalid";
  if (!URL.canParse(wanted, base)) return "/";
  const url = new URL(wanted, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  if (/^\/(?:login|setup|api\/.*)$/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
