"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import type { ActionResult } from "#app/_server/action.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { nameOfFilm } from "./format.ts";

const parts = [
  { part: "metadata", label: "Metadata", hint: "Titles, plot, dates, ratings, genres and studios." },
  { part: "artwork", label: "Artwork", hint: "What providers offer, and the choice among it." },
  { part: "cast", label: "Cast", hint: "Who acts and as whom." },
  { part: "trailer", label: "Trailer", hint: "What providers offer, and the best of it." },
] as const;
type Part = (typeof parts)[number]["part"];

const modes = [
  { value: "missing", label: "Fill gaps only", help: "What is there stays as it is." },
  {
    value: "replace",
    label: "Replace what is not locked",
    help: "The providers' values win, also over what lay on disk. Locked fields and pictures stay.",
  },
] as const;

export type RefreshDialogProps = {
  /** The film or series. */
  item: { title: string; year: number | null };
  open: boolean;
  onClose: () => void;
  /** Asks the server to begin. */
  refresh: (wanted: { parts: Part[]; mode: "missing" | "replace" }) => Promise<ActionResult<unknown>>;
};

/** Asks which parts to fetch anew, and what may change by that. */
export function RefreshDialog({ item, open, onClose, refresh }: RefreshDialogProps) {
  const [chosen, setChosen] = useState<readonly Part[]>(["metadata", "artwork", "cast", "trailer"]);
  const [mode, setMode] = useState<"missing" | "replace">("missing");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function toggle(part: Part, on: boolean) {
    setChosen(on ? [...chosen, part] : chosen.filter((each) => each !== part));
  }

  function submit() {
    setProblem(undefined);
    startTransition(async () => {
      const result = await answered(refresh({ parts: [...chosen], mode }));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      onClose();
      toastDone(`"${item.title}" is being refreshed`, { description: "The page shows the result by itself." });
    });
  }

  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title={`Refresh ${nameOfFilm(item)}`}
        description="Asks the providers again. Nothing that is locked changes."
        footer={
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" onClick={submit} pending={pending} disabled={chosen.length === 0}>
              Refresh
            </Button>
          </>
        }
      >
        <div className="grid gap-6">
          <fieldset className="grid gap-3">
            <legend className="mb-3 font-medium text-2 text-sm">What to fetch</legend>
            {parts.map(({ part, label, hint }) => (
              <CheckField
                key={part}
                label={label}
                hint={hint}
                checked={chosen.includes(part)}
                onChange={(on) => toggle(part, on)}
              />
            ))}
          </fieldset>
          <ChoiceList legend="What may change" choices={modes} value={mode} onChange={setMode} />
          {problem && <ErrorState layout="inline" title="The refresh was not started" description={problem} />}
        </div>
      </DialogContent>
    </Dialog>
  );
}
