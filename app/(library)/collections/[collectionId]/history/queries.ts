import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listFixed } from "#lib/undo/list-fixed.ts";
import { listTimeline, type TimelinePosition } from "#lib/undo/list-timeline.ts";
import type { TimelinePart } from "#lib/undo/vocabulary.ts";
import { setWords } from "../../../_components/set-words.ts";
import { changeIdsOf, shownEntry } from "../../../_components/timeline-words.ts";
import { getSet } from "../queries.ts";

type PageOf = { part: TimelinePart | undefined; before: TimelinePosition | undefined };

/** What happened to the set, newest first. */
export async function getHistory(collectionId: number, { part, before }: PageOf) {
  await requireUser();
  const db = getDb();
  const { mayEdit } = await getSet(collectionId);
  const { entries, next } = await listTimeline(db, { scope: { collectionId }, part, ...(before && { before }) });
  const fixed = await listFixed(db, changeIdsOf(entries));
  return { entries: entries.map((entry) => shownEntry(entry, { mayEdit, fixed, words: setWords })), next };
}
