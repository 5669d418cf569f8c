import { verifyPictureAt } from "#lib/artwork/verify-cache.ts";
import { env } from "#lib/env.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { knownFiles, type Prepared, preparePublish } from "#lib/publish/prepare.ts";
import { getUnit } from "#lib/publish/publish.ts";
import { trailerKind, type UnitRef } from "#lib/publish/vocabulary.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { verifyVideoAt } from "#lib/trailers/verify-videos.ts";
import { lookAtFile } from "./look-at-file.ts";
import type { Finding, Repair, RepairContext, Repaired } from "./repair-context.ts";
import { byUnit, judge, orProblem, publishPart } from "./repair-published.ts";

/**
 * Puts damaged files back: each goes to the recycle bin once it is sure that there is something to put in its place, which is
 * published then. Stopped in between, the file is missing, and the next run writes it.
 */
export const repairDamaged: Repair = async (context, findings) => {
  const done: Repaired[] = [];
  for (const [unit, own] of byUnit(findings)) {
    for (const finding of own) {
      context.signal?.throwIfAborted();
      done.push(...(await orProblem([finding], () => repairOne(context, unit, finding))));
    }
  }
  return done;
};

async function repairOne(context: RepairContext, unit: UnitRef | undefined, finding: Finding): Promise<Repaired[]> {
  if (!unit) return [{ finding, problem: "Its film or series is no longer in Metarr. Verify again." }];
  const prepared = await prepare(context, unit);
  const known = knownFiles(prepared.facts).find(({ path }) => path === finding.path);
  if (!known) return [{ finding, how: "Metarr no longer looks after it." }];
  const { state } = await lookAtFile(known, context.signal);
  if (state === "good") return [{ finding, how: "It is in order again." }];
  if (state === "damaged") {
    const missing = await findMissingSource(context, prepared, finding.path);
    if (missing !== undefined) return [{ finding, problem: missing }];
    const { root, entityType, entityId } = prepared.facts;
    const { jobId, userId } = context;
    const note = { reason: "Its bytes were damaged", entityType, entityId, jobId, userId };
    await recycle(context.db, { root, path: finding.path, ...note });
  }
  return judge(await publishPart(context, unit, [finding]), [finding]);
}

async function prepare({ db, signal }: RepairContext, unit: UnitRef): Promise<Prepared> {
  return preparePublish(await getUnit(db, unit), { signal });
}

/** Why nothing could be put in the place of a file: the cache has lost it too. Undefined: there is something, or nothing is wanted there. */
async function findMissingSource(
  { db, signal, assertOwned }: RepairContext,
  { wanted }: Prepared,
  path: string,
): Promise<string | undefined> {
  const file = wanted.files.find((each) => each.path === path);
  if (!file || file.kind === "nfo") return undefined;
  const source = wanted.sources.get(file.hash);
  if (source === undefined) return "It is not in the cache, so the damaged file stays where it is.";
  const isGood = async () =>
    (await readStoredState({ root: env.DATA_DIR, path: source, hash: file.hash }, signal)) === "good";
  if (await isGood()) return undefined;
  const work = { path: source, signal, assertOwned };
  if (file.kind === trailerKind) await verifyVideoAt(db, work);
  else await verifyPictureAt(db, work);
  if (await isGood()) return undefined;
  return "The cache has no good copy of it, so the damaged file stays where it is.";
}
