"use client";

import type { EditedForm } from "../../../../_components/edit/edit-actions.ts";
import { EditForm } from "../../../../_components/edit/edit-form.tsx";
import { compareShow, lockShowField, saveShow, takeShowValue, undoShowEdits } from "../actions.ts";

type ShowFormProps = { seriesId: number; entityType: "series" | "season" | "episode"; form: EditedForm };

/** The form of a series, of a season or of an episode. */
export function ShowForm({ seriesId, entityType, form }: ShowFormProps) {
  const target = { seriesId, entityType, entityId: form.entityId };
  return (
    <EditForm
      // Another episode is another form: what was typed stays with its own.
      key={`${entityType} ${form.entityId}`}
      form={form}
      actions={{
        save: (input) => saveShow({ ...target, ...input }),
        setLock: (input) => lockShowField({ ...target, ...input }),
        compare: (input) => compareShow({ ...target, ...input }),
        take: (input) => takeShowValue({ ...target, ...input }),
        undo: (input) => undoShowEdits({ ...target, ...input }),
      }}
    />
  );
}
