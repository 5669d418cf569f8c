"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError } from "#app/_server/action.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { EditableField } from "#lib/movies/vocabulary.ts";
import { undoEdits } from "../../history/actions.ts";
import { saveFilm } from "../actions.ts";
import type { EditForm, FormField } from "../queries.ts";
import { type Conflict, conflictsOf, type Side } from "./conflict-list.tsx";
import { changedOf, type Drafts, sentOf, type Typed, withTyped } from "./drafts.ts";

/** What is typed and not saved, and the way to save it. */
export function useFilmDrafts({ movieId, title, version, fields }: EditForm) {
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
      const result = await answered(saveFilm({ movieId, patch, opened: { version: since, values } }));
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
    const message = count === 1 ? `1 field of "${title}" is saved and locked` : `${count} fields are saved and locked`;
    const onUndo = async () => {
      const result = await answered(undoEdits({ changeIds: [...changeIds] }));
      if (!result.ok) toastFailed("The edit was not taken back", { description: result.error.message });
    };
    toastDone(message, changeIds.length > 0 ? { onUndo } : {});
  }

  /** Yours: it is sent again, now knowing the other value. Theirs: the draft goes. */
  function decide(sides: ReadonlyMap<EditableField, Side>) {
    const next: Drafts = { ...drafts };
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
    dropConflicts: () => setConflicts([]),
  };
}

function seenOf(value: unknown) {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" ? value : null;
}
