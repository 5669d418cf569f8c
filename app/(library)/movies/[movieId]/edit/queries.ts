import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { getEntityForm } from "#lib/editing/field-states.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { editableFields, readOnlyFields } from "#lib/movies/vocabulary.ts";
import { nameOfLanguage } from "../../../_components/format.ts";
import { getFilm } from "../queries.ts";

/** The form: every field with its value, its lock, and where the value came from; and the facts that nobody edits. */
export async function getEditForm(movieId: number) {
  await requireUser("editor");
  const { movie } = await getFilm(movieId);
  const form = await getEntityForm(getDb(), movieKind, { entityId: movieId, fields: editableFields });
  const facts = [
    {
      label: readOnlyFields.originalLanguage.label,
      value: movie.originalLanguage && nameOfLanguage(movie.originalLanguage),
    },
    { label: readOnlyFields.status.label, value: movie.status },
    { label: readOnlyFields.voteCount.label, value: movie.voteCount },
    { label: readOnlyFields.popularity.label, value: movie.popularity },
    { label: readOnlyFields.budget.label, value: movie.budget },
    { label: readOnlyFields.revenue.label, value: movie.revenue },
    { label: readOnlyFields.homepage.label, value: movie.homepage },
  ];
  return { form: { ...form, noun: "film" }, facts };
}
