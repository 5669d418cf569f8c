"use client";

import { Film, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { getJson } from "#app/_components/get-json.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { removableKinds } from "#lib/recycle/vocabulary.ts";
import { filmCache } from "../../movies/_components/film-cache.ts";
import { bringBack } from "../../removal-actions.ts";
import { showCache } from "../../series/_components/show-cache.ts";
import { keyOf, nameOfRemoved, type RemovedPage, type RemovedRow, removedPageSchema } from "./removed-item.ts";
import { RemovedItem } from "./removed-row.tsx";

/** Films, series and episodes that were removed, the latest first. */
export function RemovedItems({ first, mayPurge }: { first: RemovedPage; mayPurge: boolean }) {
  const router = useRouter();
  const [{ items, nextCursor }, setPage] = useState(first);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [loading, startLoading] = useTransition();
  const [restoring, startRestoring] = useTransition();

  if (items.length === 0) {
    return (
      <EmptyState
        icon={<Film />}
        title="Nothing was removed"
        description="What you remove, and films and series whose files have been missing for long, stay here for 30 days."
      />
    );
  }
  const isGone = (gone: readonly RemovedRow[]) => {
    const keys = new Set(gone.map(keyOf));
    setPage((page) => ({ ...page, items: page.items.filter((item) => !keys.has(keyOf(item))) }));
    setChosen((now) => new Set([...now].filter((key) => !keys.has(key))));
    // The numbers of the tabs.
    router.refresh();
  };
  const loadMore = () =>
    startLoading(async () => {
      try {
        const page = await getJson(
          `/recycle-bin/removed/list?cursor=${encodeURIComponent(nextCursor ?? "")}`,
          removedPageSchema,
        );
        setPage((now) => ({ items: [...now.items, ...page.items], nextCursor: page.nextCursor }));
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("More could not be loaded", { description });
      }
    });
  const restore = (wanted: readonly RemovedRow[]) => startRestoring(() => restoreRows(wanted, isGone));
  const selected = items.filter((item) => chosen.has(keyOf(item)));
  const isAll = selected.length === items.length;

  return (
    <>
      <div className="mb-3 flex min-h-8 flex-wrap items-center gap-3 px-4">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: Checkbox is the control. */}
        <label className="flex items-center gap-3 text-2 text-sm">
          <Checkbox
            checked={isAll ? true : selected.length > 0 ? "indeterminate" : false}
            onCheckedChange={() => setChosen(new Set(isAll ? [] : items.map(keyOf)))}
          />
          {selected.length === 0 ? "Select all" : `${selected.length} selected`}
        </label>
        {selected.length > 0 && (
          <Button size="sm" pending={restoring} onClick={() => restore(selected)}>
            <Undo2 aria-hidden />
            {`Restore ${selected.length}`}
          </Button>
        )}
      </div>
      <Card>
        <ul aria-label="Removed films and series">
          {items.map((item) => (
            <RemovedItem
              key={keyOf(item)}
              item={item}
              selected={chosen.has(keyOf(item))}
              onSelectedChange={(selected) =>
                setChosen((now) =>
                  selected ? new Set([...now, keyOf(item)]) : new Set([...now].filter((key) => key !== keyOf(item))),
                )
              }
              mayPurge={mayPurge}
              restoring={restoring}
              onRestore={() => restore([item])}
              onPurged={() => isGone([item])}
            />
          ))}
        </ul>
      </Card>
      {nextCursor !== null && (
        <p className="mt-4 flex justify-center">
          <Button pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}

/** Series come back before their episodes, which need them. */
async function restoreRows(wanted: readonly RemovedRow[], onRestored: (rows: RemovedRow[]) => void): Promise<void> {
  const back: RemovedRow[] = [];
  for (const kind of removableKinds) {
    const rows = wanted.filter((row) => row.kind === kind);
    if (rows.length === 0) continue;
    const answer = await answered(bringBack({ kind, ids: rows.map(({ id }) => id) }));
    if (answer.ok) {
      // Episodes in one file come back together.
      back.push(...rows);
      if (kind === "movie") filmCache.take(answer.data);
      if (kind === "series") showCache.take(answer.data);
    } else toastFailed("Not everything was restored", { description: answer.error.message });
  }
  if (back.length === 0) return;
  onRestored(back);
  const [only, ...others] = back;
  if (!only) return;
  const isAway = back.some(({ filesInBin }) => filesInBin > 0);
  toastDone(others.length === 0 ? `${nameOfRemoved(only)} is back` : `${back.length} are back`, {
    ...(isAway ? { description: "Files in the recycle bin are put back in a moment." } : {}),
  });
}
