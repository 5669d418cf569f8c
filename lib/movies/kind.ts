import { eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { collections, movies } from "#db/schema/index.ts";
import { findCollection } from "#lib/collections/find-collection.ts";
import type { ChangeAuthor, EntityKind, FieldChange, Loaded, Write } from "#lib/editing/kind.ts";
import { fieldLocks, idFieldNames, listFields, type Movie, type MovieChange, valuesOf } from "./fields.ts";
import { isEditableField, isMovieField, labelOfField } from "./vocabulary.ts";
import { writeMovies } from "./write-values.ts";

export type LoadedMovie = Loaded & { movie: Movie };

/** Films, for what is the same for everything that is edited. */
export const movieKind: EntityKind<LoadedMovie> = {
  entityType: "movie",
  labelOf: labelOfField,
  lockOf: (field) => (isEditableField(field) ? fieldLocks[field] : undefined),
  isReversible: (field) => isEditableField(field) || [...idFieldNames, ...listFields].some((name) => name === field),
  list: listMovies,
  isStill: isSetOf,
  write,
};

/** The film is in this set still, which was renamed or merged since. */
async function isSetOf(
  db: Db,
  { movie }: LoadedMovie,
  { field, newValue }: Pick<FieldChange, "field" | "newValue">,
): Promise<boolean> {
  if (field !== "collection" || movie.collectionId === null || typeof newValue !== "string") return false;
  return (await findCollection(db, { tmdbId: null, name: newValue }))?.id === movie.collectionId;
}

async function listMovies(db: Db, movieIds: readonly number[]): Promise<LoadedMovie[]> {
  const rows = await db
    .select({ movie: movies, collection: collections.name })
    .from(movies)
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(inArray(movies.id, [...movieIds]));
  return rows.map(({ movie, collection }) => ({
    entityId: movie.id,
    name: movie.title,
    version: movie.version,
    values: valuesOf(movie, collection),
    isLocked: (lock) => Reflect.get(movie, lock) === true,
    movie,
  }));
}

function write(tx: Tx, writes: readonly Write<LoadedMovie>[], author: ChangeAuthor): Promise<void> {
  const known = writes.map(({ entity: { movie }, changes, columns = {} }) => ({
    movie,
    changes: changes.filter((change): change is MovieChange => isMovieField(change.field)),
    extra: columns,
  }));
  return writeMovies(tx, known, author);
}
