"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { Button } from "#components/ui/button.tsx";
import { addPattern } from "../actions.ts";
import { emptyDraft, inputOf, type PatternDraft } from "./pattern-draft.ts";
import { type LibraryChoice, PatternFields } from "./pattern-fields.tsx";
import { toastAdded } from "./toast-added.ts";
import { usePreview } from "./use-preview.ts";

/** The form of a new pattern, with what it would pass over. */
export function AddPattern({ libraries }: { libraries: readonly LibraryChoice[] }) {
  const [draft, setDraft] = useState(emptyDraft);
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();
  const preview = usePreview(draft);

  function change(next: PatternDraft) {
    setError(undefined);
    setDraft(next);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(addPattern(inputOf(draft)));
      if (!result.ok) {
        setError(result.error.message);
        return;
      }
      setDraft({ ...emptyDraft, libraryId: draft.libraryId });
      toastAdded(result.data);
    });
  }

  return (
    <form onSubmit={submit} aria-label="Add a pattern" className="grid gap-4 border-border border-t pt-4">
      <PatternFields draft={draft} onChange={change} libraries={libraries} preview={preview} error={error} />
      <div>
        <Button type="submit" variant="primary" pending={pending} disabled={draft.pattern.trim() === ""}>
          <Plus aria-hidden />
          Add pattern
        </Button>
      </div>
    </form>
  );
}
