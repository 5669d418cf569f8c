import { editFilms } from "#lib/movies/bulk-edit.ts";
import type { Handler } from "../handler.ts";

/** Edits very many films as one command of a person. */
export const filmsEdit: Handler<"films.edit"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const { films, fields } = await editFilms(db, {
    ...payload,
    jobId: job.jobId,
    signal,
    assertOwned,
    onProgress: (done, of) => progress((100 * done) / of, `${done} of ${of} films`),
  });
  return { filmsChanged: films, fieldsChanged: fields };
};
