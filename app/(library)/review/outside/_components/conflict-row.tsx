"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Picture } from "#components/picture.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { nameOfFilm } from "../../../_components/format.ts";
import { isSettled } from "../../../_components/publish/is-settled.ts";
import { OutsideNfo } from "../../../_components/publish/outside-nfo.tsx";
import { OutsidePicture } from "../../../_components/publish/outside-picture.tsx";
import type { ShownToDecide } from "../../../_components/publish/show-to-decide.ts";
import { readSides } from "../actions.ts";
import type { ShownConflict } from "./shown-conflict.ts";

type Sides = { state: "read"; sides: ShownToDecide | null } | { state: "failed"; problem: string };

/** A file that was changed outside; both sides of it are read when somebody wants to see them. */
export function ConflictRow({ conflict, onDecided }: { conflict: ShownConflict; onDecided: () => void }) {
  const { conflictId, entityType, entityId, label, path, reason, foundAt, posterHash, posterThumbhash } = conflict;
  const [found, setFound] = useState<Sides>();
  const [pending, startTransition] = useTransition();
  const name = nameOfFilm(conflict);
  const href = `/${entityType === "movie" ? "movies" : "series"}/${entityId}/publish`;
  const compare = () =>
    startTransition(async () => {
      const result = await answered(readSides({ conflictId }));
      if (!result.ok && isSettled(result.error)) {
        toastDone("This was decided meanwhile");
        onDecided();
        return;
      }
      setFound(result.ok ? { state: "read", sides: result.data } : { state: "failed", problem: result.error.message });
    });
  return (
    <li className="grid grid-cols-1 gap-4 px-4 py-3">
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-3 md:grid-cols-[2.5rem_minmax(0,1fr)_auto]">
        <Picture
          picture={posterHash === null ? null : cachedPicture({ hash: posterHash, thumbhash: posterThumbhash })}
          alt=""
          width={2}
          height={3}
          sizes="40px"
        />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={href} className="min-w-0 truncate rounded-sm font-medium text-1 hover:underline">
              {name}
            </Link>
            <Badge tone="outline">{label}</Badge>
          </p>
          <p className="text-2 text-sm">{`${reason}.`}</p>
          <p className="text-3 text-xs">
            {conflict.libraryName} · found <TimeAgo at={foundAt} />
          </p>
          <CopyPath path={path} />
        </div>
        {found?.state !== "read" && (
          <Button pending={pending} onClick={compare} className="max-md:col-span-2">
            Compare<span className="sr-only">{` ${label} of ${name}`}</span>
          </Button>
        )}
      </div>
      {found?.state === "failed" && (
        <ErrorState layout="inline" title="Both sides could not be read" description={found.problem} />
      )}
      {found?.state === "read" && found.sides === null && (
        <p className="text-2 text-sm">
          The file is as Metarr knows it by now, or its library decides by itself. The next publish takes it off this
          list.
        </p>
      )}
      {found?.state === "read" && found.sides !== null && (
        <Decision unit={{ entityType, entityId }} toDecide={found.sides} onDecided={onDecided} />
      )}
    </li>
  );
}

type DecisionProps = {
  unit: Pick<ShownConflict, "entityType" | "entityId">;
  toDecide: ShownToDecide;
  onDecided: () => void;
};

function Decision({ unit, toDecide, onDecided }: DecisionProps) {
  return toDecide.kind === "nfo" ? (
    <OutsideNfo unit={unit} toDecide={toDecide} onDecided={onDecided} />
  ) : (
    <OutsidePicture unit={unit} toDecide={toDecide} onDecided={onDecided} />
  );
}
