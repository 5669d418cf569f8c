"use client";

import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { SourceSaid } from "#lib/editing/compare-values.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import type { FieldSourceProps } from "./field-source.tsx";
import { SaidRow } from "./said-row.tsx";
import { useCompare } from "./use-compare.ts";

const names = new Intl.ListFormat("en", { type: "conjunction" });

/** What every source says of a field; one press takes it. */
export function CompareList(props: FieldSourceProps) {
  const { field, form, isChanged } = props;
  const { said, problem, taking, taken, take, load } = useCompare(props);
  if (said === undefined) {
    if (problem !== undefined) {
      return (
        <ErrorState
          layout="inline"
          title="The sources could not be read"
          description={problem}
          onRetry={load}
          className="mt-3"
        />
      );
    }
    return (
      <div role="status" aria-busy aria-label="Loading what the sources say" className="mt-3 grid gap-2">
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </div>
    );
  }
  const speaking = said.filter(({ value, status }) => value !== null || status !== "ok");
  const silent = said.filter((each) => !speaking.includes(each));
  return (
    <div className="grid gap-3">
      {speaking.length > 0 && (
        <ul aria-label="Sources" className="divide-y divide-border">
          {speaking.map((each) => (
            <SaidRow
              key={each.source}
              said={each}
              field={field}
              noun={form.noun}
              pending={taking === each.source}
              isHeld={taking !== undefined || taken}
              onTake={() => take(each.source)}
            />
          ))}
        </ul>
      )}
      {problem !== undefined && <ErrorState layout="inline" title="The value was not taken" description={problem} />}
      <p className="text-3 text-xs">{noteOf({ said, speaking, silent, noun: form.noun, isChanged })}</p>
    </div>
  );
}

function noteOf(params: {
  said: readonly SourceSaid[];
  speaking: readonly SourceSaid[];
  silent: readonly SourceSaid[];
  noun: string;
  isChanged: boolean;
}): string {
  const { said, speaking, silent, noun, isChanged } = params;
  if (said.length === 0) return `No provider was asked about this ${noun} yet, and there is no NFO of it.`;
  const who = names.format(silent.map(({ source }) => labelOfSource(source)));
  const quiet = silent.length === 0 ? "" : `${who} ${silent.length === 1 ? "says" : "say"} nothing about it. `;
  if (speaking.every(({ value }) => value === null)) return quiet.trim();
  const lock = "A value that is taken is locked.";
  return `${quiet}${isChanged ? `${lock} What you typed here goes.` : lock}`;
}
