"use client";

import { ErrorState } from "#components/error-state.tsx";

/** A tab that fails leaves the head of the set and the other tabs as they are. */
export default function CollectionError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <ErrorState
      title="This part of the set could not be shown"
      description="The server had a problem with it. Try again; the other tabs still work."
      onRetry={retry}
      reference={digest}
    />
  );
}
