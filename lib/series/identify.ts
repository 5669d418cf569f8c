import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { series, seriesExternalIds } from "#db/schema/index.ts";
import type { ChangeAuthor, FieldChange } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { saveCandidates } from "#lib/identify/candidates.ts";
import {
  type Before,
  describeUnsure,
  type IdentityState,
  identityStateOf,
  rememberBefore,
  stateChanges,
  tellDecision,
} from "#lib/identify/decisions.ts";
import type { SeriesIds } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import type { SeriesIdentity } from "./find-identity.ts";
import { idsAt } from "./find-identity-hit.ts";
import { getSeriesState, type SeriesState } from "./series-state.ts";

/** Where each id of a series is kept: on its row, but TVmaze's among its external ids. */
const idFields = { tmdb: "tmdbId", tvdb: "tvdbId", imdb: "imdbId", tvmaze: "tvmazeId" } as const;
const idSources = ["tmdb", "tvdb", "imdb", "tvmaze"] as const;

const unsure = "needs_identification";

/**
 * Keeps who the series is, or the candidates for a person to choose from. Reads the series again, because asking took
 * time. Nothing is written when nothing is new. Returns true when it is known now.
 */
export async function applySeriesIdentity(
  tx: Tx,
  { seriesId, identity, jobId }: { seriesId: number; identity: SeriesIdentity; jobId: number | null },
): Promise<boolean> {
  const state = await getSeriesState(tx, seriesId);
  const item = { entityType: "series" as const, entityId: seriesId };
  if (identity.outcome === "unsure") {
    await saveCandidates(tx, item, identity.candidates);
    const next = stateChanges(state.series, { identificationStatus: unsure, identificationReasons: identity.reasons });
    await writeSeriesIdentity(tx, state, { changes: [], columns: next, author: { source: "filename", jobId } });
    if (next.identificationStatus) {
      await tellDecision(tx, item, { summary: describeUnsure(identity.candidates.length, "series"), by: { jobId } });
    }
    return false;
  }
  await saveCandidates(tx, item, []);
  const changes = idChanges(state.ids, identity.ids, identity.provider);
  const columns = stateChanges(state.series, {
    ...statusFor(state, isOther(state, identity)),
    unlisted: false,
    identifiedBy: identity.by,
    identificationReasons: identity.reasons,
  });
  const isNews = isOther(state, identity) || columns.identificationStatus !== undefined;
  const before = isNews ? await seriesBefore(tx, state) : undefined;
  await writeSeriesIdentity(tx, state, { changes, columns, author: { source: identity.provider, jobId } });
  const summary = `Identified as ${identity.name} ${identity.how}`;
  if (before) await tellDecision(tx, item, { summary, before, by: { jobId } });
  return true;
}

/** What a person picks: a series of one provider, with the other ids that the provider tells. */
export type SeriesPick = { provider: ProviderName; providerId: number; ids?: SeriesIds; name: string };

/**
 * A person says which series it is. Locked fields and chosen artwork stay; the rest follows at the next enrichment. The
 * candidates stay too, for when it is taken back. Returns the event to take back. Throws not_found.
 */
export async function identifySeriesAs(
  tx: Tx,
  { seriesId, pick, userId }: { seriesId: number; pick: SeriesPick; userId: number | null },
): Promise<{ eventId: number }> {
  const state = await getSeriesState(tx, seriesId);
  const { provider, providerId, name } = pick;
  const ids = pick.ids ?? idsAt(provider, providerId);
  const columns = stateChanges(state.series, {
    ...statusFor(state, isOther(state, { provider, ids })),
    unlisted: false,
    identifiedBy: "user",
    identificationReasons: [`A person said that it is ${name}.`],
  });
  const changes = idChanges(state.ids, ids, provider);
  const before = await seriesBefore(tx, state);
  await writeSeriesIdentity(tx, state, { changes, columns, author: { source: "user", userId } });
  const item = { entityType: "series" as const, entityId: seriesId };
  const summary = `Identified as ${name} by hand`;
  return { eventId: await tellDecision(tx, item, { summary, before, by: { userId } }) };
}

/** What taking a decision back restores. */
export const seriesBefore = (tx: Tx, state: SeriesState): Promise<Before> => {
  const ids = Object.fromEntries(idSources.map((source) => [idFields[source], state.ids[source]]));
  return rememberBefore(tx, { ...identityStateOf(state.series), ...ids });
};

/** Another series than before by the id of the provider that says so. */
function isOther(state: SeriesState, { provider, ids }: { provider: ProviderName; ids: SeriesIds }): boolean {
  const own = idSources.find((source) => source === provider);
  return own !== undefined && state.ids[own] !== ids[own];
}

/** Another series than before loses the other ids it had, unless the new ones are known. */
function idChanges(before: SeriesIds, ids: SeriesIds, provider: ProviderName): FieldChange[] {
  const own = idSources.find((source) => source === provider);
  const isContradicted = own !== undefined && before[own] !== null && before[own] !== ids[own];
  return idSources.flatMap((source): FieldChange[] => {
    const newValue = ids[source] ?? (isContradicted ? null : before[source]);
    return newValue === before[source] ? [] : [{ field: idFields[source], oldValue: before[source], newValue }];
  });
}

function statusFor({ series: show }: SeriesState, other: boolean): Partial<IdentityState> {
  const isSettled = show.identificationStatus === "enriched" || show.identificationStatus === "identified";
  return isSettled && !other ? {} : { identificationStatus: "identified" };
}

/** Writes ids and columns of a series with their history. Bumps the version once; nothing when there is nothing to write. */
export async function writeSeriesIdentity(
  tx: Tx,
  { series: show }: SeriesState,
  {
    changes,
    columns,
    author,
  }: { changes: readonly FieldChange[]; columns: Partial<typeof series.$inferInsert>; author: ChangeAuthor },
): Promise<void> {
  if (changes.length === 0 && Object.keys(columns).length === 0) return;
  const { tvmazeId, ...ids } = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
  await tx
    .update(series)
    .set({ ...ids, ...columns, version: show.version + 1, updatedAt: new Date() })
    .where(eq(series.id, show.id));
  if (tvmazeId !== undefined) {
    const values = { tvmazeId: typeof tvmazeId === "number" ? tvmazeId : null, updatedAt: new Date() };
    await tx
      .insert(seriesExternalIds)
      .values({ seriesId: show.id, ...values })
      .onConflictDoUpdate({ target: seriesExternalIds.seriesId, set: values });
  }
  await recordChanges(tx, "series", [{ entityId: show.id, changes }], author);
}
