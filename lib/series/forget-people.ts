import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, series as seriesTable } from "#db/schema/index.ts";
import { fieldSources, listFieldSources, listReidentified } from "#lib/editing/field-sources.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { applySeriesCast } from "#lib/people/apply-cast.ts";
import { applySeriesCrew } from "#lib/people/apply-crew.ts";
import { applyEpisodePeople } from "#lib/people/apply-episode-people.ts";
import { forgetToldCasts } from "#lib/people/record-casts.ts";
import { listRecords } from "#lib/providers/records.ts";
import { castModeOf } from "./cast-mode.ts";
import { forgetSeriesFacts, isOtherSeries } from "./forget-title.ts";
import { getSeriesState } from "./series-state.ts";

/**
 * Takes out what providers said of another series than this one is now, beside the values of it, its seasons and episodes:
 * facts, pictures, cast and crew. Nothing when they said nothing of another one. For when its identity was taken back, and
 * the values with it.
 */
export async function forgetOtherSeries(tx: Tx, seriesId: number, by: Omit<ChangeAuthor, "source">): Promise<void> {
  const { ids, series, library } = await getSeriesState(tx, seriesId);
  if (!isOtherSeries(ids, await listRecords(tx, "series", [seriesId]))) return;
  await forgetSeriesFacts(tx, seriesId, by);
  // It has no history to come back from: it is fetched again.
  await tx.update(seriesTable).set({ popularity: null }).where(eq(seriesTable.id, seriesId));
  const isReidentified = (await listReidentified(tx, "series", [seriesId], { evenUndone: true })).has(seriesId);
  const existing = isReidentified ? "replace" : library.existing;
  const rules = { mode: castModeOf(await fieldSources(tx, "series", seriesId), existing), evenNobody: true };
  await applySeriesCast(tx, series, [], rules);
  await forgetToldCasts(tx, "series", seriesId);
  await applySeriesCrew(tx, series, [], rules);

  const rows = await tx.select().from(episodes).where(eq(episodes.seriesId, seriesId));
  const sources = await listFieldSources(
    tx,
    "episode",
    rows.map(({ id }) => id),
  );
  const open = rows.filter(({ id }) => castModeOf(sources.get(id), existing) === "replace");
  const people = open.map(({ id: episodeId, actorsOrderLocked }) => ({
    ...{ episodeId, guests: [], crew: [] },
    // Directors and writers are values of the episode: those are what they were already.
    locks: { actorsOrderLocked, directorsLocked: true, writersLocked: true },
  }));
  await applyEpisodePeople(tx, people, { evenNobody: true });
}
