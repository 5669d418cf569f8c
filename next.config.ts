import type { NextConfig } from "next";

const config: NextConfig = {
  // Read here and not in lib/env.ts: the build runs this file before anything is configured, and must not ask for a database.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // They start their own connections and find their files at run time; the other native packages are known to Next.
  serverExternalPackages: ["pg-boss", "postgres"],
  // Artwork has its own route with sizes made once; Next's optimizer would make them again.
  images: { unoptimized: true },
  poweredByHeader: false,
  // forbidden() answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  // Typed links are off: filters live in the query string, so most links are strings that only exist at run time.
  typedRoutes: false,
  // npm run check reads the types, of every folder; a build for use need not wait for that again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
};

export default config;
