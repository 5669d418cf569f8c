"use client";

import { EyeOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { getJson } from "#app/_components/get-json.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { forget } from "../actions.ts";
import { type ExcludedPage, excludedPageSchema } from "./excluded-path.ts";

/** What scans pass over because a person removed it, the latest first. */
export function ExcludedPaths({ first }: { first: ExcludedPage }) {
  const router = useRouter();
  const [paths, setPaths] = useState(first.paths);
  const [hasMore, setHasMore] = useState(first.hasMore);
  const [loading, startLoading] = useTransition();
  const last = paths.at(-1)?.exclusionId;

  if (paths.length === 0) {
    return (
      <EmptyState
        icon={<EyeOff />}
        title="Scans pass nothing over"
        description="When you remove a film or series and keep its files, its folder or file is listed here, so that no scan brings it back."
      />
    );
  }
  const isForgotten = (exclusionId: number) => {
    setPaths((now) => now.filter((one) => one.exclusionId !== exclusionId));
    // The number of the tab.
    router.refresh();
  };
  const loadMore = () =>
    startLoading(async () => {
      try {
        const page = await getJson(`/recycle-bin/excluded/list?before=${last}`, excludedPageSchema);
        setPaths((now) => [...now, ...page.paths]);
        setHasMore(page.hasMore);
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("Older exclusions could not be loaded", { description });
      }
    });
  return (
    <>
      <Card>
        <ul aria-label="Excluded from scans">
          {paths.map((path) => (
            <ExcludedRow key={path.exclusionId} path={path} onForgotten={() => isForgotten(path.exclusionId)} />
          ))}
        </ul>
      </Card>
      {hasMore && (
        <p className="mt-4 flex justify-center">
          <Button pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}

function ExcludedRow({ path, onForgotten }: { path: ExcludedPage["paths"][number]; onForgotten: () => void }) {
  const [pending, startTransition] = useTransition();
  const onForget = () =>
    startTransition(async () => {
      const answer = await answered(forget({ exclusionId: path.exclusionId }));
      if (!answer.ok) {
        toastFailed("The exclusion stays", { description: answer.error.message });
        return;
      }
      onForgotten();
      toastDone("The exclusion is forgotten", {
        description: `The next scan of ${path.libraryName} brings back what lies there.`,
      });
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-2 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        {path.title !== null && <p className="truncate font-medium text-1 text-sm">{path.title}</p>}
        <CopyPath path={path.path} />
        <p className="text-3 text-xs">
          {path.libraryName} · since <TimeAgo at={path.excludedAt} />
          {path.excludedBy !== null && ` · by ${path.excludedBy}`}
        </p>
      </div>
      <Button size="sm" pending={pending} onClick={onForget}>
        Forget
      </Button>
    </li>
  );
}
