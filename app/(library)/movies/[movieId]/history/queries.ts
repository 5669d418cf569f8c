import { inArray } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { artworkFacts, isMovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { isEmpty, listFields } from "#lib/movies/fields.ts";
import { listChanges } from "#lib/movies/history.ts";
import { idFields, isEditableField, labelOfField, labelOfSource } from "#lib/movies/vocabulary.ts";
import { textOfValue } from "../_components/value-text.ts";
import { getFilm } from "../queries.ts";

const pageSize = 50;

/** The film's history, newest first. `before` is the last change of the page before. */
export async function getHistory(movieId: number, before: number | undefined) {
  await requireUser();
  const db = getDb();
  const { mayEdit } = await getFilm(movieId);
  const found = await listChanges(db, { movieId, ...(before === undefined ? {} : { before }), limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  const userIds = [...new Set(page.flatMap(({ userId }) => (userId === null ? [] : [userId])))];
  const people =
    userIds.length === 0
      ? []
      : await db.select({ id: users.id, username: users.username }).from(users).where(inArray(users.id, userIds));
  return {
    mayEdit,
    changes: page.map((change) => ({
      changeId: change.id,
      ...wordsOf(change),
      source: labelOfSource(change.source),
      username: people.find(({ id }) => id === change.userId)?.username ?? null,
      changedAt: change.changedAt,
      isUndone: change.undoneAt !== null,
      isUndo: change.undoOf !== null,
      mayUndo: mayEdit && change.undoneAt === null && change.undoOf === null && canUndo(change.field),
    })),
    nextBefore: found.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  };
}

export type Change = Awaited<ReturnType<typeof getHistory>>["changes"][number];

const undoable: ReadonlySet<string> = new Set([...Object.keys(idFields), ...listFields]);
const canUndo = (field: string): boolean => isEditableField(field) || undoable.has(field);

type Values = { field: string; oldValue: unknown; newValue: unknown };

/** A change in words. Pictures are only counted: their addresses say nothing to people. */
function wordsOf({ field, oldValue, newValue }: Values): { label: string; before: string | null; after: string } {
  if (field === "*") {
    const names = newValue !== null && typeof newValue === "object" ? Object.entries(newValue) : [];
    const read = names.filter(([, value]) => !isEmpty(value)).map(([name]) => labelOfField(name));
    return { label: "First reading", before: null, after: read.length === 0 ? "Nothing was found" : read.join(", ") };
  }
  if (isMovieArtworkType(field)) {
    return { label: artworkFacts[field].label, before: countOf(oldValue), after: countOf(newValue) };
  }
  return { label: labelOfField(field), before: textOfValue(oldValue), after: textOfValue(newValue) };
}

function countOf(value: unknown): string {
  const count = Array.isArray(value) ? value.length : 0;
  if (count === 0) return "none";
  return count === 1 ? "1 picture" : `${count} pictures`;
}
