"use client";

import { Check, TriangleAlert } from "lucide-react";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { SourceSaid } from "#lib/editing/compare-values.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import type { FormField } from "./edit-actions.ts";
import { ValueView } from "./value-view.tsx";

export type SaidRowProps = {
  said: SourceSaid;
  field: FormField;
  noun: string;
  /** It is being taken. */
  pending: boolean;
  /** Another one is. */
  isHeld: boolean;
  onTake: () => void;
};

/** What one source says: who, when, the value, and the button that takes it. */
export function SaidRow({ said, field, noun, pending, isHeld, onTake }: SaidRowProps) {
  const label = labelOfSource(said.source);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 py-3">
      <p className="flex min-h-7 flex-wrap items-center gap-x-2 text-sm touch:min-h-11">
        <span className="font-medium text-1">{label}</span>
        {said.at && <TimeAgo at={said.at} className="text-3 text-xs" />}
      </p>
      {said.isInForce ? (
        <Badge tone="positive" className="mt-1 touch:mt-3">
          <Check aria-hidden />
          In use
        </Badge>
      ) : (
        said.value !== null && (
          <Button
            size="sm"
            pending={pending}
            disabled={isHeld && !pending}
            onClick={onTake}
            aria-label={`Take ${field.label} from ${label}`}
          >
            Take
          </Button>
        )
      )}
      {said.status === "missing" && <p className="col-span-2 text-2 text-sm">Does not have this {noun}.</p>}
      {said.status === "failed" && (
        <p className="col-span-2 flex items-start gap-2 text-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 break-words">
            Could not be asked the last time{said.error ? `: ${said.error}` : "."}
            {said.value !== null && " Before that it said:"}
          </span>
        </p>
      )}
      {said.value !== null && (
        <div className="col-span-2 min-w-0">
          <ValueView value={said.value} kind={field.kind} />
        </div>
      )}
    </li>
  );
}
