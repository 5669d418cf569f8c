"use client";

import type { EditedForm } from "../../../../_components/edit/edit-actions.ts";
import { EditForm } from "../../../../_components/edit/edit-form.tsx";
import { undoEdits } from "../../history/actions.ts";
import { compareFilm, saveFilm, setFieldLock, takeFilmValue } from "../actions.ts";

/** The form of a film. */
export function FilmForm({ form }: { form: EditedForm }) {
  const movieId = form.entityId;
  return (
    <EditForm
      form={form}
      actions={{
        save: (input) => saveFilm({ movieId, ...input }),
        setLock: (input) => setFieldLock({ movieId, ...input }),
        compare: (input) => compareFilm({ movieId, ...input }),
        take: (input) => takeFilmValue({ movieId, ...input }),
        undo: undoEdits,
      }}
    />
  );
}
