import { inArray } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { editableFieldNames, fieldLocks } from "#lib/movies/fields.ts";
import { editableFields, readOnlyFields } from "#lib/movies/vocabulary.ts";
import { nameOfLanguage } from "../../../_components/format.ts";
import { getFilm } from "../queries.ts";

/** The form: every field with its value, its lock, and where the value came from. */
export async function getEditForm(movieId: number) {
  await requireUser("editor");
  const db = getDb();
  const [{ movie, values }, sources] = await Promise.all([getFilm(movieId), fieldSources(db, "movie", movieId)]);
  const userIds = [...new Set([...sources.values()].flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  const people =
    userIds.length === 0
      ? []
      : await db.select({ id: users.id, username: users.username }).from(users).where(inArray(users.id, userIds));
  const fields = editableFieldNames.map((field) => {
    const source = sources.get(field);
    return {
      field,
      label: editableFields[field].label,
      kind: editableFields[field].kind,
      value: values[field] ?? null,
      locked: movie[fieldLocks[field]],
      source: source && {
        label: labelOfSource(source.source),
        username: people.find(({ id }) => id === source.userId)?.username ?? null,
        at: source.changedAt,
      },
    };
  });
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
  return { movieId, title: movie.title, version: movie.version, fields, facts };
}

export type EditForm = Awaited<ReturnType<typeof getEditForm>>;
export type FormField = EditForm["fields"][number];
