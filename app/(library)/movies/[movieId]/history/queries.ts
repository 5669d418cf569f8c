import { inArray } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { listFields } from "#lib/movies/fields.ts";
import { idFields, isEditableField } from "#lib/movies/vocabulary.ts";
import { pathFields, wordsOf } from "../../../_components/change-words.ts";
import { getFilm } from "../queries.ts";

const pageSize = 50;

/** The film's history, newest first, without places on disk for viewers. `before` is the last change of the page before. */
export async function getHistory(movieId: number, before: number | undefined) {
  await requireUser();
  const db = getDb();
  const { mayEdit } = await getFilm(movieId);
  const found = await listEntityChanges(db, {
    entityType: "movie",
    entityId: movieId,
    ...(before === undefined ? {} : { before }),
    without: mayEdit ? [] : pathFields,
    limit: pageSize + 1,
  });
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

const undoable: ReadonlySet<string> = new Set([...Object.keys(idFields), ...listFields]);
const canUndo = (field: string): boolean => isEditableField(field) || undoable.has(field);
