import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "#lib/access/next-path.ts";
import { pagePolicy } from "#lib/access/security-headers.ts";

/** Pages that people without a session see. */
const openPages = /^\/(login|setup)(\/|$)/;

const sessionCookies = ["next-auth.session-token", "__Secure-next-auth.session-token"];

/**
 * Saves people without any cookie a rendering, and gives each page the nonce of its scripts. It decides no access: that
 * is done by requireUser(), action() and route(), which hold without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname + request.nextUrl.search;
  if (!openPages.test(request.nextUrl.pathname) && !sessionCookies.some((name) => request.cookies.has(name))) {
    const target = request.nextUrl.clone();
    target.pathname = "/login";
    target.search = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
    return NextResponse.redirect(target);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy({ nonce, isDevelopment: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(pathHeader, path);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // Everything but programs' interfaces, built files and public/.
  matcher: ["/((?!api/|_next/static/|_next/image|icon\\.svg$|icons/|manifest\\.webmanifest$|favicon\\.ico$).*)"],
};
