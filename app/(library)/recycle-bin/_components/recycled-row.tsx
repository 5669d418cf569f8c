"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { formatBytes } from "../../_components/format.ts";
import { restore } from "../actions.ts";
import type { RecycledFileRow } from "./recycled-file.ts";

/** A file of the bin: where it was, why it went, and the way back. */
export function RecycledRow({ file, onRestored }: { file: RecycledFileRow; onRestored: () => void }) {
  const [pending, startTransition] = useTransition();
  const [conflict, setConflict] = useState<string>();

  const putBack = (overwrite: boolean) =>
    startTransition(async () => {
      const answer = await answered(restore({ recycleId: file.recycleId, overwrite }));
      if (answer.ok) {
        setConflict(undefined);
        toastDone("The file is back", { description: answer.data.path });
        onRestored();
        // With a path: something else lies there by now. Without one nothing can be chosen.
      } else if (answer.error.code === "conflict" && answer.error.details?.path && !overwrite)
        setConflict(answer.error.message);
      else toastFailed("The file was not put back", { description: answer.error.message });
    });

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-2 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <CopyPath path={file.originalPath} />
        <p className="text-3 text-xs">
          {file.reason && <span className="text-2">{file.reason} · </span>}
          {file.sizeBytes !== null && `${formatBytes(file.sizeBytes)} · `}
          removed <TimeAgo at={file.deletedAt} />
          {file.expiresAt && (
            <>
              {" · "}
              gone for good <TimeAgo at={file.expiresAt} />
            </>
          )}
          {file.movieId !== null && (
            <>
              {" · "}
              <Link href={`/movies/${file.movieId}`} className="rounded-sm text-accent underline underline-offset-4">
                {file.movieTitle ?? "Film"}
              </Link>
            </>
          )}
        </p>
      </div>
      <Button size="sm" pending={pending} onClick={() => putBack(false)}>
        <Undo2 aria-hidden />
        Put back
      </Button>
      <Dialog open={conflict !== undefined} onOpenChange={(open) => !open && setConflict(undefined)}>
        <DialogContent
          title="Replace the file that is there?"
          description={conflict}
          width="sm"
          footer={
            <>
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button variant="primary" pending={pending} onClick={() => putBack(true)}>
                Replace it
              </Button>
            </>
          }
        >
          <p className="text-2">The file that lies there now goes to the recycle bin, so nothing is lost.</p>
        </DialogContent>
      </Dialog>
    </li>
  );
}
