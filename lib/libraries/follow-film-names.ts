import { and, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { writeValues } from "#lib/movies/write-values.ts";
import { namedValues } from "./film-draft.ts";
import { findRenamed } from "./find-renamed.ts";
import type { FoundFilm } from "./found-film.ts";

/**
 * Films that nobody could tell yet take title and year from their new name, and are looked up again: renaming a folder,
 * or writing an id into its name, is how people put a wrong name right.
 */
export async function followFilmNames(
  tx: Tx,
  { jobId, renamed }: { jobId: number | null; renamed: readonly { movieId: number; film: FoundFilm }[] },
): Promise<void> {
  if (renamed.length === 0) return;
  const filmOf = new Map(renamed.map(({ movieId, film }) => [movieId, film]));
  const isUntold = inArray(movies.identificationStatus, ["discovered", "needs_identification"]);
  const rows = await tx
    .select()
    .from(movies)
    .where(and(inArray(movies.id, [...filmOf.keys()]), isUntold));
  const items = rows.flatMap((row) => {
    const film = filmOf.get(row.id);
    return film ? [{ entityId: row.id, row, film, fromName: namedValues(film) }] : [];
  });
  const changesOf = await findRenamed(tx, { entityType: "movie", items });
  for (const { entityId, row, film } of items) {
    const changes = (changesOf.get(entityId) ?? []).flatMap(({ field, ...change }) =>
      field === "title" || field === "year" ? [{ field, ...change } as const] : [],
    );
    const isNamed = Object.values(film.name.ids).some((id) => id !== null);
    const isAsked = row.identificationStatus !== "discovered" && (changes.length > 0 || isNamed);
    const extra = isAsked ? { identificationStatus: "discovered" as const } : {};
    await writeValues(tx, row, changes, { source: "filename", jobId }, extra);
  }
}
