import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { collectionAliases, collectionFilms, collections, libraries, movies } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import type { ChangeAuthor, FieldChange } from "#lib/editing/kind.ts";
import { AppError } from "#lib/errors.ts";
import type { ProviderCollection, ProviderCollectionFilm } from "#lib/providers/provider.ts";
import type { Collection } from "./find-collection.ts";
import { collectionKind } from "./kind.ts";

export type CollectionState = {
  set: Collection;
  /** TMDB's ids of the set and of those merged into it, its own first. */
  tmdbIds: number[];
  /** The library of its first film: it decides about languages and pictures. */
  library: Pick<typeof libraries.$inferSelect, "artwork" | "language" | "fallbackLanguages" | "region" | "existing">;
};

/** What a set needs to be asked about and to have its pictures chosen. Throws not_found for one without any film. */
export async function getCollectionState(db: Db, collectionId: number): Promise<CollectionState> {
  const [set] = await db.select().from(collections).where(eq(collections.id, collectionId));
  const { artwork, language, fallbackLanguages, region, existing } = libraries;
  const [library] = await db
    .select({ artwork, language, fallbackLanguages, region, existing })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(movies.collectionId, collectionId))
    .orderBy(movies.id)
    .limit(1);
  if (!set || !library) throw new AppError("not_found", "This set is no longer in Metarr, or no film is in it.");
  const aliases = await db
    .select({ tmdbId: collectionAliases.tmdbId })
    .from(collectionAliases)
    .where(eq(collectionAliases.collectionId, collectionId))
    .orderBy(collectionAliases.id);
  const tmdbIds = [set, ...aliases].flatMap(({ tmdbId }) => tmdbId ?? []);
  return { set, tmdbIds, library };
}

/**
 * Takes what a provider says of a set: name and overview under locks, with their history; the films of the set and of
 * those merged into it as one list. Writes only what differs.
 */
export async function applyCollection(
  tx: Tx,
  params: {
    collectionId: number;
    /** Undefined: the set's own id is unknown to the provider. */
    own: ProviderCollection | undefined;
    /** What it says of the sets merged into this one. */
    merged: readonly ProviderCollection[];
    author: ChangeAuthor;
  },
): Promise<{ changed: boolean }> {
  const { collectionId, own, merged } = params;
  const entity = await getLoaded(tx, collectionKind, collectionId);
  const changes = own === undefined ? [] : changesOf(entity.set, own);
  await collectionKind.write(tx, [{ entity, changes }], params.author);
  const films = [...(own ? [own] : []), ...merged].flatMap((each) => each.films ?? []);
  const listed = await saveFilms(tx, collectionId, films);
  return { changed: changes.length > 0 || listed };
}

function changesOf(set: Collection, { name, overview }: ProviderCollection): FieldChange[] {
  const changes: FieldChange[] = [];
  if (!set.nameLocked && name !== "" && name !== set.name) {
    changes.push({ field: "name", oldValue: set.name, newValue: name });
  }
  if (!set.overviewLocked && overview && overview !== set.overview) {
    changes.push({ field: "overview", oldValue: set.overview, newValue: overview });
  }
  return changes;
}

/** The list as a whole; one that names no film says nothing. Returns whether it differed. */
async function saveFilms(tx: Tx, collectionId: number, films: readonly ProviderCollectionFilm[]): Promise<boolean> {
  const unique = [...new Map(films.toReversed().map((film) => [film.tmdbId, film])).values()].toReversed();
  if (unique.length === 0) return false;
  const ordered = unique.toSorted((a, b) => (a.releaseDate ?? "9999").localeCompare(b.releaseDate ?? "9999"));
  const wanted = ordered.map((film, index) => ({ collectionId, ...film, sortOrder: index + 1 }));
  const present = await tx
    .select()
    .from(collectionFilms)
    .where(eq(collectionFilms.collectionId, collectionId))
    .orderBy(collectionFilms.sortOrder);
  if (signature(present) === signature(wanted)) return false;
  await tx.delete(collectionFilms).where(eq(collectionFilms.collectionId, collectionId));
  await bulkInsert(tx, collectionFilms, wanted);
  return true;
}

const signature = (films: readonly (ProviderCollectionFilm & { sortOrder: number })[]): string =>
  JSON.stringify(
    films.map((film) => [
      film.tmdbId,
      film.title,
      film.originalTitle,
      film.year,
      film.releaseDate,
      film.overview,
      film.posterUrl,
      film.sortOrder,
    ]),
  );
