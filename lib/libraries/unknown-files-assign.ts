import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, unknownFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { type ArtworkType, artworkFacts } from "#lib/artwork/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { applyAssignments, dropAssigned } from "./unknown-files-assigned.ts";
import { type FoundOwner, findOwnerOfFile, getOwnerOfFile } from "./unknown-files-owner.ts";
import { blockPictures } from "./unknown-files-pictures.ts";
import {
  type AssignInput,
  type AssignWay,
  assignWayLabels,
  type OwnerType,
  ownersOfWay,
  picturesOfOwner,
  unknownKindLabels,
  unknownKinds,
  waysOfKind,
} from "./unknown-files-vocabulary.ts";

type UnknownRow = typeof unknownFiles.$inferSelect & { libraryType: string };
type By = { userId: number | null };

/**
 * A person says what a file is and whose. The row remembers it, so that every later scan obeys. Trailers, extras and
 * subtitles stand with the film, series or episode at once; a picture is read by a worker and comes among the candidates.
 * Throws not_found for a file or owner that is gone, and `unsupported` for what a file of its kind or library cannot be.
 */
export async function assignUnknownFile(db: Db, input: AssignInput & By): Promise<{ title: string }> {
  const { unknownFileId, userId } = input;
  return transaction(db, async (tx) => {
    const file = await getUnknownFile(tx, unknownFileId);
    assertPossible(file, input);
    const owner = await getOwnerOfFile(tx, input.owner);
    assertSameKind(file, owner);
    await release(tx, file, { userId });
    const { entityType, entityId } = owner;
    await tx
      .update(unknownFiles)
      .set({ assignedAs: input.as, entityType, entityId, detail: detailOf(input), ignoredAt: null })
      .where(eq(unknownFiles.id, unknownFileId));
    await applyAssignments(tx, idsOf[entityType](entityId));
    if (input.as === "artwork") {
      await blockPictures(tx, { path: file.path, owner: input.owner, blocked: false, userId });
      await bringArtwork(tx, owner, { userId });
    }
    if (entityType === "movie") await publishSoon(tx, { movieIds: [entityId], createdBy: userId });
    return { title: owner.title };
  });
}

/** Takes an assignment back: the file is unknown again. A picture it brought stays in the cache, and is not chosen by itself. */
export async function unassignUnknownFile(db: Db, params: { unknownFileId: number } & By): Promise<void> {
  await transaction(db, async (tx) => {
    const file = await getUnknownFile(tx, params.unknownFileId);
    await release(tx, file, params);
    await tx
      .update(unknownFiles)
      .set({ assignedAs: null, entityType: null, entityId: null, detail: null })
      .where(eq(unknownFiles.id, file.id));
  });
}

/** Pictures of seasons are brought by the job of their series. */
const idsOf = {
  movie: (id) => ({ movieIds: [id] }),
  series: (id) => ({ seriesIds: [id] }),
  season: () => ({}),
  episode: (id) => ({ episodeIds: [id] }),
} as const satisfies Record<OwnerType, (id: number) => Parameters<typeof applyAssignments>[1]>;

/** What `detail` holds: the kind of picture or extra; of a subtitle the words its name would have, such as `de.forced`. */
function detailOf(input: AssignInput): string | null {
  if (input.as === "artwork") return input.imageType;
  if (input.as === "extra") return input.extraKind;
  if (input.as === "trailer") return null;
  return [input.language, input.isForced ? "forced" : null].filter((word) => word !== null).join(".") || null;
}

async function getUnknownFile(tx: Tx, unknownFileId: number): Promise<UnknownRow> {
  const [row] = await tx
    .select({ file: unknownFiles, libraryType: libraries.type })
    .from(unknownFiles)
    .innerJoin(libraries, eq(libraries.id, unknownFiles.libraryId))
    .where(eq(unknownFiles.id, unknownFileId));
  if (!row)
    throw new AppError(
      "not_found",
      "This file is not in the list any more. A scan found out what it is, or that it is gone.",
    );
  return { ...row.file, libraryType: row.libraryType };
}

function assertPossible({ kind, path }: UnknownRow, input: AssignInput): void {
  const known = unknownKinds.find((one) => one === kind) ?? "other";
  const ways: readonly AssignWay[] = waysOfKind[known];
  const what = assignWayLabels[input.as].toLowerCase();
  if (!ways.includes(input.as))
    throw new AppError("unsupported", `${path} is no ${what}: it is of the kind ${unknownKindLabels[known]}.`);
  const { entityType } = input.owner;
  const owners: readonly OwnerType[] = ownersOfWay[input.as];
  if (!owners.includes(entityType))
    throw new AppError("unsupported", `${nouns[entityType]} has no ${what} of its own.`);
  const pictures: readonly ArtworkType[] = picturesOfOwner[entityType];
  if (input.as !== "artwork" || pictures.includes(input.imageType)) return;
  const { label } = artworkFacts[input.imageType];
  throw new AppError("unsupported", `${nouns[entityType]} has no picture of the kind ${label}.`);
}

const nouns = {
  movie: "A film",
  series: "A series",
  season: "A season",
  episode: "An episode",
} as const satisfies Record<OwnerType, string>;

/** A film's file in a library of series, or the other way round, would be looked for where nobody scans for it. */
function assertSameKind({ libraryType, path }: UnknownRow, owner: FoundOwner): void {
  if (libraryType === owner.libraryType) return;
  const isFilms = libraryType === "movie";
  throw new AppError(
    "unsupported",
    `${path} lies in a library of ${isFilms ? "films" : "series"}. It cannot belong to ${isFilms ? "a series" : "a film"}.`,
  );
}

/** Takes a file away from what it was assigned to before, and lets the owner be looked at again. */
async function release(tx: Tx, file: UnknownRow, { userId }: By): Promise<void> {
  const { path, entityType, entityId, assignedAs } = file;
  if (assignedAs === null) return;
  await dropAssigned(tx, [path]);
  if (entityType === null || entityId === null) return;
  await blockPictures(tx, { path, owner: { entityType, entityId }, blocked: true, userId });
  const owner = await findOwnerOfFile(tx, { entityType, entityId });
  if (!owner) return;
  if (entityType === "movie") await publishSoon(tx, { movieIds: [entityId], createdBy: userId });
  else if (assignedAs === "artwork") await bringArtwork(tx, owner, { userId });
}

/** Has a worker read pictures of the owner and choose among them. */
async function bringArtwork(tx: Tx, { seriesId, entityId }: FoundOwner, { userId }: By): Promise<void> {
  if (seriesId === null) await enqueue(tx, "movie.artwork", { movieIds: [entityId] }, { createdBy: userId });
  else await enqueue(tx, "series.artwork", { seriesIds: [seriesId] }, { createdBy: userId });
}
