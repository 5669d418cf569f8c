import { transaction } from "#db/transaction.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { followChanges } from "#lib/libraries/follow-changes.ts";
import { getLibrary, type Library } from "#lib/libraries/libraries.ts";
import { enrichLater, listStale } from "#lib/libraries/refreshable.ts";
import type { FeedKind } from "#lib/providers/feeds.ts";
import { listProviders } from "#lib/providers/open.ts";
import type { Provider } from "#lib/providers/provider.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Stale items that one run has fetched; the next one takes the others. */
const mostPerRun = 5000;
const dayMs = 24 * 3_600_000;

/**
 * Keeps a library up to date, cheapest first: what the providers' feeds say has changed is fetched again, what they do not
 * name costs nothing, and only what no feed tells of is asked for by itself once it is stale, with conditions.
 */
export const libraryRefresh: Handler<"library.refresh"> = async ({ db, payload, job, signal, progress }) => {
  const library = await unlessGone(() => getLibrary(db, payload.libraryId));
  if (!library) return { skipped: "The library is no longer in Metarr." };
  const isAsked = job.createdBy !== null;
  const settings = await readSettings(db);
  const staleDays = settings.get("refresh.staleDays");
  const providers = await listProviders(db, { settings });
  const kind = kindOf(library);
  const skipped = reasonToSkip({ library, isAsked, staleDays, kind, providers });
  if (kind === undefined || skipped !== undefined) return { skipped };

  progress(5, "Reading what changed");
  const { runId } = job;
  const of = isAsked ? { libraryId: library.id } : {};
  const { changed, unchanged, partial } = await followChanges(db, { kind, providers, ...of, runId, signal });
  progress(80, "Looking for what is stale");
  const now = new Date();
  const stale = await transaction(db, async (tx) => {
    const found = await listStale(tx, kind, {
      libraryId: library.id,
      providers: providers.map(({ name }) => name),
      staleBefore: new Date(now.getTime() - staleDays * dayMs),
      now,
      limit: mostPerRun,
    });
    await enrichLater(tx, kind, found, { runId });
    return found.length;
  });
  return { changed, unchanged, stale, ...(partial.length > 0 && { partial }) };
};

const kindOf = ({ type }: Library): FeedKind | undefined =>
  type === "movie" ? "movie" : type === "tv" ? "series" : undefined;

type Situation = {
  library: Library;
  isAsked: boolean;
  staleDays: number;
  kind: FeedKind | undefined;
  providers: readonly Provider[];
};

function reasonToSkip({ library, isAsked, staleDays, kind, providers }: Situation): string | undefined {
  if (staleDays === 0) return "Settings, Providers says that nothing is refreshed by itself.";
  if (!library.enabled) return "The library is switched off.";
  if (!isAsked && !mayFollow("enrich", { automation: library.automation, runId: null })) {
    return "The library fetches metadata only when somebody asks.";
  }
  if (kind === undefined) return "There is no metadata for libraries of this type yet.";
  if (kind === "movie" && !providers.some(({ name }) => name === "tmdb")) return "TMDB is not in use.";
  if (!providers.some(({ findSeries, findMovie }) => (kind === "movie" ? findMovie : findSeries))) {
    return "No provider is in use.";
  }
  return undefined;
}
