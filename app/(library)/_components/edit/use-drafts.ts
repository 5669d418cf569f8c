"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { toastDone } from "#components/toast.tsx";
import { type Conflict, conflictsOf, type Side } from "./conflict-list.tsx";
import { changedOf, type Drafts, sentOf, type Typed, withTyped } from "./drafts.ts";
import type { EditActions, EditedForm, FormField } from "./edit-actions.ts";
import { takeBack } from "./take-back.ts";

/** What is typed and not saved, and the way to save it. */
export function useDrafts({ name, version, fields }: EditedForm, actions: EditActions) {
  const [drafts, setDrafts] = useState<Drafts>({});
  const [opened, setOpened] = useState(version);
  const [error, setError] = useState<ActionError>();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [saving, startTransition] = useTransition();
  const changed = changedOf(drafts, fields);
  const errors = fieldErrors(
    error,
    fields.map(({ field }) => `patch.${field}`),
  );

  function type(field: FormField, typed: Typed) {
    // What is typed first counts from what the page shows at that moment.
    if (changed.length === 0) setOpened(version);
    setDrafts(withTyped(drafts, field, typed));
    setError(undefined);
  }

  function discard() {
    setDrafts({});
    setError(undefined);
  }

  function send(sent: Drafts, since: number) {
    const wanted = changedOf(sent, fields);
    const patch = Object.fromEntries(wanted.map(({ field, kind }) => [field, sentOf(sent[field]?.typed ?? "", kind)]));
    const values = Object.fromEntries(wanted.map(({ field }) => [field, sent[field]?.seen ?? null]));
    startTransition(async () => {
      const result = await answered(actions.save({ patch, opened: { version: since, values } }));
      if (result.ok) {
        setDrafts({});
        setOpened(result.data.version);
        sayDone(result.data.changeIds, wanted.length);
        return;
      }
      const found = conflictsOf(result.error.details);
      setConflicts(found);
      if (found.length === 0) setError(result.error);
    });
  }

  function sayDone(changeIds: readonly number[], count: number) {
    const message = count === 1 ? `1 field of "${name}" is saved and locked` : `${count} fields are saved and locked`;
    toastDone(message, changeIds.length > 0 ? { onUndo: () => takeBack(actions, changeIds) } : {});
  }

  /** Yours: it is sent again, now knowing the other value. Theirs: the draft goes. */
  function decide(sides: ReadonlyMap<string, Side>) {
    const next: Record<string, Drafts[string]> = { ...drafts };
    for (const { field, theirs } of conflicts) {
      const draft = drafts[field];
      if (sides.get(field) === "theirs") delete next[field];
      else if (draft) next[field] = { ...draft, seen: seenOf(theirs) };
    }
    setDrafts(next);
    setConflicts([]);
    if (Object.keys(next).length > 0) send(next, opened);
    else setOpened(version);
  }

  return {
    drafts,
    changed,
    errors,
    conflicts,
    saving,
    type,
    discard,
    decide,
    save: () => send(drafts, opened),
    /** Forgets what is typed into one field. */
    drop: (field: string) => setDrafts(({ [field]: _dropped, ...others }) => others),
    dropConflicts: () => setConflicts([]),
  };
}

function seenOf(value: unknown) {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" ? value : null;
}
