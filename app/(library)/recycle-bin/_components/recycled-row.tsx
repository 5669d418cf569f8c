"use client";

import { Eye, File, FileText, Film, Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { CopyPath } from "#components/copy-path.tsx";
import { Picture } from "#components/picture.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { nameOfRecycled, type RecycledFileRow } from "./recycled-file.ts";
import { RecycledSides } from "./recycled-sides.tsx";

const icons = { nfo: FileText, picture: File, video: Film, other: File } as const;

export type RecycledRowProps = {
  file: RecycledFileRow;
  selected: boolean;
  onSelectedChange: (selected: boolean) => void;
  restoring: boolean;
  onRestore: () => void;
  /** Deletes it for good; says why not in words. Absent for those who may not. */
  onPurge: (() => Promise<string | undefined>) | undefined;
};

/** A file of the bin: what it is, where it was, why it went, and the way back. */
export function RecycledRow({ file, selected, onSelectedChange, restoring, onRestore, onPurge }: RecycledRowProps) {
  const name = nameOfRecycled(file);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-2 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-72 items-center gap-3">
        <Checkbox
          aria-label={`Select ${name}`}
          checked={selected}
          onCheckedChange={(checked) => onSelectedChange(checked === true)}
        />
        <FilePicture file={file} />
        <div className="grid min-w-0 grid-cols-1 gap-0.5">
          <CopyPath path={file.originalPath} />
          <FileFacts file={file} />
        </div>
      </div>
      <div className="flex items-center gap-2 max-md:ml-auto">
        <Dialog>
          <DialogTrigger asChild>
            <IconButton label={`Look at ${name}`} size="icon-sm">
              <Eye aria-hidden />
            </IconButton>
          </DialogTrigger>
          <DialogContent title={name} description={file.reason ?? undefined} width="lg">
            <RecycledSides recycleId={file.recycleId} />
          </DialogContent>
        </Dialog>
        <Button size="sm" pending={restoring} onClick={onRestore}>
          <Undo2 aria-hidden />
          Put back
        </Button>
        {onPurge && (
          <ConfirmButton
            trigger={
              <IconButton label={`Delete ${name} for good`} size="icon-sm">
                <Trash2 aria-hidden />
              </IconButton>
            }
            title={`Delete ${name} for good?`}
            description="It leaves the recycle bin now and cannot be put back."
            confirmLabel="Delete for good"
            onConfirm={onPurge}
          />
        )}
      </div>
    </li>
  );
}

function FilePicture({ file }: { file: RecycledFileRow }) {
  const Icon = icons[file.kind];
  if (file.kind === "picture") {
    return (
      <Picture
        picture={{ src: `/recycle-bin/files/${file.recycleId}/picture?w=150` }}
        alt=""
        width={1}
        height={1}
        fit="contain"
        className="w-10 shrink-0 rounded-sm"
      />
    );
  }
  return (
    <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-sm bg-surface-2 text-3">
      <Icon className="size-4" />
    </span>
  );
}

function FileFacts({ file: { owner, ...file } }: { file: RecycledFileRow }) {
  return (
    <p className="wrap-anywhere text-3 text-xs">
      {file.reason && <span className="text-2">{file.reason} · </span>}
      {owner && (
        <>
          {owner.hasPage ? (
            <Link
              href={`/${owner.kind === "movie" ? "movies" : "series"}/${owner.id}`}
              className="rounded-sm text-accent underline underline-offset-4"
            >
              {owner.title}
            </Link>
          ) : (
            owner.title
          )}
          {" · "}
        </>
      )}
      {file.libraryName !== null && `${file.libraryName} · `}
      {file.sizeBytes !== null && `${bytesInWords(file.sizeBytes)} · `}
      removed <TimeAgo at={file.deletedAt} />
      {file.expiresAt && (
        <>
          {" · "}
          gone for good <TimeAgo at={file.expiresAt} inDays />
        </>
      )}
    </p>
  );
}
