import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { applyCast } from "#lib/people/apply-cast.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { saveTrailerCandidates } from "#lib/trailers/trailer-candidates.ts";
import { applyMetadata } from "./apply-metadata.ts";
import { keptSources } from "./merge.ts";
import { fieldSources, getMovieState, type MovieState, wasReidentified } from "./movie-state.ts";
import { writeValues } from "./write-values.ts";

export const enrichParts = ["metadata", "artwork", "cast"] as const;
export type EnrichPart = (typeof enrichParts)[number];

export type EnrichOptions = {
  movieId: number;
  parts: readonly EnrichPart[];
  mode: "missing" | "replace" | undefined;
  jobId: number | null;
  /** The rating that counts: a setting. */
  defaultRating: string;
};

/**
 * Takes everything a provider said about a film into the database: values, cast, crew, candidates for pictures and
 * trailers. One transaction, written only where something differs; `lastEnrichedAt` moves only then.
 */
export async function enrichMovie(
  tx: Tx,
  incoming: ProviderMovie,
  { movieId, parts, mode, jobId, defaultRating }: EnrichOptions,
): Promise<{ fields: string[]; changed: boolean }> {
  const state = await getMovieState(tx, movieId);
  const owner = { entityType: "movie" as const, entityId: movieId, provider: incoming.provider };
  const has = (part: EnrichPart) => parts.includes(part);
  const written: boolean[] = [];
  const fields: string[] = [];
  if (has("cast")) {
    written.push(await applyCast(tx, state.movie, incoming.cast, { mode: await castMode(tx, state, mode) }));
  }
  if (has("metadata")) {
    const extra = { identificationStatus: "enriched" as const };
    const applied = await applyMetadata(tx, state, incoming, { jobId, mode, defaultRating, extra });
    written.push(applied.changed);
    fields.push(...applied.changes.map(({ field }) => field));
  }
  if (has("artwork")) {
    const saved = await saveCandidates(tx, { ...owner, candidates: incoming.artwork });
    written.push(saved.added + saved.changed + saved.removed > 0);
    written.push(await saveTrailerCandidates(tx, { ...owner, videos: incoming.videos }));
  }
  const changed = written.includes(true);
  if (changed) await tx.update(movies).set({ lastEnrichedAt: new Date() }).where(eq(movies.id, movieId));
  return { fields, changed };
}

/** A cast found in an NFO of a library that keeps is a list like any other: kept as a whole, its gaps filled. */
async function castMode(
  tx: Tx,
  { movie, library }: MovieState,
  mode: EnrichOptions["mode"],
): Promise<"replace" | "fill"> {
  if (mode !== undefined) return mode === "missing" ? "fill" : "replace";
  if (library.existing === "replace") return "replace";
  const source = (await fieldSources(tx, movie.id)).get("cast")?.source ?? "";
  return keptSources.includes(source) && !(await wasReidentified(tx, movie.id)) ? "fill" : "replace";
}

/** The provider no longer has the film: everything stays, and a person is asked who it is. */
export async function flagGone(
  tx: Tx,
  { movieId, source, jobId }: { movieId: number; source: string; jobId: number | null },
): Promise<void> {
  const { movie } = await getMovieState(tx, movieId);
  if (movie.identificationStatus === "needs_identification") return;
  await writeValues(tx, movie, [], { source, jobId }, { identificationStatus: "needs_identification" });
}
