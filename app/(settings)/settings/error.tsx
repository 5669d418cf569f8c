"use client";

import { ErrorState } from "#components/error-state.tsx";

/** What a page of the settings shows when it fails. The list of pages beside it stays. */
export default function SettingsError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <ErrorState
      heading="h1"
      title="These settings could not be shown"
      description="The server had a problem with this page; nothing was changed. Try again; if it stays, the log says more under the reference below."
      onRetry={retry}
      reference={digest}
    />
  );
}
