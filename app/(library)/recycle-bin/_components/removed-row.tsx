"use client";

import { Trash2, Undo2 } from "lucide-react";
import { answered } from "#app/_components/answered.ts";
import { cachedPicture } from "#components/artwork-source.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { CopyPath } from "#components/copy-path.tsx";
import { Poster } from "#components/poster.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { purge } from "../../removal-actions.ts";
import { nameOfRemoved, type RemovedRow } from "./removed-item.ts";

export type RemovedItemProps = {
  item: RemovedRow;
  selected: boolean;
  onSelectedChange: (selected: boolean) => void;
  /** Whether this person may let it go for good. */
  mayPurge: boolean;
  restoring: boolean;
  onRestore: () => void;
  onPurged: () => void;
};

/** A removed film, series or episode: when and why it went, until when it can come back, and the way back. */
export function RemovedItem(props: RemovedItemProps) {
  const { item, selected, onSelectedChange, mayPurge, restoring, onRestore, onPurged } = props;
  const name = nameOfRemoved(item);
  const picture =
    item.posterHash === null ? null : cachedPicture({ hash: item.posterHash, thumbhash: item.posterThumbhash });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-b px-4 py-3 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-72 items-center gap-3">
        <Checkbox
          aria-label={`Select ${name}`}
          checked={selected}
          onCheckedChange={(checked) => onSelectedChange(checked === true)}
        />
        <Poster picture={picture} title={name} decorative sizes="40px" className="w-10 shrink-0 rounded-sm" />
        <div className="grid min-w-0 grid-cols-1 gap-0.5">
          <p title={name} className="truncate font-medium text-1 text-sm">
            {name}
          </p>
          <p className="wrap-anywhere text-3 text-xs">
            <span className="text-2">{whyText(item)}</span> <TimeAgo at={item.removedAt} />
            {" · "}
            gone for good <TimeAgo at={item.goneAt} inDays />
            {item.filesInBin > 0 && ` · ${item.filesInBin} of its files under Files`}
          </p>
          <CopyPath path={item.path} />
        </div>
      </div>
      <div className="flex items-center gap-2 max-md:ml-auto">
        <Button size="sm" pending={restoring} onClick={onRestore}>
          <Undo2 aria-hidden />
          Restore
        </Button>
        {mayPurge && (
          <ConfirmButton
            trigger={
              <IconButton label={`Remove ${name} for good now`} size="icon-sm">
                <Trash2 aria-hidden />
              </IconButton>
            }
            title={`Remove ${name} for good?`}
            description="Its metadata, edits, locks, history and cached pictures are deleted. Files of the library stay as they are. This cannot be taken back."
            confirmLabel="Remove for good"
            onConfirm={async () => {
              const answer = await answered(purge({ kind: item.kind, ids: [item.id] }));
              if (!answer.ok) return answer.error.message;
              toastDone(`${name} is gone for good`);
              onPurged();
              return undefined;
            }}
          />
        )}
      </div>
    </li>
  );
}

function whyText({ isVanished, removedBy }: RemovedRow): string {
  if (isVanished) return "Its file was missing in two scans, removed";
  return removedBy === null ? "Removed" : `Removed by ${removedBy}`;
}
