"use client";

import { Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ErrorState } from "#components/error-state.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { TagInput } from "../../_components/edit/tag-input.tsx";
import { filmsText } from "../../_components/texts.ts";
import { applyUndo, previewUndo } from "../../undo/actions.ts";
import { editChosenFilms } from "../actions.ts";
import {
  type BulkRow,
  bulkFieldChoices,
  editOf,
  freeChoices,
  isListField,
  lockChoices,
  newRow,
  waysOf,
} from "./bulk-edit-rows.ts";
import { filmCache } from "./film-cache.ts";

type Props = { movieIds: readonly number[]; onClose: () => void };

/** Changes fields of many films as one command, which can be taken back as one. */
export function BulkEditDialog({ movieIds, onClose }: Props) {
  const router = useRouter();
  const [rows, setRows] = useState<readonly BulkRow[]>([newRow(0)]);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const change = (key: number, next: Partial<BulkRow>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const add = () => {
    const key = Math.max(...rows.map((row) => row.key)) + 1;
    const free = bulkFieldChoices.find(({ value }) => !rows.some(({ field }) => field === value));
    setRows([...rows, newRow(key, free?.value ?? "lock")]);
  };

  const save = () =>
    startTransition(async () => {
      const wanted = editOf(rows);
      if ("problem" in wanted) {
        setProblem(wanted.problem);
        return;
      }
      const answer = await answered(editChosenFilms({ movieIds: [...movieIds], edit: wanted.edit }));
      if (!answer.ok) {
        setProblem(answer.error.message);
        return;
      }
      onClose();
      const done = answer.data;
      if ("jobId" in done) {
        toastDone(`${filmsText(movieIds.length)} are being edited`, { description: "A job does it." });
        router.push(`/activity/${done.jobId}`);
        return;
      }
      const refresh = () => {
        filmCache.refresh(movieIds);
        router.refresh();
      };
      refresh();
      if (done.films === 0) toastDone("They are so already");
      else toastDone(`${filmsText(done.films)} edited`, { onUndo: () => void takeBack(done.batch, refresh) });
    });

  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <DialogContent
        width="lg"
        title={`Edit ${filmsText(movieIds.length)}`}
        description="What you change is locked. It can be taken back for all of them together."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} onClick={save}>
              Edit {filmsText(movieIds.length)}
            </Button>
          </>
        }
      >
        <ul aria-label="Changes" className="grid gap-3">
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              rows={rows}
              onChange={(next) => change(row.key, next)}
              onRemove={rows.length > 1 ? () => setRows(rows.filter(({ key }) => key !== row.key)) : undefined}
            />
          ))}
        </ul>
        <Button variant="ghost" className="mt-3" onClick={add}>
          <Plus aria-hidden />
          Another field
        </Button>
        {problem && <ErrorState layout="inline" className="mt-4" title="Nothing was changed" description={problem} />}
      </DialogContent>
    </Dialog>
  );
}

type RowProps = {
  row: BulkRow;
  rows: readonly BulkRow[];
  onChange: (next: Partial<BulkRow>) => void;
  onRemove: (() => void) | undefined;
};

function Row({ row, rows, onChange, onRemove }: RowProps) {
  const { key, field, way } = row;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2 md:grid-cols-[10rem_8rem_minmax(0,1fr)_auto]">
      <Select
        aria-label="Field"
        options={freeChoices(rows, row)}
        value={field}
        onValueChange={(next) => onChange({ ...newRow(key, next) })}
      />
      <Select
        aria-label="What to do"
        options={waysOf(field)}
        value={way}
        onValueChange={(next) => onChange({ way: next })}
      />
      <div className="max-md:order-last max-md:col-span-3">
        <Value row={row} onChange={onChange} />
      </div>
      {onRemove ? (
        <IconButton label="Take this line out" onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      ) : (
        <span />
      )}
    </li>
  );
}

function Value({ row: { key, field, way, names, text }, onChange }: Pick<RowProps, "row" | "onChange">) {
  if (way === "empty") return null;
  const label = bulkFieldChoices.find(({ value }) => value === field)?.label ?? "Value";
  if (field === "lock") {
    return (
      <Select
        aria-label="Which field"
        options={lockChoices}
        value={text}
        onValueChange={(next) => onChange({ text: next })}
      />
    );
  }
  if (!isListField(field)) {
    return (
      <Input
        aria-label={label}
        value={text}
        inputMode={field === "userRating" ? "decimal" : "text"}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    );
  }
  const control = { id: `bulk-${key}`, "aria-describedby": undefined, "aria-invalid": undefined };
  return (
    <>
      <label htmlFor={control.id} className="sr-only">
        {label}
      </label>
      <TagInput control={control} label={label} values={names} onChange={(next) => onChange({ names: next })} />
    </>
  );
}

/** Takes the whole command back, but for what was changed since. */
async function takeBack(batch: string, refresh: () => void): Promise<void> {
  const plan = await answered(previewUndo({ batch }));
  const done = plan.ok ? await answered(applyUndo({ target: { batch }, fingerprint: plan.data.fingerprint })) : plan;
  if (!done.ok) {
    toastFailed("The edit was not taken back", {
      description: done.error.message,
      onRetry: () => void takeBack(batch, refresh),
    });
    return;
  }
  refresh();
  toastDone("The edit is taken back");
}
