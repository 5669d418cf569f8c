import type { Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { cachePortrait } from "#lib/artwork/portrait.ts";
import { messageOf } from "#lib/errors.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";
import { applyPerson } from "#lib/people/apply-person.ts";
import { getActor } from "#lib/people/get-actor.ts";
import type { ProviderPerson } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler, JobContext } from "../handler.ts";
import { askProvider, openOrExplain, unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"person.enrich">;

/** Fetches what TMDB knows of a person, and their headshot. Without an id there is only the headshot of an NFO. */
export const personEnrich: Handler<"person.enrich"> = async (context) => {
  const { db, payload, job } = context;
  const { actorId } = payload;
  const actor = await unlessGone(() => getActor(db, actorId));
  if (actor === undefined) return { skipped: "The person is no longer in Metarr." };
  if (actor.tmdbId === null) return withPortrait(context, { fields: [] });
  const main = await openOrExplain(() => openTmdb(db));
  if ("because" in main) return { skipped: main.because };
  const id = actor.tmdbId;
  const person = await askProvider(async () =>
    main.opened.findPerson(
      { id, ...(await languagesOf(context)) },
      { signal: context.signal, fresh: job.createdBy !== null },
    ),
  );
  const applied = await unlessGone(() =>
    transaction(db, async (tx) => {
      await context.assertOwned(tx);
      if (person) await offerPortraits(tx, { actorId, person });
      return applyPerson(tx, { actorId, person, source: "tmdb", jobId: job.jobId });
    }),
  );
  if (applied === undefined) return { skipped: "The person is no longer in Metarr." };
  const gone = person === undefined ? [`TMDB no longer has the person ${id}. Nothing was removed.`] : [];
  return withPortrait(context, { fields: applied.fields, partial: gone });
};

/** All that TMDB has of them, to choose from. */
function offerPortraits(tx: Tx, { actorId, person }: { actorId: number; person: ProviderPerson }) {
  const owner = { entityType: "actor", entityId: actorId } as const;
  return saveCandidates(tx, { ...owner, provider: "tmdb", candidates: person.portraits });
}

/** Without the picture the rest is still worth keeping. */
async function withPortrait(
  { db, job, payload, signal, assertOwned }: Context,
  { fields, partial = [] }: { fields: string[]; partial?: string[] },
) {
  try {
    const { cached } = await cachePortrait(db, { actorId: payload.actorId, jobId: job.jobId, signal, assertOwned });
    return { fields, cached: cached ? 1 : 0, ...(partial.length > 0 && { partial }) };
  } catch (error) {
    signal.throwIfAborted();
    return { fields, partial: [...partial, `The portrait is missing. ${messageOf(error)}`] };
  }
}

/** People belong to no library: their texts come in the language of the first one. */
async function languagesOf({ db }: Context) {
  const [library] = (await listLibraries(db)).toSorted((a, b) => a.id - b.id);
  const { language, region } = library ?? { language: "en", region: "US" };
  return { language, region, fallbacks: (await readSettings(db)).get("metadata.fallbackLanguages") };
}
