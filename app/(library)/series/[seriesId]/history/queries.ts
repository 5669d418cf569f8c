import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { listSeriesChanges } from "#lib/series/list-changes.ts";
import { pathFields, wordsOf } from "../../../_components/change-words.ts";
import { getShow } from "../queries.ts";

const pageSize = 50;

/** The history of the series, newest first, without places on disk for viewers. `before` is the last change of the page before. */
export async function getHistory(seriesId: number, before: number | undefined) {
  await requireUser();
  const { mayEdit } = await getShow(seriesId);
  const without = mayEdit ? [] : pathFields;
  const found = await listSeriesChanges(getDb(), { seriesId, before, without, limit: pageSize + 1 });
  const page = found.slice(0, pageSize);
  return {
    changes: page.map(({ changeId, username, changedAt, undoneAt, undoOf, ...change }) => ({
      changeId,
      ...wordsOf(change),
      source: labelOfSource(change.source),
      username,
      changedAt,
      isUndone: undoneAt !== null,
      isUndo: undoOf !== null,
    })),
    nextBefore: found.length > pageSize ? (page.at(-1)?.changeId ?? null) : null,
  };
}
