import { and, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, movies, unknownFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { setArtworkBlock } from "#lib/artwork/pick.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { applyAssignments, dropAssigned } from "./unknown-files-assigned.ts";
import {
  type AssignInput,
  type AssignWay,
  assignWayLabels,
  unknownKindLabels,
  unknownKinds,
  waysOfKind,
} from "./unknown-files-vocabulary.ts";

type UnknownRow = typeof unknownFiles.$inferSelect;
type By = { userId: number | null };

/**
 * A person says what a file is and of which film. The row remembers it, so that every later scan obeys. Trailers, extras and
 * subtitles stand with the film at once; a picture is read by a worker and comes among the film's candidates.
 * Throws not_found for a file or film that is gone, and `unsupported` for what a file of its kind cannot be.
 */
export async function assignUnknownFile(db: Db, input: AssignInput & By): Promise<{ movieId: number; title: string }> {
  const { unknownFileId, movieId, userId } = input;
  return transaction(db, async (tx) => {
    const file = await getUnknownFile(tx, unknownFileId);
    assertPossible(file, input.as);
    const title = await getTitle(tx, movieId);
    const before = await release(tx, file, { userId });
    await tx
      .update(unknownFiles)
      .set({
        assignedAs: input.as,
        entityType: "movie",
        entityId: movieId,
        detail: detailOf(input),
        ignoredAt: null,
      })
      .where(eq(unknownFiles.id, unknownFileId));
    await applyAssignments(tx, { movieIds: [movieId] });
    if (input.as === "artwork") await bringPicture(tx, { path: file.path, movieId, userId });
    await publishSoon(tx, { movieIds: [...new Set([...before, movieId])], createdBy: userId });
    return { movieId, title };
  });
}

/** Takes an assignment back: the file is unknown again. A picture it brought stays in the cache, and is not chosen by itself. */
export async function unassignUnknownFile(db: Db, params: { unknownFileId: number } & By): Promise<void> {
  await transaction(db, async (tx) => {
    const file = await getUnknownFile(tx, params.unknownFileId);
    const movieIds = await release(tx, file, params);
    await tx
      .update(unknownFiles)
      .set({ assignedAs: null, entityType: null, entityId: null, detail: null })
      .where(eq(unknownFiles.id, file.id));
    await publishSoon(tx, { movieIds, createdBy: params.userId });
  });
}

/** What `detail` holds: the kind of picture or extra; of a subtitle the words its name would have, such as `de.forced`. */
function detailOf(input: AssignInput): string | null {
  if (input.as === "artwork") return input.imageType;
  if (input.as === "extra") return input.extraKind;
  if (input.as === "trailer") return null;
  return [input.language, input.isForced ? "forced" : null].filter((word) => word !== null).join(".") || null;
}

async function getUnknownFile(tx: Tx, unknownFileId: number): Promise<UnknownRow> {
  const [file] = await tx.select().from(unknownFiles).where(eq(unknownFiles.id, unknownFileId));
  if (!file)
    throw new AppError(
      "not_found",
      "This file is not in the list any more. A scan found out what it is, or that it is gone.",
    );
  return file;
}

function assertPossible({ kind, path }: UnknownRow, way: AssignWay): void {
  const known = unknownKinds.find((one) => one === kind) ?? "other";
  const ways: readonly AssignWay[] = waysOfKind[known];
  if (ways.includes(way)) return;
  throw new AppError(
    "unsupported",
    `${path} is no ${assignWayLabels[way].toLowerCase()}: it is of the kind ${unknownKindLabels[known]}.`,
  );
}

async function getTitle(tx: Tx, movieId: number): Promise<string> {
  const [film] = await tx
    .select({ title: movies.title })
    .from(movies)
    .where(and(eq(movies.id, movieId), isNull(movies.deletedAt)));
  if (!film) throw new AppError("not_found", "This film is no longer in Metarr.");
  return film.title;
}

/** Takes a file away from the film it was assigned to before, and gives that film. */
async function release(tx: Tx, file: UnknownRow, { userId }: By): Promise<number[]> {
  if (file.assignedAs === null) return [];
  await dropAssigned(tx, [file.path]);
  const movieIds = file.entityType === "movie" && file.entityId !== null ? [file.entityId] : [];
  for (const movieId of movieIds) {
    for (const { candidateId } of await listPictures(tx, { path: file.path, movieId })) {
      await setArtworkBlock(tx, { candidateId, blocked: true, userId });
    }
  }
  return movieIds;
}

async function bringPicture(tx: Tx, params: { path: string; movieId: number } & By): Promise<void> {
  const { movieId, userId } = params;
  for (const { candidateId } of await listPictures(tx, params)) {
    await setArtworkBlock(tx, { candidateId, blocked: false, userId });
  }
  await enqueue(tx, "movie.artwork", { movieIds: [movieId] }, { createdBy: userId });
}

/** The candidates of a film that came from this very file. */
function listPictures(tx: Tx, { path, movieId }: { path: string; movieId: number }) {
  return tx
    .select({ candidateId: assetCandidates.id })
    .from(assetCandidates)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(
      and(
        eq(assetCandidates.entityType, "movie"),
        eq(assetCandidates.entityId, movieId),
        eq(assetCandidates.provider, "local"),
        eq(cacheImageFiles.sourceType, "local"),
        eq(cacheImageFiles.sourceUrl, path),
      ),
    );
}
