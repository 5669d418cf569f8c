import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraryImageFiles, libraryNfoFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { adoptPicture } from "./adopt-pictures.ts";
import { countAsRead, takeOver } from "./import-changes.ts";
import { listOutsideChanges, type OutsideNfo, readOutsideNfos } from "./outside-nfo.ts";
import { type Prepared, preparePublish } from "./prepare.ts";
import { getUnit } from "./publish.ts";
import type { OutsideDecision, PlanConflict, UnitRef } from "./vocabulary.ts";

type Decide = UnitRef & {
  path: string;
  decision: OutsideDecision;
  userId: number;
};

/**
 * A person decides about a file that was changed outside. `take`: what an NFO says becomes their edit, locked fields too,
 * and a picture becomes the chosen one. `replace`: Metarr's stays; the file counts as somebody else's, so that the
 * publish that follows moves it to the recycle bin first. Returns the job of that publish. Throws not_found, conflict when
 * there is nothing to decide any more, and invalid when the file cannot be taken over.
 */
export async function decideOutside(db: Db, params: Decide): Promise<{ jobId: number }> {
  const prepared = await preparePublish(await getUnit(db, params));
  const conflict = prepared.plan.conflicts.find(({ path }) => path === params.path);
  if (!conflict) throw new AppError("conflict", "The file is as Metarr knows it by now. There is nothing to decide.");
  if (conflict.kind === "nfo") return decideNfo(db, { ...params, prepared });
  return decidePicture(db, { ...params, prepared, conflict });
}

async function decideNfo(db: Db, params: Decide & { prepared: Prepared }): Promise<{ jobId: number }> {
  const { path, decision, userId, prepared } = params;
  const { facts, plan } = prepared;
  const outside = (await readOutsideNfos(facts, { plan })).find((each) => each.path === path);
  if (!outside) throw new AppError("conflict", "The NFO is as Metarr knows it by now. There is nothing to decide.");
  if (decision === "take" && !outside.read) {
    throw new AppError("invalid", `${path} cannot be read as an NFO. Mend it, or replace it.`);
  }
  return transaction(db, async (tx) => {
    if (decision === "replace") await countAsTheirs(tx, { outside, prepared });
    else {
      const changes = await listOutsideChanges(tx, { facts, outside });
      const wrong = changes.filter(({ isValid }) => !isValid).map(({ label }) => label);
      if (wrong.length > 0) {
        throw new AppError("invalid", `${wrong.join(", ")} in ${path}: that cannot be saved. Mend the file.`);
      }
      await takeOver(tx, { changes, userId });
      await countAsRead(tx, outside);
    }
    return publishAgain(tx, params);
  });
}

async function countAsTheirs(tx: Tx, { outside, prepared }: { outside: OutsideNfo; prepared: Prepared }) {
  const file = prepared.found.find((each) => each.path === outside.path);
  // Under a name that is not wanted any more it is recycled as what was published there.
  const isWanted = prepared.wanted.nfos.some(({ path }) => path === outside.path);
  for (const record of outside.records) {
    const seen = file ? { hash: file.hash ?? record.hash, sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs } : {};
    await tx
      .update(libraryNfoFiles)
      .set({ ...seen, ...(isWanted && { publishedAt: null }), readAt: new Date() })
      .where(eq(libraryNfoFiles.id, record.id));
  }
}

async function decidePicture(
  db: Db,
  params: Decide & { prepared: Prepared; conflict: PlanConflict },
): Promise<{ jobId: number }> {
  const { path, decision, userId, prepared, conflict } = params;
  if (decision === "take") {
    await adoptPicture(db, { prepared, conflict, userId });
    return transaction(db, (tx) => publishAgain(tx, params));
  }
  return transaction(db, async (tx) => {
    // Without its record it is a file that Metarr did not write.
    await tx.delete(libraryImageFiles).where(eq(libraryImageFiles.filePath, path));
    return publishAgain(tx, params);
  });
}

async function publishAgain(tx: Tx, { entityType, entityId, userId }: Decide): Promise<{ jobId: number }> {
  const jobId =
    entityType === "movie"
      ? await enqueue(tx, "movie.publish", { movieId: entityId }, { createdBy: userId })
      : await enqueue(tx, "series.publish", { seriesId: entityId }, { createdBy: userId });
  return { jobId };
}
