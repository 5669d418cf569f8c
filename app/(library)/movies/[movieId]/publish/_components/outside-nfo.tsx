"use client";

import { Lock } from "lucide-react";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import type { OutsideDecision } from "#lib/publish/vocabulary.ts";
import { textOfValue } from "../../../../_components/value-text.ts";
import { decideAboutNfo } from "../actions.ts";
import type { PublishPreview } from "../queries.ts";

type ToDecide = Extract<Extract<PublishPreview, { problem: null }>["toDecide"][number], { kind: "nfo" }>;

/** An NFO that somebody changed outside, with what it says and what the film says: a person chooses. */
export function OutsideNfo({ movieId, toDecide }: { movieId: number; toDecide: ToDecide }) {
  const { path, isReadable, changes } = toDecide;
  const [chosen, setChosen] = useState<OutsideDecision>();
  const [pending, startTransition] = useTransition();

  function decide(decision: OutsideDecision) {
    setChosen(decision);
    startTransition(async () => {
      const result = await answered(decideAboutNfo({ movieId, path, decision }));
      if (!result.ok) toastFailed("Nothing was decided", { description: result.error.message });
      else if (decision === "take")
        toastDone("The film says what the NFO says", { description: "It can be undone in the history." });
      else toastDone("The film keeps its values", { description: "The changed NFO goes to the recycle bin." });
    });
  }

  return (
    <Card>
      <CardHeader
        title={`${path.split("/").at(-1)} was changed outside Metarr`}
        description={
          isReadable
            ? "Nothing is written to it until you decide which values are right."
            : "It cannot be read as an NFO, so nothing of it can be taken over. Mend the file, or replace it."
        }
      />
      {changes.length > 0 && (
        <ul aria-label="Differences" className="mt-3 divide-y divide-border border-border border-y">
          {changes.map(({ field, label, inFile, here, isLocked }) => (
            <li key={field} className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[9rem_1fr_1fr]">
              <span className="flex items-center gap-1.5 font-medium text-1">
                {label}
                {isLocked && <Lock role="img" aria-label="locked" className="size-3.5 text-lock" />}
              </span>
              <Value caption="In the file" value={inFile} />
              <Value caption="In Metarr" value={here} />
            </li>
          ))}
        </ul>
      )}
      {isReadable && changes.length === 0 && (
        <p className="mt-3 px-4 text-2 text-sm">Both say the same in every field that Metarr keeps.</p>
      )}
      <div className="flex flex-wrap gap-2 p-4">
        {isReadable && (
          <Button
            variant="primary"
            pending={pending && chosen === "take"}
            disabled={pending}
            onClick={() => decide("take")}
            className="max-md:w-full"
          >
            Use the values of the file
          </Button>
        )}
        <Button
          variant={isReadable ? "secondary" : "primary"}
          pending={pending && chosen === "replace"}
          disabled={pending}
          onClick={() => decide("replace")}
          className="max-md:w-full"
        >
          Replace the file with Metarr's values
        </Button>
      </div>
    </Card>
  );
}

function Value({ caption, value }: { caption: string; value: unknown }) {
  return (
    <p className="min-w-0">
      <span className="block text-3 text-xs">{caption}</span>
      <span className="wrap-anywhere line-clamp-4 text-2">{textOfValue(value)}</span>
    </p>
  );
}
