import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { selectOwnerArtwork } from "#lib/artwork/select.ts";
import { applyCollection, type CollectionState, getCollectionState } from "#lib/collections/apply-collection.ts";
import { publishFilms } from "#lib/collections/republish-films.ts";
import { AppError } from "#lib/errors.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import type { ProviderCollection } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler, JobContext } from "../handler.ts";
import { askProvider, openOrExplain, unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"collection.enrich">;

/** Fetches what a set is about, which films it has and its pictures; the best are chosen and kept. */
export const collectionEnrich: Handler<"collection.enrich"> = async (context) => {
  const { db, payload, job, signal, assertOwned } = context;
  const state = await unlessGone(() => getCollectionState(db, payload.collectionId));
  if (!state) return { skipped: "The set is no longer in Metarr, or no film is in it." };
  const told = state.tmdbIds.length > 0 ? await ask(context, state) : { changed: false };
  const selection = await selectOwnerArtwork(db, {
    entityType: "collection",
    entityId: state.set.id,
    library: state.library,
    originalLanguage: null,
    jobId: job.jobId,
    signal,
    assertOwned,
  });
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await publishFilms(tx, state.set.id, { runId: job.runId, userId: job.createdBy });
  });
  const { incomplete } = selection;
  if (incomplete?.delayMs != null) throw new RetryLater({ delayMs: incomplete.delayMs, reason: incomplete.reason });
  if (incomplete) throw new AppError("unavailable", `Some artwork is still missing. ${incomplete.reason}`);
  return { ...told, cached: selection.downloaded, passedOver: selection.failures.slice(0, 20) };
};

async function ask({ db, job, signal, assertOwned }: Context, { set, tmdbIds, library }: CollectionState) {
  const provider = await openOrExplain(() => openTmdb(db));
  // Not said in passing: a set that nobody was asked about is asked about with the next of its films.
  if ("because" in provider) return { changed: false, skipped: provider.because };
  const { language, region } = library;
  // A person who asks for a refresh means now, not what was kept last week.
  const options = { signal, fresh: job.createdBy !== null };
  const fallbacks = library.fallbackLanguages ?? (await readSettings(db)).get("metadata.fallbackLanguages");
  const answers: (ProviderCollection | undefined)[] = [];
  // One after the other: the set's own, then the few that were merged into it.
  for (const id of tmdbIds) {
    answers.push(await askProvider(() => provider.opened.findCollection({ id, language, fallbacks, region }, options)));
  }
  const own = set.tmdbId === null ? undefined : answers[0];
  const merged = (set.tmdbId === null ? answers : answers.slice(1)).filter((answer) => answer !== undefined);
  const author = { source: provider.opened.name, jobId: job.jobId };
  const { changed } = await transaction(db, async (tx) => {
    await assertOwned(tx);
    const told = await applyCollection(tx, { collectionId: set.id, own, merged, author });
    const owner = { entityType: "collection", entityId: set.id, provider: provider.opened.name } as const;
    const offered = await saveCandidates(tx, { ...owner, candidates: own?.artwork ?? [] });
    return { changed: told.changed || offered.added + offered.changed + offered.removed > 0 };
  });
  const gone = set.tmdbId !== null && own === undefined;
  return { changed, ...(gone && { partial: [`TMDB no longer has the set ${set.tmdbId}. Nothing was removed.`] }) };
}
