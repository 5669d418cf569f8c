"use client";

import { useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { type FindingKind, kindFacts } from "#lib/verify/vocabulary.ts";
import type { VerifyData } from "../queries.ts";
import { FindingRow } from "./finding-row.tsx";
import { findingPageSchema } from "./shown-finding.ts";

export type FindingCardProps = {
  group: VerifyData["groups"][number];
  library: number | null;
  show: "open" | "dismissed";
  chosen: ReadonlySet<number>;
  onToggle: (findingIds: readonly number[], isChosen: boolean) => void;
  isPending: boolean;
  onRepair: (request: ({ findingIds: number[] } | { kind: FindingKind }) & { count: number }) => void;
  onDismiss: (findingIds: number[]) => void;
};

/** The findings of one kind: what it means, all of them at once, and each by itself. */
export function FindingCard({
  group,
  library,
  show,
  chosen,
  onToggle,
  isPending,
  onRepair,
  onDismiss,
}: FindingCardProps) {
  const { kind, count } = group;
  const { label, help, verb } = kindFacts[kind];
  const [findings, setFindings] = useState(group.first.findings);
  const [hasMore, setHasMore] = useState(group.first.hasMore);
  const [loading, startLoading] = useTransition();
  const ids = findings.map(({ findingId }) => findingId);
  const picked = ids.filter((id) => chosen.has(id)).length;
  const all = picked === 0 ? false : picked === ids.length ? true : "indeterminate";

  const loadMore = () =>
    startLoading(async () => {
      const place = library === null ? "" : `&library=${library}`;
      try {
        const address = `/verify/list?kind=${kind}&show=${show}&after=${ids.at(-1) ?? 1}${place}`;
        const page = await getJson(address, findingPageSchema);
        setFindings((now) => [...now, ...page.findings]);
        setHasMore(page.hasMore);
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("More findings could not be loaded", { description });
      }
    });

  return (
    <Card aria-label={label}>
      <header className="flex flex-wrap items-start gap-x-3 gap-y-3 border-border border-b p-4">
        <Checkbox
          className="mt-0.5"
          aria-label={`Select all of: ${label}`}
          checked={all}
          onCheckedChange={() => onToggle(ids, all !== true)}
        />
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-medium text-1 text-base">
            {label} <span className="text-3 tabular-nums">{count.toLocaleString("en")}</span>
          </h2>
          <p className="mt-1 text-2 text-sm">{help}</p>
        </div>
        {verb !== null && show === "open" && count > 1 && (
          <Button
            size="sm"
            disabled={isPending}
            aria-label={`${verb}: all ${count.toLocaleString("en")} of: ${label}`}
            onClick={() => onRepair({ kind, count })}
          >
            {verb}: all {count.toLocaleString("en")}
          </Button>
        )}
      </header>
      <ul aria-label={label}>
        {findings.map((finding) => (
          <FindingRow
            key={finding.findingId}
            finding={finding}
            isOpen={show === "open"}
            isChosen={chosen.has(finding.findingId)}
            isPending={isPending}
            onChoose={(isChosen) => onToggle([finding.findingId], isChosen)}
            onRepair={() => onRepair({ findingIds: [finding.findingId], count: 1 })}
            onDismiss={() => onDismiss([finding.findingId])}
          />
        ))}
      </ul>
      {hasMore && (
        <CardFooter>
          <Button size="sm" pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}
