"use client";

import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Button } from "#components/ui/button.tsx";
import type { UnknownFilesData } from "../queries.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { FolderCard } from "./folder-card.tsx";
import { NoUnknownFiles } from "./no-unknown-files.tsx";
import { PatternDialog } from "./pattern-dialog.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { groupByFolder, type UnknownFile } from "./unknown-file.ts";
import { UnknownToolbar } from "./unknown-toolbar.tsx";
import { useMoreFiles } from "./use-more-files.ts";
import { useUnknownParams } from "./use-unknown-params.ts";

type Open = { dialog: "assign" | "pattern"; file: UnknownFile };

/** The unknown files by folder, with what can be done to one and to many. */
export function UnknownFiles({ data }: { data: UnknownFilesData }) {
  const controls = useUnknownParams();
  const { files, hasMore, loading, loadMore } = useMoreFiles(data.first, controls.params);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [open, setOpen] = useState<Open>();
  const selected = files.filter((file) => chosen.has(file.unknownFileId));

  function toggle(these: readonly UnknownFile[], isChosen: boolean) {
    const next = new Set(chosen);
    for (const { unknownFileId } of these) {
      if (isChosen) next.add(unknownFileId);
      else next.delete(unknownFileId);
    }
    setChosen(next);
  }
  const clear = () => {
    controls.forgetTyped();
    void controls.setParams(null);
  };

  return (
    <div className="grid gap-4">
      <UnknownToolbar controls={controls} data={data} />
      {files.length === 0 ? (
        <NoUnknownFiles params={controls.params} onClear={clear} />
      ) : (
        <div aria-busy={controls.pending} className={cn("grid gap-4", controls.pending && "opacity-60")}>
          {groupByFolder(files).map((group) => (
            <FolderCard
              key={group.folder}
              group={group}
              chosen={chosen}
              onToggle={toggle}
              isAdmin={data.isAdmin}
              onOpen={setOpen}
              onNarrow={
                controls.params.folder === group.folder
                  ? undefined
                  : () => void controls.setParams({ folder: group.folder })
              }
            />
          ))}
        </div>
      )}
      {hasMore && (
        <p className="flex justify-center">
          <Button pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </p>
      )}
      <SelectionBar
        files={selected}
        isAdmin={data.isAdmin}
        onClear={() => setChosen(new Set())}
        isIgnored={controls.params.show === "ignored"}
      />
      {open?.dialog === "assign" && (
        <AssignDialog file={open.file} libraries={data.libraries} onClose={() => setOpen(undefined)} />
      )}
      {open?.dialog === "pattern" && (
        <PatternDialog file={open.file} libraries={data.libraries} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}
