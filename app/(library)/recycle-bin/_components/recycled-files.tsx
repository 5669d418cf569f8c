"use client";

import { Recycle, Trash2, Undo2 } from "lucide-react";
import { answered } from "#app/_components/answered.ts";
import { cn } from "#components/cn.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { recycledPerCall } from "#lib/recycle/vocabulary.ts";
import { purgeFiles } from "../actions.ts";
import type { RecycleBinData } from "../queries.ts";
import { filesText, type RecycledFileRow } from "./recycled-file.ts";
import { isNarrowed } from "./recycled-params.ts";
import { RecycledRow } from "./recycled-row.tsx";
import { RecycledToolbar, useRecycledParams } from "./recycled-toolbar.tsx";
import { TakenDialog } from "./taken-dialog.tsx";
import { useRecycledFiles } from "./use-recycled-files.ts";
import { useRestore } from "./use-restore.ts";

/** The files of the bin, newest first. */
export function RecycledFiles({ data }: { data: RecycleBinData }) {
  const controls = useRecycledParams();
  const list = useRecycledFiles(data.first, controls.params);
  const restoring = useRestore(list.drop);
  const { files, selected } = list;
  const isWhole = !isNarrowed(controls.params);

  if (isWhole && data.total.files === 0) {
    return (
      <EmptyState
        icon={<Recycle />}
        title="The recycle bin is empty"
        description={`When Metarr replaces or removes a file, it comes here first and stays for ${daysText(data.retentionDays)}.`}
      />
    );
  }
  /** Deletes for good; answers with what went wrong. */
  const purge = async (these: readonly RecycledFileRow[]): Promise<string | undefined> => {
    const recycleIds = these.map(({ recycleId }) => recycleId);
    const answer = await answered(purgeFiles({ recycleIds }));
    if (!answer.ok) return answer.error.message;
    list.drop(answer.data.recycleIds);
    const [problem] = answer.data.problems;
    if (problem) return problem.message;
    toastDone(`${filesText(answer.data.recycleIds.length)} deleted for good`);
    return undefined;
  };
  const isAll = files.length > 0 && selected.length === files.length;

  return (
    <>
      <RecycledToolbar controls={controls} places={data.places} />
      <p role="status" className="mb-2 px-4 text-2 text-sm">
        {isWhole
          ? `${filesText(data.total.files)}, ${bytesInWords(data.total.sizeBytes)}. `
          : `${filesText(data.matching.files)} of ${filesText(data.total.files)}, ${bytesInWords(data.matching.sizeBytes)} of ${bytesInWords(data.total.sizeBytes)}. `}
        {`What comes here now stays for ${daysText(data.retentionDays)}.`}
      </p>
      {files.length === 0 ? (
        <EmptyState
          icon={<Recycle />}
          title="No file matches"
          description="Search for less, or choose other filters."
          action={
            <Button variant="primary" onClick={controls.clear}>
              Clear filters
            </Button>
          }
        />
      ) : (
        <div aria-busy={controls.pending} className={cn(controls.pending && "opacity-60")}>
          <div className="mb-2 flex min-h-8 flex-wrap items-center gap-3 px-4">
            {/* biome-ignore lint/a11y/noLabelWithoutControl: Checkbox is the control. */}
            <label className="flex items-center gap-3 text-2 text-sm">
              <Checkbox
                checked={isAll ? true : selected.length > 0 ? "indeterminate" : false}
                onCheckedChange={() => list.choose(isAll ? [] : files.map(({ recycleId }) => recycleId))}
              />
              {selected.length === 0 ? "Select all shown" : `${selected.length} selected`}
            </label>
            {selected.length > 0 && (
              <>
                <Button size="sm" pending={restoring.pending} onClick={() => restoring.putBack(selected)}>
                  <Undo2 aria-hidden />
                  {`Put back ${selected.length}`}
                </Button>
                {data.mayPurge && <PurgeMany files={selected.slice(0, recycledPerCall)} onPurge={purge} />}
              </>
            )}
          </div>
          <Card>
            <ul aria-label="Files">
              {files.map((file) => (
                <RecycledRow
                  key={file.recycleId}
                  file={file}
                  selected={selected.includes(file)}
                  onSelectedChange={(isChosen) => list.toggle(file.recycleId, isChosen)}
                  restoring={restoring.pending}
                  onRestore={() => restoring.putBack([file])}
                  onPurge={data.mayPurge ? () => purge([file]) : undefined}
                />
              ))}
            </ul>
          </Card>
        </div>
      )}
      {list.hasMore && (
        <p className="mt-4 flex justify-center">
          <Button pending={list.loading} onClick={list.loadMore}>
            Load more
          </Button>
        </p>
      )}
      <TakenDialog
        taken={restoring.taken}
        pending={restoring.pending}
        onReplace={(these) => restoring.putBack(these, true)}
        onLeave={restoring.leave}
      />
    </>
  );
}

const daysText = (days: number) => (days === 1 ? "1 day" : `${days} days`);

type PurgeManyProps = {
  files: readonly RecycledFileRow[];
  onPurge: (files: readonly RecycledFileRow[]) => Promise<string | undefined>;
};

function PurgeMany({ files, onPurge }: PurgeManyProps) {
  const sizeBytes = files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
  return (
    <ConfirmButton
      trigger={
        <Button size="sm" variant="ghost">
          <Trash2 aria-hidden />
          {`Delete ${files.length} for good`}
        </Button>
      }
      title={`Delete ${filesText(files.length)} for good?`}
      description={`They have ${bytesInWords(sizeBytes)}, leave the recycle bin now and cannot be put back.`}
      confirmLabel="Delete for good"
      onConfirm={() => onPurge(files)}
    />
  );
}
