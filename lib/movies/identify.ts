import { and, asc, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { libraryRoots, mediaParts, reviewCandidates } from "#db/schema/index.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { parseName } from "#lib/files/names/parse.ts";
import type { MovieIds } from "#lib/providers/provider.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { type MovieChange as FieldChange, idFieldNames, type Movie } from "./fields.ts";
import type { Identity, IdentityQuestion } from "./find-identity.ts";
import { getMovieState, type MovieState } from "./movie-state.ts";
import type { ScoredHit } from "./score-match.ts";
import { type ExtraColumns, writeValues } from "./write-values.ts";

const unsure = "needs_identification";
/** Candidates a person is shown. */
const keptCandidates = 10;

/** Everything that is known about who a film is. `byIdOnly`: automation `manual`, and nobody asked for more. */
export async function identityQuestion(
  db: Db,
  { movie, library }: MovieState,
  { byIdOnly }: { byIdOnly: boolean },
): Promise<IdentityQuestion> {
  const settings = await readSettings(db);
  const name = parseName(await pathInLibrary(db, movie), { type: "movie" });
  const titles = [movie.title, name.title, movie.originalTitle].filter((title) => title !== null);
  return {
    titles: [...new Set(titles)],
    year: movie.year ?? name.year,
    runtimeMinutes: await fileMinutes(db, movie.id),
    ids: idsOf(movie, name.ids, await isPicked(db, movie.id)),
    language: library.language,
    region: library.region,
    rules: { acceptScore: settings.get("identify.acceptScore"), margin: settings.get("identify.margin") },
    byIdOnly,
  };
}

/** What a person picked stands above all. Else an id in the name wins; beside it, what the row has could be of another film. */
function idsOf(movie: Movie, named: MovieIds, picked: boolean): MovieIds {
  if (picked) return { tmdb: movie.tmdbId, imdb: null, tvdb: null };
  const isNamed = named.tmdb !== null || named.imdb !== null || named.tvdb !== null;
  const isSame = named.tmdb !== null && named.tmdb === movie.tmdbId;
  return isNamed && !isSame ? named : { tmdb: movie.tmdbId, imdb: movie.imdbId, tvdb: movie.tvdbId };
}

/** Whether a person said which film it is: that stands above every name. */
const isPicked = async (db: Db, movieId: number): Promise<boolean> =>
  (await fieldSources(db, "movie", movieId)).get("tmdbId")?.source === "user";

async function pathInLibrary(db: Db, movie: Movie): Promise<string> {
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, movie.libraryId));
  const root = roots
    .map(({ path }) => (path.endsWith("/") ? path : `${path}/`))
    .find((path) => movie.filePath.startsWith(path));
  // Without a root the film's own folder still says what the file may not.
  return root === undefined ? movie.filePath.split("/").slice(-2).join("/") : movie.filePath.slice(root.length);
}

/** How long the film runs: its parts together, or its longest version. Null before the files were probed. */
async function fileMinutes(db: Db, movieId: number): Promise<number | null> {
  const files = await db
    .select({ kind: mediaParts.kind, durationSeconds: mediaParts.durationSeconds })
    .from(mediaParts)
    .where(eq(mediaParts.movieId, movieId));
  const known = files.flatMap(({ kind, durationSeconds }) => (durationSeconds ? [{ kind, durationSeconds }] : []));
  if (known.length === 0) return null;
  const parts = known.filter(({ kind }) => kind === "part").reduce((sum, file) => sum + file.durationSeconds, 0);
  const longest = Math.max(...known.map(({ durationSeconds }) => durationSeconds));
  return Math.max(parts, longest) / 60;
}

/**
 * Keeps who the film is, or the candidates for a person to choose from. Reads the film again, because asking took time.
 * Nothing is written when nothing is new. Returns true when the film has a TMDB id now.
 */
export async function applyIdentity(
  tx: Tx,
  { movieId, identity, jobId }: { movieId: number; identity: Identity; jobId: number | null },
): Promise<boolean> {
  const { movie } = await getMovieState(tx, movieId);
  if (identity.outcome === "identified") {
    await saveCandidates(tx, movieId, []);
    // Only an id that was read from the name and not known before comes from there; the others TMDB tells.
    const isNamed = identity.by === "id" && movie.tmdbId !== identity.ids.tmdb;
    await writeIds(tx, movie, identity.ids, { source: isNamed ? "filename" : "tmdb", jobId });
    return true;
  }
  await saveCandidates(tx, movieId, identity.candidates);
  const extra: ExtraColumns = movie.identificationStatus === unsure ? {} : { identificationStatus: unsure };
  await writeValues(tx, movie, [], { source: "tmdb", jobId }, extra);
  return false;
}

/**
 * A person says which film it is. Locked fields and chosen artwork stay; the rest follows at the next enrichment.
 * Can be taken back through the history. Throws not_found.
 */
export async function identifyAs(
  tx: Tx,
  { movieId, tmdbId, userId }: { movieId: number; tmdbId: number; userId: number | null },
): Promise<void> {
  const { movie } = await getMovieState(tx, movieId);
  await saveCandidates(tx, movieId, []);
  await writeIds(tx, movie, { tmdb: tmdbId, imdb: null, tvdb: null }, { source: "user", userId });
}

type Author = { source: string; jobId?: number | null; userId?: number | null };

/** Another film than before loses the other ids it had, unless the new ones are known. */
async function writeIds(tx: Tx, movie: Movie, ids: MovieIds, author: Author): Promise<void> {
  const isOther = movie.tmdbId !== ids.tmdb;
  const isContradicted = movie.tmdbId !== null && isOther;
  const next = {
    tmdbId: ids.tmdb,
    imdbId: ids.imdb ?? (isContradicted ? null : movie.imdbId),
    tvdbId: ids.tvdb ?? (isContradicted ? null : movie.tvdbId),
  };
  const changes = idFieldNames.flatMap((field): FieldChange[] =>
    movie[field] === next[field] ? [] : [{ field, oldValue: movie[field], newValue: next[field] }],
  );
  const isSettled = movie.identificationStatus === "enriched" || movie.identificationStatus === "identified";
  const extra: ExtraColumns = isSettled && !isOther ? {} : { identificationStatus: "identified" };
  await writeValues(tx, movie, changes, author, extra);
}

const ofMovie = (movieId: number) =>
  and(eq(reviewCandidates.entityType, "movie"), eq(reviewCandidates.entityId, movieId));

/** The candidates of a film, best first. */
export function listCandidates(db: Db, movieId: number) {
  return db.select().from(reviewCandidates).where(ofMovie(movieId)).orderBy(asc(reviewCandidates.rank));
}

async function saveCandidates(tx: Tx, movieId: number, candidates: readonly ScoredHit[]): Promise<void> {
  const rows = candidates.slice(0, keptCandidates).map(({ hit, score, reasons }, index) => ({
    entityType: "movie" as const,
    entityId: movieId,
    provider: hit.provider,
    providerId: String(hit.providerId),
    title: hit.title,
    originalTitle: hit.originalTitle,
    year: hit.year,
    runtimeMinutes: hit.runtimeMinutes,
    overview: hit.overview,
    posterUrl: hit.posterUrl,
    score,
    reasons,
    rank: index + 1,
  }));
  const present = await listCandidates(tx, movieId);
  const signature = (list: readonly { providerId: string; score: number; title: string }[]) =>
    JSON.stringify(list.map(({ providerId, score, title }) => [providerId, score, title]));
  if (signature(present) === signature(rows)) return;
  await tx.delete(reviewCandidates).where(ofMovie(movieId));
  await bulkInsert(tx, reviewCandidates, rows);
}
