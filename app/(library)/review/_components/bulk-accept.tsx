"use client";

import { ListChecks } from "lucide-react";
import { useEffect, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { SureItem } from "#lib/review/vocabulary.ts";
import { nameOfFilm } from "../../_components/format.ts";
import { acceptMatches, previewMatches } from "../actions.ts";
import { bulkMax, readScore, restText, scoreMax, scoreMin } from "./bulk-score.ts";

const usualScore = "80";
/** A moment after the last key, so that not every digit is asked about. */
const settleMs = 250;

export type BulkAccepted = {
  eventIds: number[];
  /** Items that stay as they are. */
  left: number;
  problem: string | null;
};

/** Takes the best candidate of all items at once whose best is sure enough, and says before what each would become. */
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

type Preview = { score: number; items: number; listed: readonly SureItem[] };

function Choice({ onAccepted }: { onAccepted: (accepted: BulkAccepted) => Promise<void> }) {
  const [typed, setTyped] = useState(usualScore);
  const score = readScore(typed);
  const { preview, problem, setProblem } = usePreview(score);
  const [pending, setPending] = useState(false);

  async function accept() {
    if (score === undefined) return;
    setPending(true);
    const result = await answered(acceptMatches({ score }));
    setPending(false);
    if (result.ok) await onAccepted(result.data);
    else setProblem(result.error.message);
  }

  const items = preview?.items;
  return (
    <div className="grid gap-4 pt-1">
      <Field
        label="Score from"
        error={score === undefined ? `Type a number from ${scoreMin} to ${scoreMax}.` : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={scoreMin}
            max={scoreMax}
            className="w-40"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {score !== undefined && (
        <p role="status" className="text-2">
          {items === undefined
            ? "Counting."
            : items === 0
              ? "No item has a candidate that good."
              : items === 1
                ? "1 item has a candidate that good."
                : `${items.toLocaleString("en")} items have a candidate that good.`}
        </p>
      )}
      {preview && preview.items > 0 && <SureList preview={preview} />}
      {problem && <p className="text-danger text-sm">{problem}</p>}
      <Button variant="primary" className="w-fit" pending={pending} disabled={!items} onClick={accept}>
        {items ? `Accept ${items === 1 ? "1 item" : `${Math.min(items, bulkMax)} items`}` : "Accept"}
      </Button>
    </div>
  );
}

/** What would become of them, the least sure first. */
function SureList({ preview: { items, listed } }: { preview: Preview }) {
  const rest = restText({ items, listed: listed.length });
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      aria-label="What would be taken"
      className="max-h-72 overflow-auto rounded-lg border border-border"
    >
      <ul className="divide-y divide-border">
        {listed.map((item) => (
          <li key={item.candidateId} className="px-3 py-2 text-sm">
            <span className="wrap-anywhere block text-2">{item.name}</span>
            <span className="flex items-baseline justify-between gap-3">
              <span className="wrap-anywhere min-w-0 font-medium text-1">→ {nameOfFilm(item)}</span>
              <span className="shrink-0 text-3 text-xs tabular-nums">{Math.round(item.score)} of 100</span>
            </span>
          </li>
        ))}
      </ul>
      {rest && <p className="border-border border-t px-3 py-2 text-2 text-sm">{rest}</p>}
    </section>
  );
}

/** What a score would take. Undefined until that is known, and while no score is typed. */
function usePreview(score: number | undefined) {
  const [known, setKnown] = useState<Preview>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setProblem(undefined);
    if (score === undefined) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await answered(previewMatches({ score }));
      if (!isCurrent) return;
      if (result.ok) setKnown({ score, ...result.data });
      else setProblem(result.error.message);
    }, settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [score]);
  return { preview: known !== undefined && known.score === score ? known : undefined, problem, setProblem };
}
