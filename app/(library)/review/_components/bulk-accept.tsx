"use client";

import { ListChecks } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { acceptMatches, countMatches } from "../actions.ts";

const usualScore = 80;
/** A moment after the last key, so that not every digit is asked about. */
const settleMs = 250;

export type BulkAccepted = {
  eventIds: number[];
  /** Items that stay as they are. */
  left: number;
  problem: string | null;
};

/** Takes the best candidate of all items at once whose best is sure enough, and says before how many that are. */
export function BulkAccept({ onAccepted }: { onAccepted: (accepted: BulkAccepted) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ListChecks aria-hidden />
        Accept several
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent
          title="Accept the best candidates"
          description="Of every item whose best candidate has at least this score, that one is taken. Where two are as good as each other, none is. You can take it back."
        >
          {open && (
            <Choice
              onAccepted={async (accepted) => {
                setOpen(false);
                await onAccepted(accepted);
              }}
            />
          )}
        </DialogContent>
      </Dialog>
    </>
  );
}

function Choice({ onAccepted }: { onAccepted: (accepted: BulkAccepted) => Promise<void> }) {
  const [score, setScore] = useState(usualScore);
  const [counted, setCounted] = useState<{ score: number; items: number }>();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  const scoreId = useId();
  useEffect(() => {
    const timer = setTimeout(async () => {
      const result = await answered(countMatches({ score }));
      setProblem(result.ok ? undefined : result.error.message);
      if (result.ok) setCounted({ score, items: result.data.items });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [score]);

  async function accept() {
    setPending(true);
    const result = await answered(acceptMatches({ score }));
    setPending(false);
    if (result.ok) await onAccepted(result.data);
    else setProblem(result.error.message);
  }

  const items = counted?.score === score ? counted.items : undefined;
  return (
    <div className="grid gap-4 pt-1">
      <div className="grid w-40 gap-1">
        <label htmlFor={scoreId} className="font-medium text-1 text-sm">
          Score from
        </label>
        <Input
          id={scoreId}
          type="number"
          inputMode="numeric"
          min={0}
          max={100}
          value={score}
          onChange={(event) => setScore(Math.min(100, Math.max(0, Number(event.target.value) || 0)))}
        />
      </div>
      <p role="status" className="text-2">
        {items === undefined
          ? "Counting."
          : items === 0
            ? "No item has a candidate that good."
            : items === 1
              ? "1 item has a candidate that good."
              : `${items.toLocaleString("en")} items have a candidate that good.`}
      </p>
      {problem && <p className="text-danger text-sm">{problem}</p>}
      <Button variant="primary" className="w-fit" pending={pending} disabled={!items} onClick={accept}>
        {items ? `Accept ${items === 1 ? "1 item" : `${Math.min(items, 500)} items`}` : "Accept"}
      </Button>
    </div>
  );
}
