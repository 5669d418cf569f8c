import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import type { Movie } from "#lib/movies/fields.ts";
import { writeValues } from "#lib/movies/write-values.ts";
import { namedValues } from "./film-draft.ts";
import { findRenamed } from "./find-renamed.ts";
import type { FoundFilm } from "./found-film.ts";
import { findIdChanges, listPicked } from "./id-changes.ts";
import { isUntold } from "./untold.ts";

/**
 * Films that nobody could tell yet take title and year from their new name, and are looked up again: renaming a folder,
 * or writing an id into its name, is how people put a wrong name right. So is any film whose new name carries another
 * id than it has, unless a person picked which film it is.
 */
export async function followFilmNames(
  tx: Tx,
  { jobId, renamed }: { jobId: number | null; renamed: readonly { movieId: number; film: FoundFilm }[] },
): Promise<void> {
  if (renamed.length === 0) return;
  const filmOf = new Map(renamed.map(({ movieId, film }) => [movieId, film]));
  const rows = await tx
    .select()
    .from(movies)
    .where(inArray(movies.id, [...filmOf.keys()]));
  const items = rows.flatMap((row) => {
    const film = filmOf.get(row.id);
    return film ? [{ entityId: row.id, row, film, fromName: namedValues(film) }] : [];
  });
  const changesOf = await findRenamed(tx, { entityType: "movie", items: items.filter(({ row }) => isUntold(row)) });
  const entityIds = items.filter(({ row, film }) => !isUntold(row) && isOtherId(row, film)).map(({ row }) => row.id);
  const picked = await listPicked(tx, { entityType: "movie", entityIds });
  for (const { entityId, row, film } of items) {
    const named = (changesOf.get(entityId) ?? []).flatMap(({ field, ...change }) =>
      field === "title" || field === "year" ? [{ field, ...change } as const] : [],
    );
    // What an identified film is changes with the next answer of a provider.
    const changes = isUntold(row) ? [...named, ...findIdChanges(row, film.name.ids)] : named;
    const isAsked = isUntold(row) ? changes.length > 0 || isNamed(film) : isOtherId(row, film) && !picked.has(row.id);
    const isNews = isAsked && row.identificationStatus !== "discovered";
    const extra = isNews ? { identificationStatus: "discovered" as const } : {};
    await writeValues(tx, row, changes, { source: "filename", jobId }, extra);
  }
}

const isNamed = ({ name }: FoundFilm): boolean => Object.values(name.ids).some((id) => id !== null);

/** The first id of the name counts, in the order in which providers are asked for them. */
function isOtherId(row: Movie, { name: { ids } }: FoundFilm): boolean {
  if (ids.tmdb !== null) return ids.tmdb !== row.tmdbId;
  if (ids.imdb !== null) return ids.imdb !== row.imdbId;
  return ids.tvdb !== null && ids.tvdb !== row.tvdbId;
}
