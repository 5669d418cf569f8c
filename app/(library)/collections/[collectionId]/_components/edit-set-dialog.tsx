"use client";

import { type FormEvent, useId, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { ChoiceList } from "#app/_components/choice-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LockToggle } from "#components/lock-toggle.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CollectionLock } from "#lib/collections/vocabulary.ts";
import { textOfValue } from "../../../_components/value-text.ts";
import { lockSetField, saveSet } from "../actions.ts";
import type { SetHeaderData } from "../queries.ts";
import { conflictsOf, type SetConflict, type SetDraft } from "./set-conflicts.ts";
import { takeBackChanges } from "./take-back.ts";

const draftOf = ({ name, sortTitle, overview }: SetHeaderData): SetDraft => ({
  name,
  sortTitle: sortTitle ?? "",
  overview: overview ?? "",
});

/** Name, sort title and overview of the set. What is changed is locked. */
export function EditSetDialog({ set, onClose }: { set: SetHeaderData; onClose: () => void }) {
  const formId = useId();
  // What the form was opened with: the page may be drawn anew meanwhile.
  const [opened] = useState({ version: set.version, values: draftOf(set) });
  const [base, setBase] = useState(opened);
  const [draft, setDraft] = useState(opened.values);
  const [conflicts, setConflicts] = useState<readonly SetConflict[]>([]);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  const patch = Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => value !== Reflect.get(base.values, field)),
  );
  const isChanged = Object.keys(patch).length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(undefined);
    const { name, sortTitle, overview } = base.values;
    const values = { name, sortTitle: sortTitle || null, overview: overview || null };
    startTransition(async () => {
      const result = await answered(
        saveSet({ collectionId: set.collectionId, patch, opened: { version: base.version, values } }),
      );
      if (!result.ok) {
        const found = conflictsOf(result.error.details);
        if (found.conflicts.length === 0) setProblem(result.error.message);
        else {
          setConflicts(found.conflicts);
          setBase({ ...base, version: found.version });
        }
        return;
      }
      onClose();
      const { changeIds } = result.data;
      if (changeIds.length > 0) toastDone("The set is saved", { onUndo: () => void takeBackChanges(changeIds) });
    });
  }

  /** Theirs goes into the form, and is what it is compared with from then on. */
  function decide({ field, theirs }: SetConflict, side: "yours" | "theirs") {
    setBase({ ...base, values: { ...base.values, [field]: theirs ?? "" } });
    if (side === "theirs") setDraft({ ...draft, [field]: theirs ?? "" });
    setConflicts(conflicts.filter((each) => each.field !== field));
  }

  const change = (field: keyof SetDraft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [field]: event.target.value });

  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Edit the set"
        description="What you change is locked. It goes into the NFO of every film of the set."
        footer={
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              pending={pending}
              disabled={!isChanged || draft.name.trim() === "" || conflicts.length > 0}
            >
              Save
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} className="grid gap-4">
          {conflicts.map((conflict) => (
            <ChoiceList
              key={conflict.field}
              legend={`${conflict.label} was changed by somebody else meanwhile`}
              choices={[
                { value: "yours", label: "Keep yours", help: textOfValue(conflict.yours) },
                { value: "theirs", label: "Take what was saved", help: textOfValue(conflict.theirs) },
              ]}
              value={"none" as "none" | "yours" | "theirs"}
              onChange={(side) => side !== "none" && decide(conflict, side)}
            />
          ))}
          {/* The locks stand behind what they lock, so that the form opens in its first field. */}
          <Field label="Name">
            {(control) => (
              <div className="flex items-start gap-2">
                <Input {...control} value={draft.name} maxLength={300} onChange={change("name")} />
                {set.isKnown && <FieldLock set={set} field="name" label="Name" />}
              </div>
            )}
          </Field>
          <Field label="Sort title" optional hint="By what lists order it, when not by its name.">
            {(control) => <Input {...control} value={draft.sortTitle} maxLength={300} onChange={change("sortTitle")} />}
          </Field>
          <Field label="Overview" optional>
            {(control) => (
              <div className="flex items-start gap-2">
                <Textarea {...control} value={draft.overview} onChange={change("overview")} />
                {set.isKnown && <FieldLock set={set} field="overview" label="Overview" />}
              </div>
            )}
          </Field>
          {problem && <ErrorState layout="inline" title="The set was not saved" description={problem} />}
        </form>
      </DialogContent>
    </Dialog>
  );
}

function FieldLock({ set, field, label }: { set: SetHeaderData; field: CollectionLock; label: string }) {
  const [, startTransition] = useTransition();
  function toggle(locked: boolean) {
    startTransition(async () => {
      const result = await answered(lockSetField({ collectionId: set.collectionId, locks: { [field]: locked } }));
      if (!result.ok) toastFailed(`${label} was not changed`, { description: result.error.message });
    });
  }
  const locked = field === "name" ? set.nameLocked : set.overviewLocked;
  return <LockToggle subject={label} locked={locked} onLockedChange={toggle} />;
}
