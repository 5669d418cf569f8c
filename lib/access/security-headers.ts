/** Headers of every answer, whatever it is. Pages get the policy for their scripts from proxy.ts on top. */
export function fixedHeaders({ isHttps, path }: { isHttps: boolean; path: string }): [name: string, value: string][] {
  const headers: [string, string][] = [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ];
  // What an API route answers is data. A browser that is tricked into showing it as a page runs nothing of it.
  if (path.startsWith("/api/"))
    headers.push(["content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"]);
  if (isHttps) headers.push(["strict-transport-security", "max-age=31536000"]);
  return headers;
}

/**
 * The policy of a page: scripts run only with this page's nonce. Styles may be inline, because the parts that position
 * menus and toasts write style elements and attributes, and a style runs nothing.
 */
export function pagePolicy({ nonce, isDevelopment }: { nonce: string; isDevelopment: boolean }): string {
  const scripts = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])];
  const rules: Record<string, string> = {
    "default-src": "'self'",
    "script-src": scripts.join(" "),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "frame-src": "'none'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
