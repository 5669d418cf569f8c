"use client";

import { ShieldCheck } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBar, FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { kindFacts } from "#lib/verify/vocabulary.ts";
import type { VerifyData } from "../queries.ts";
import { FindingCard } from "./finding-card.tsx";
import { putAside, repairThese } from "./finding-commands.ts";
import { verifyParams } from "./verify-params.ts";

type FindingCardsProps = {
  groups: VerifyData["groups"];
  libraries: readonly { libraryId: number; name: string }[];
  library: number | null;
  show: "open" | "dismissed";
};

/** What was found, by kind, with what can be done to one, to chosen ones, to all of a kind and to all that is safe. */
export function FindingCards({ groups, libraries, library, show }: FindingCardsProps) {
  const [pending, startTransition] = useTransition();
  const [, setParams] = useQueryStates(verifyParams, { history: "replace", shallow: false, startTransition });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const safe = groups.reduce((sum, { kind, count }) => sum + (kindFacts[kind].isSafe ? count : 0), 0);
  const run = (work: () => Promise<void>) =>
    startTransition(async () => {
      await work();
      setChosen(new Set());
    });
  const toggle = (ids: readonly number[], isChosen: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      for (const id of ids) {
        if (isChosen) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  const isOpen = show === "open";
  return (
    <section aria-label="Findings" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <FilterBar>
          <ToggleChip label="Open" pressed={isOpen} onPressedChange={() => void setParams({ show: null })} />
          <ToggleChip
            label="Dismissed"
            pressed={!isOpen}
            onPressedChange={() => void setParams({ show: "dismissed" })}
          />
          {libraries.length > 1 && (
            <FilterChip
              label="Library"
              options={libraries.map(({ libraryId, name }) => ({ value: String(libraryId), label: name }))}
              selected={library === null ? [] : [String(library)]}
              onSelectedChange={(selected) => {
                const last = selected.at(-1);
                void setParams({ library: last === undefined ? null : Number(last) });
              }}
            />
          )}
        </FilterBar>
        {isOpen && safe > 0 && chosen.size === 0 && (
          <Button variant="primary" pending={pending} onClick={() => run(() => repairThese({ libraryId: library }))}>
            Repair all that is safe
          </Button>
        )}
        {chosen.size > 0 && (
          <div className="flex flex-wrap items-center gap-2">
            <span role="status" className="text-2 text-sm">
              {chosen.size.toLocaleString("en")} chosen
            </span>
            <Button disabled={pending} onClick={() => run(() => putAside([...chosen], isOpen))}>
              {isOpen ? "Dismiss" : "List again"}
            </Button>
            {isOpen && (
              <Button
                variant="primary"
                pending={pending}
                onClick={() => run(() => repairThese({ libraryId: library, findingIds: [...chosen] }))}
              >
                Repair
              </Button>
            )}
          </div>
        )}
      </div>
      {groups.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck />}
          title={isOpen ? "Everything is as it should be" : "Nothing was dismissed"}
          description={
            isOpen
              ? "Whatever the next look finds stands here, with its repair."
              : "What you dismiss stays here until it is in order."
          }
        />
      ) : (
        groups.map((group) => (
          <FindingCard
            key={`${group.kind} ${group.count} ${group.first.findings[0]?.findingId}`}
            group={group}
            library={library}
            show={show}
            chosen={chosen}
            onToggle={toggle}
            isPending={pending}
            onRepair={(request) => run(() => repairThese({ libraryId: library, ...request }))}
            onDismiss={(ids) => run(() => putAside(ids, isOpen))}
          />
        ))
      )}
    </section>
  );
}
