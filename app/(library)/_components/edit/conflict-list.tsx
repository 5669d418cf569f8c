"use client";

import { useState } from "react";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { textOfValue } from "../value-text.ts";

export type Conflict = { field: string; label: string; yours: unknown; theirs: unknown };
export type Side = "yours" | "theirs";

export type ConflictListProps = {
  conflicts: readonly Conflict[];
  onCancel: () => void;
  /** What to keep, by field. */
  onDecide: (sides: ReadonlyMap<string, Side>) => void;
};

/** The same fields were saved elsewhere: both values beside each other, and the person chooses. */
export function ConflictList({ conflicts, onCancel, onDecide }: ConflictListProps) {
  const [sides, setSides] = useState<ReadonlyMap<string, Side>>(new Map());
  return (
    <Dialog open onOpenChange={(open) => !open && onCancel()}>
      <DialogContent
        width="lg"
        title="Changed meanwhile"
        description="While this form was open, the same fields were saved with other values. Choose which ones to keep."
        footer={
          <>
            <Button variant="ghost" onClick={onCancel}>
              Go back to the form
            </Button>
            <Button variant="primary" disabled={sides.size < conflicts.length} onClick={() => onDecide(sides)}>
              Save these choices
            </Button>
          </>
        }
      >
        <div className="grid gap-6">
          {conflicts.map(({ field, label, yours, theirs }) => (
            <ChoiceList
              key={field}
              legend={label}
              choices={[
                { value: "yours", label: "Yours", help: textOfValue(yours) },
                { value: "theirs", label: "Saved meanwhile", help: textOfValue(theirs) },
              ]}
              value={sides.get(field) ?? "none"}
              onChange={(side) => side !== "none" && setSides(new Map(sides).set(field, side))}
            />
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** The conflicts that a refused save names. */
export function conflictsOf(details: Record<string, unknown> | undefined): Conflict[] {
  const found = details?.conflicts;
  return Array.isArray(found) ? found.filter(isConflict) : [];
}

function isConflict(value: unknown): value is Conflict {
  if (typeof value !== "object" || value === null || !("field" in value && "label" in value)) return false;
  return typeof value.field === "string" && typeof value.label === "string" && "yours" in value && "theirs" in value;
}
