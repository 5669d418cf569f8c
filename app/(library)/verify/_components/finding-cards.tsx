"use client";

import { ShieldCheck, ShieldQuestionMark } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBar, FilterChip, ToggleChip } from "#components/filter-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import type { VerifyData } from "../queries.ts";
import { FindingCard } from "./finding-card.tsx";
import { askForRepair, putAside, repairThese } from "./finding-commands.ts";
import { type LookedAt, nothingFound } from "./nothing-found.ts";
import { RepairSafe } from "./repair-safe.tsx";
import { verifyParams } from "./verify-params.ts";

const nothingDismissed = {
  title: "Nothing was dismissed",
  description: "What you dismiss stays here until it is in order.",
  isInOrder: true,
};

type FindingCardsProps = {
  groups: VerifyData["groups"];
  libraries: readonly (LookedAt & { libraryId: number })[];
  library: number | null;
  show: "open" | "dismissed";
};

/** What was found, by kind, with what can be done to one, to chosen ones, to all of a kind and to all that is safe. */
export function FindingCards({ groups, libraries, library, show }: FindingCardsProps) {
  const [pending, startTransition] = useTransition();
  const [, setParams] = useQueryStates(verifyParams, { history: "replace", shallow: false, startTransition });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
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
  const empty = isOpen
    ? nothingFound(libraries.filter(({ libraryId }) => library === null || libraryId === library))
    : nothingDismissed;
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
        {isOpen && chosen.size === 0 && (
          <RepairSafe groups={groups} onRepair={(count) => askForRepair({ libraryId: library, count })} />
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
                onClick={() =>
                  run(() => repairThese({ libraryId: library, findingIds: [...chosen], count: chosen.size }))
                }
              >
                Repair
              </Button>
            )}
          </div>
        )}
      </div>
      {groups.length === 0 ? (
        <EmptyState
          icon={empty.isInOrder ? <ShieldCheck /> : <ShieldQuestionMark />}
          title={empty.title}
          description={empty.description}
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
