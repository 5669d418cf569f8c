"use client";

import Link from "next/link";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** What a page shows when it fails. The message of a server error stays in the log; its digest finds it there. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <ErrorState
        heading="h1"
        title="This page could not be shown"
        description="The server had a problem with it. Try again; if it stays, the log says more under the reference below."
        onRetry={retry}
        reference={digestOf(error)}
        action={
          <Button asChild variant="ghost">
            <Link href="/">Go to the dashboard</Link>
          </Button>
        }
      />
    </div>
  );
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error ? String(error.digest) : undefined;
}
