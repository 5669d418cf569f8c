import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { countAsRead, takeOver } from "./import-changes.ts";
import { listOutsideChanges, readOutsideNfo } from "./outside-nfo.ts";
import { preparePublish } from "./prepare.ts";
import { getFilmFacts } from "./publish.ts";
import type { NfoDecision } from "./vocabulary.ts";

/**
 * A person decides about an NFO that was changed outside. `take`: what was changed in the file becomes their edit, locked
 * fields too. `replace`: the film keeps its values; the file counts as somebody else's, so that the publish that follows
 * moves it to the recycle bin first. Returns the job of that publish. Throws not_found, conflict when there is nothing to
 * decide any more, and invalid when the file says what no film can.
 */
export async function decideNfo(
  db: Db,
  params: { movieId: number; decision: NfoDecision; userId: number },
): Promise<{ jobId: number }> {
  const { movieId, decision, userId } = params;
  const { facts, plan, found } = await preparePublish(await getFilmFacts(db, movieId));
  const outside = await readOutsideNfo(facts, { plan });
  if (!outside) throw new AppError("conflict", "The NFO is as Metarr knows it by now. There is nothing to decide.");
  const { record, read } = outside;
  if (decision === "take" && !read) {
    throw new AppError("invalid", `${record.path} cannot be read as an NFO. Mend it, or replace it.`);
  }
  const file = found.find((each) => each.path === record.path);
  const jobId = await transaction(db, async (tx) => {
    if (decision === "take") {
      const changes = await listOutsideChanges(tx, { facts, outside });
      const wrong = changes.filter(({ isValid }) => !isValid).map(({ label }) => label);
      if (wrong.length > 0) {
        throw new AppError("invalid", `${wrong.join(", ")} in ${record.path}: no film can say that. Mend the file.`);
      }
      await takeOver(tx, { movieId, changes, userId });
      await countAsRead(tx, outside);
    } else {
      const seen = file
        ? { hash: file.hash ?? record.hash, sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs }
        : {};
      await tx
        .update(libraryNfoFiles)
        .set({ ...seen, publishedAt: null, readAt: new Date() })
        .where(eq(libraryNfoFiles.id, record.id));
    }
    return enqueue(tx, "movie.publish", { movieId }, { createdBy: userId });
  });
  return { jobId };
}
