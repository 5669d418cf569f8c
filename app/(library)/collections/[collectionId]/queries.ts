import { eq, inArray } from "drizzle-orm";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { cacheImageFiles, collectionFilms } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listArtwork } from "#lib/artwork/list-artwork.ts";
import { listMissingFilms, listOwnedFilms } from "#lib/collections/get-collection.ts";
import { collectionKind } from "#lib/collections/kind.ts";
import { findMergedInto } from "#lib/collections/merged-away.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { readType, toShownArtwork } from "../../_components/artwork/shown-artwork.ts";

/** The set of the page, read once for all its parts. Undefined when there is none. */
export const findSet = cache(async (collectionId: number) => {
  const user = await requireUser();
  const db = getDb();
  const [found] = await collectionKind.list(db, [collectionId]);
  if (!found) return undefined;
  return { set: found.set, mergedInto: await findMergedInto(db, found.set), mayEdit: hasRole(user, "editor") };
});

/** The set of the page. The 404 page when there is none; one that was merged leads to where it is now. */
export async function getSet(collectionId: number) {
  await requireUser();
  const found = (await findSet(collectionId)) ?? notFound();
  if (found.mergedInto !== undefined) redirect(`/collections/${found.mergedInto}`);
  return found;
}

/** Films that are there and those that are missing. */
export const getSetFilms = cache(async (collectionId: number) => {
  await requireUser();
  const db = getDb();
  const [owned, missing, listed] = await Promise.all([
    listOwnedFilms(db, collectionId),
    listMissingFilms(db, collectionId),
    db.$count(collectionFilms, eq(collectionFilms.collectionId, collectionId)),
  ]);
  return { owned, missing, listed };
});

/** What stands above every tab. */
export async function getSetHeader(collectionId: number) {
  await requireUser();
  const db = getDb();
  const { set, mayEdit } = await getSet(collectionId);
  const pictureIds = [set.posterId, set.fanartId].filter((id) => id !== null);
  const [pictures, films, open] = await Promise.all([
    db
      .select({ id: cacheImageFiles.id, hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash })
      .from(cacheImageFiles)
      .where(inArray(cacheImageFiles.id, pictureIds)),
    getSetFilms(collectionId),
    listJobs(db, {
      status: ["pending", "running"],
      entity: { entityType: "collection", entityId: collectionId },
      limit: 1,
    }),
  ]);
  const pictureOf = (id: number | null) => pictures.find((picture) => picture.id === id) ?? null;
  const artworkLocks = [
    ...[set.posterLocked, set.fanartLocked, set.logoLocked, set.clearartLocked],
    ...[set.discartLocked, set.bannerLocked, set.landscapeLocked, set.keyartLocked],
  ];
  const locks = [set.nameLocked && set.tmdbId !== null, set.overviewLocked, ...artworkLocks];
  return {
    collectionId,
    version: set.version,
    name: set.name,
    sortTitle: set.sortTitle,
    overview: set.overview,
    nameLocked: set.nameLocked,
    overviewLocked: set.overviewLocked,
    isKnown: set.tmdbId !== null,
    isOwn: set.tmdbId === null && set.nameLocked,
    locks: locks.filter(Boolean).length,
    owned: films.owned.length,
    missing: films.missing.length,
    // What nobody listed is not complete.
    isComplete: films.listed > 0 && films.missing.length === 0,
    poster: pictureOf(set.posterId),
    fanart: pictureOf(set.fanartId),
    isBusy: open.jobs.length > 0,
    mayEdit,
  };
}
export type SetHeaderData = Awaited<ReturnType<typeof getSetHeader>>;

/** The types that the set may have, and the candidates of the one that is asked for. */
export async function getSetArtwork(collectionId: number, asked: string | string[] | undefined) {
  await requireUser();
  const { set, mayEdit } = await getSet(collectionId);
  const all = await listArtwork(getDb(), { entityType: "collection", entityId: collectionId });
  const type = readType(all, asked) ?? "poster";
  return { title: set.name, mayEdit, type, ...toShownArtwork(all, type, { mayEdit }) };
}
