"use client";

import { ListFilter } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { Card } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { FileRow } from "./file-row.tsx";
import type { FolderGroup, UnknownFile } from "./unknown-file.ts";

export type FolderCardProps = {
  group: FolderGroup;
  chosen: ReadonlySet<number>;
  onToggle: (files: readonly UnknownFile[], isChosen: boolean) => void;
  isAdmin: boolean;
  onOpen: (open: { dialog: "assign" | "pattern"; file: UnknownFile }) => void;
  /** Shows this folder alone; absent where it is alone already. */
  onNarrow: (() => void) | undefined;
};

/** The unknown files of one folder. */
export function FolderCard({ group, chosen, onToggle, isAdmin, onOpen, onNarrow }: FolderCardProps) {
  const { folder, files, libraryName } = group;
  const count = files.filter((file) => chosen.has(file.unknownFileId)).length;
  const all = count === 0 ? false : count === files.length ? true : "indeterminate";
  return (
    <Card aria-label={folder}>
      <header className="flex min-h-11 items-center gap-3 border-border border-b px-4 py-1">
        <Checkbox
          aria-label={`Select all in ${folder}`}
          checked={all}
          onCheckedChange={() => onToggle(files, all !== true)}
        />
        <h2 className="sr-only">{folder}</h2>
        <CopyPath path={folder} className="flex-1" />
        <span className="shrink-0 text-3 text-sm max-sm:hidden">{libraryName}</span>
        {onNarrow && (
          <IconButton label="Show this folder alone" size="icon-sm" onClick={onNarrow}>
            <ListFilter aria-hidden />
          </IconButton>
        )}
      </header>
      <ul aria-label="Files">
        {files.map((file) => (
          <FileRow
            key={file.unknownFileId}
            file={file}
            isChosen={chosen.has(file.unknownFileId)}
            onChoose={(isChosen) => onToggle([file], isChosen)}
            isAdmin={isAdmin}
            onOpen={(dialog) => onOpen({ dialog, file })}
          />
        ))}
      </ul>
    </Card>
  );
}
