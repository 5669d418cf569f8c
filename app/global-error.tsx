"use client";

import { GeistSans } from "geist/font/sans";
import { ErrorState } from "#components/error-state.tsx";
import "./globals.css";

/** The last resort, when the root layout itself fails: a document of its own, in the dark theme. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="en" className={GeistSans.variable}>
      <body>
        <title>Metarr has a problem</title>
        <main className="grid min-h-dvh place-items-center">
          <ErrorState
            heading="h1"
            title="Metarr could not start this page"
            description="The server may be restarting. Wait a moment and try again; if it stays, the log says more."
            onRetry={retry}
            reference={reference}
          />
        </main>
      </body>
    </html>
  );
}
