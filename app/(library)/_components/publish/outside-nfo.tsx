"use client";

import { Lock } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { kindOfNfo, type UnitRef } from "#lib/publish/vocabulary.ts";
import { textOfValue } from "../value-text.ts";
import { labelOfKind } from "./kind-label.ts";
import type { ShownToDecide } from "./show-to-decide.ts";
import { useDecide } from "./use-decide.ts";

type Nfo = Extract<ShownToDecide, { kind: "nfo" }>;

const messages = {
  take: { title: "Metarr says what the NFO says", description: "It can be undone in the history." },
  replace: { title: "Metarr keeps its values", description: "The changed NFO goes to the recycle bin." },
} as const;

const messagesOfSame = {
  take: { title: "What the file adds stays", description: "Metarr writes it into the NFO." },
  replace: messages.replace,
} as const;

type Props = { unit: UnitRef; toDecide: Nfo; onDecided?: (() => void) | undefined };

/** An NFO that somebody changed outside, with what it says and what Metarr says: a person chooses. */
export function OutsideNfo({ unit, toDecide, onDecided }: Props) {
  const { path, label, isReadable, changes } = toDecide;
  const isSame = isReadable && changes.length === 0;
  const { decide, pending } = useDecide({ unit, path, messages: isSame ? messagesOfSame : messages, onDecided });
  return (
    <Card>
      <CardHeader
        title={`${path.split("/").at(-1)} was changed outside Metarr`}
        description={`${label === labelOfKind(kindOfNfo) ? "" : `${label}. `}${aboutNfo({ isReadable, isSame })}`}
      />
      {changes.length > 0 && (
        <ul aria-label="Differences" className="mt-3 divide-y divide-border border-border border-y">
          {changes.map(({ entityType, entityId, field, label: name, inFile, here, isLocked }) => (
            <li
              key={`${entityType} ${entityId} ${field}`}
              className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[9rem_1fr_1fr]"
            >
              <span className="flex items-center gap-1.5 font-medium text-1">
                {name}
                {isLocked && <Lock role="img" aria-label="locked" className="size-3.5 text-lock" />}
              </span>
              <Value caption="In the file" value={inFile} />
              <Value caption="In Metarr" value={here} />
            </li>
          ))}
        </ul>
      )}
      {isSame && (
        <div className="mt-3 grid gap-1 px-4 text-2 text-sm">
          <p>Every field that the file has says what Metarr says. What differs is what it adds or leaves out.</p>
          <p>Keep what it adds: elements that Metarr does not know stay, and what it leaves out is written again.</p>
          <p>Replace it: the file goes to the recycle bin as it is, and Metarr's takes its place.</p>
        </div>
      )}
      <div className="flex flex-wrap gap-2 p-4">
        {isReadable && (
          <Button
            variant="primary"
            pending={pending === "take"}
            disabled={pending !== undefined}
            onClick={() => decide("take")}
            className="max-md:w-full"
          >
            {isSame ? "Keep what the file adds" : "Use the values of the file"}
          </Button>
        )}
        <Button
          variant={isReadable ? "secondary" : "primary"}
          pending={pending === "replace"}
          disabled={pending !== undefined}
          onClick={() => decide("replace")}
          className="max-md:w-full"
        >
          {isSame ? "Replace the file with Metarr's" : "Replace the file with Metarr's values"}
        </Button>
      </div>
    </Card>
  );
}

function aboutNfo({ isReadable, isSame }: { isReadable: boolean; isSame: boolean }): string {
  if (!isReadable)
    return "It cannot be read as an NFO, so nothing of it can be taken over. Mend the file, or replace it.";
  return isSame
    ? "Nothing is written to it until you decide."
    : "Nothing is written to it until you decide which values are right.";
}

function Value({ caption, value }: { caption: string; value: unknown }) {
  return (
    <p className="min-w-0">
      <span className="block text-3 text-xs">{caption}</span>
      <span className="wrap-anywhere line-clamp-4 text-2">{textOfValue(value)}</span>
    </p>
  );
}
