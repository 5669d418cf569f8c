import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listFixed } from "#lib/undo/list-fixed.ts";
import { listTimeline } from "#lib/undo/list-timeline.ts";
import type { ItemScope } from "#lib/undo/target.ts";
import { personWords } from "../../_components/person-words.ts";
import { readTimelineSearch, Timeline, type TimelineSearch } from "../../_components/timeline.tsx";
import { changeIdsOf, shownEntry } from "../../_components/timeline-words.ts";

type PersonHistoryProps = { scope: ItemScope; href: string; mayEdit: boolean; search: TimelineSearch };

/** What became of a person: names, portraits, locks, merges and splits, newest first, with the way back. */
export async function PersonHistory({ scope, href, mayEdit, search }: PersonHistoryProps) {
  await requireUser();
  const db = getDb();
  const { before } = readTimelineSearch(search);
  const { entries, next } = await listTimeline(db, { scope, ...(before && { before }) });
  const fixed = await listFixed(db, changeIdsOf(entries));
  return (
    <Timeline
      entries={entries.map((entry) => shownEntry(entry, { mayEdit, fixed, words: personWords }))}
      href={href}
      part={undefined}
      isNewest={before === undefined}
      next={next}
      parts={[]}
      about="Names, portraits, locks, merges and splits stand here, with the way back."
    />
  );
}
