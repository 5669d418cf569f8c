import { verifyPictureAt } from "#lib/artwork/verify-cache.ts";
import { env } from "#lib/env.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { rootOf } from "#lib/publish/facts.ts";
import { knownFiles, type Prepared, preparePublish } from "#lib/publish/prepare.ts";
import { getUnit } from "#lib/publish/publish.ts";
import { trailerKind, type UnitRef } from "#lib/publish/vocabulary.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { verifyVideoAt } from "#lib/trailers/verify-videos.ts";
import { lookAtFile, type Remembered } from "./look-at-file.ts";
import { type Finding, noneWith, type Repair, type RepairContext, type Repaired } from "./repair-context.ts";
import { byUnit, judge, orProblem, publishPart } from "./repair-published.ts";

/**
 * Puts damaged files back: each goes to the recycle bin once it is sure that there is something to put in its place. What a film
 * or series needs is published at once then, so that a large series is loaded twice and not for each file. Stopped in between,
 * files are missing, and the next run writes them.
 */
export const repairDamaged: Repair = async (context, findings) => {
  const done: Repaired[] = [];
  for (const [unit, own] of byUnit(findings)) {
    context.signal?.throwIfAborted();
    done.push(...(await orProblem(own, () => repairUnit(context, unit, own))));
  }
  return done;
};

async function repairUnit(
  context: RepairContext,
  unit: UnitRef | undefined,
  findings: readonly Finding[],
): Promise<Repaired[]> {
  if (!unit) return noneWith(findings, "Its film or series is no longer in Metarr. Verify again.");
  const prepared = await preparePublish(await getUnit(context.db, unit), { signal: context.signal });
  const known = new Map(knownFiles(prepared.facts).map((file) => [file.path, file]));
  const done: Repaired[] = [];
  const missing: Finding[] = [];
  for (const finding of findings) {
    context.signal?.throwIfAborted();
    const file = known.get(finding.path);
    const settled = await orProblem([finding], () => makeRoom(context, { prepared, file, finding }));
    if (settled.length === 0) missing.push(finding);
    done.push(...settled);
  }
  if (missing.length > 0) {
    done.push(...(await orProblem(missing, async () => judge(await publishPart(context, unit, missing), missing))));
  }
  return done;
}

/** Takes a damaged file out of the way. Returns what came of the finding; nothing when its file is to be written now. */
async function makeRoom(
  context: RepairContext,
  { prepared, file, finding }: { prepared: Prepared; file: Remembered | undefined; finding: Finding },
): Promise<Repaired[]> {
  if (!file) return [{ finding, how: "Metarr no longer looks after it." }];
  const first = await lookAgain(context, { file, finding });
  if (first !== "damaged") return first;
  const problem = await findMissingSource(context, prepared, finding.path);
  if (problem !== undefined) return [{ finding, problem }];
  // A download may have taken its time, and whoever wrote there meanwhile loses nothing.
  const now = await lookAgain(context, { file, finding });
  if (now !== "damaged") return now;
  const { entityType, entityId } = prepared.facts;
  const { db, jobId, userId } = context;
  const note = { reason: "Its bytes were damaged", entityType, entityId, jobId, userId };
  await recycle(db, { root: rootOf(prepared.facts, finding.path), path: finding.path, ...note });
  return [];
}

/** What came of the finding when its file is not a damaged one any more; nothing when it is gone. */
async function lookAgain(
  { signal }: RepairContext,
  { file, finding }: { file: Remembered; finding: Finding },
): Promise<"damaged" | Repaired[]> {
  const { state } = await lookAtFile(file, signal);
  if (state === "damaged") return state;
  if (state === "missing") return [];
  if (state === "good") return [{ finding, how: "It is in order again." }];
  if (state === "changed") return [{ finding, problem: "Somebody changed it since. Verify again." }];
  return [{ finding, problem: state === "busy" ? "It is being written right now." : state.problem }];
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
