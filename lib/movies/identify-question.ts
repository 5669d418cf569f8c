import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles, libraryRoots, mediaParts } from "#db/schema/index.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { idsInSnapshot } from "#lib/identify/nfo-ids.ts";
import { distinctTitles } from "#lib/identify/query-variants.ts";
import type { NameFacts } from "#lib/identify/score.ts";
import { titleSimilarity } from "#lib/identify/title-similarity.ts";
import type { MovieIds } from "#lib/providers/provider.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Movie } from "./fields.ts";
import type { IdentityQuestion } from "./find-identity.ts";
import type { MovieState } from "./movie-state.ts";

/** Titles from here on are one: only an article or a spelling tells them apart. */
const sameTitle = 0.95;

/** Everything that is known about who a film is. `byIdOnly`: automation `manual`, and nobody asked for more. */
export async function identityQuestion(
  db: Db,
  { movie, library }: MovieState,
  { byIdOnly }: { byIdOnly: boolean },
): Promise<IdentityQuestion> {
  const settings = await readSettings(db);
  const name = parseName(await pathInLibrary(db, movie), { type: "movie" });
  const isPicked = (await fieldSources(db, "movie", movie.id)).get("tmdbId")?.source === "user";
  return {
    names: filmNames(movie, name),
    runtimeMinutes: await fileMinutes(db, movie.id),
    claims: filmClaims(movie, { named: name.ids, told: await nfoIds(db, movie.id), isPicked }),
    language: library.language,
    region: library.region,
    rules: { acceptScore: settings.get("identify.acceptScore"), margin: settings.get("identify.margin") },
    byIdOnly,
  };
}

type Named = Pick<Movie, "title" | "originalTitle" | "year">;

/** What the name and what the metadata call it, in which the NFO spoke; one entry where they agree. */
export function filmNames(movie: Named, name: { title: string | null; year: number | null }): NameFacts[] {
  const titles = [movie.title, movie.originalTitle].filter((title) => title !== null);
  if (name.title === null) return [{ titles, year: movie.year ?? name.year }];
  const { title } = name;
  const isSameTitle = titles.some((each) => titleSimilarity(each, title) >= sameTitle);
  const isSameYear = movie.year === null || name.year === null || movie.year === name.year;
  if (isSameTitle && isSameYear) return [{ titles: distinctTitles([title, ...titles]), year: movie.year ?? name.year }];
  return [
    { titles: [title], year: name.year ?? movie.year },
    { titles: distinctTitles(titles), year: movie.year ?? name.year },
  ];
}

/**
 * Who says which ids. What a person picked stands above all. What the row has counts only where neither name nor NFO says
 * anything: it came from them, or from a search.
 */
export function filmClaims(
  movie: Pick<Movie, "tmdbId" | "imdbId" | "tvdbId">,
  { named, told, isPicked }: { named: MovieIds; told: MovieIds; isPicked: boolean },
): IdentityQuestion["claims"] {
  if (isPicked) return [{ by: "user", ids: { tmdb: movie.tmdbId, imdb: null, tvdb: null } }];
  const said = [
    { by: "name" as const, ids: named },
    { by: "nfo" as const, ids: told },
  ].filter(({ ids }) => Object.values(ids).some((id) => id !== null));
  const row = { tmdb: movie.tmdbId, imdb: movie.imdbId, tvdb: movie.tvdbId };
  return said.length > 0 ? said : [{ by: "row", ids: row }];
}

/** The ids of the NFO that was found beside the film; one that Metarr wrote says nothing new. */
async function nfoIds(db: Db, movieId: number): Promise<MovieIds> {
  const [row] = await db
    .select({ snapshot: libraryNfoFiles.snapshot })
    .from(libraryNfoFiles)
    .where(
      and(
        eq(libraryNfoFiles.entityType, "movie"),
        eq(libraryNfoFiles.entityId, movieId),
        isNull(libraryNfoFiles.publishedAt),
      ),
    )
    .orderBy(asc(libraryNfoFiles.path))
    .limit(1);
  const { tmdb, imdb, tvdb } = idsInSnapshot(row?.snapshot);
  return { tmdb, imdb, tvdb };
}

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
