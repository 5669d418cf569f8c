import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listFixed } from "#lib/undo/list-fixed.ts";
import { listTimeline, type TimelinePosition } from "#lib/undo/list-timeline.ts";
import type { TimelinePart } from "#lib/undo/vocabulary.ts";
import { changeIdsOf, shownEntry } from "../../../_components/timeline-words.ts";
import { getFilm } from "../queries.ts";

type PageOf = { part: TimelinePart | undefined; before: TimelinePosition | undefined };

/** What happened to the film, newest first, without places on disk for viewers. */
export async function getHistory(movieId: number, { part, before }: PageOf) {
  await requireUser();
  const { mayEdit } = await getFilm(movieId);
  const db = getDb();
  const { entries, next } = await listTimeline(db, { scope: { movieId }, part, ...(before && { before }) });
  // Of films and series only what was taken back may have no way on.
  const takings = entries.filter((entry) => entry.type === "changes" && entry.isUndo);
  const fixed = await listFixed(db, changeIdsOf(takings));
  return { entries: entries.map((entry) => shownEntry(entry, { mayEdit, fixed })), next };
}
