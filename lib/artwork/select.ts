import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import { sharedTransaction } from "#db/shared-transaction.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { retryDelayMs } from "#lib/providers/errors.ts";
import { chosenOf, setChosenOf, updateMirrorsOf } from "./apply-selection.ts";
import { type Candidate, listCandidates, listCandidatesTogether } from "./candidate-rows.ts";
import { chooseArtwork, type Verified } from "./choose.ts";
import { isSameCached } from "./compare-cached.ts";
import { fetchCandidate, hasFailedLately, isPassing, recordFailure } from "./fetch-candidate.ts";
import { type ChoosingOwner, getOwner, getOwnerTogether, ownerRules } from "./owners.ts";
import type { ScoreContext } from "./score.ts";
import { type ArtworkSettings, readArtworkSettings } from "./settings.ts";
import type { ArtworkType } from "./vocabulary.ts";

export type Selection = {
  /** Types whose chosen pictures are others now. */
  changed: ArtworkType[];
  downloaded: number;
  /** A server did not answer, so better pictures may follow. `delayMs`: when it wants to be asked again. Null: complete. */
  incomplete: { reason: string; delayMs: number | null } | null;
  /** Pictures that were passed over, and why. */
  failures: { url: string; message: string }[];
};

/** A server that fails this often in one run is left alone for the rest of it. */
const patience = 3;

/** What is chosen, and for whom. */
type Wanted = {
  /** Absent or null: every type. */
  types?: readonly ArtworkType[] | null;
  /** Only types of which nothing is chosen. */
  onlyMissing?: boolean;
  jobId?: number | null;
  /** Who asked for it with one command over many films, and its name. */
  userId?: number | null;
  batch?: string | null;
};

/** Chooses the artwork of a film. */
export async function selectArtwork(
  db: Db,
  params: Wanted & {
    movieId: number;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    also?: (tx: Tx) => Promise<void>;
  },
): Promise<Selection> {
  const { movieId, ...rest } = params;
  const film = await getFilm(db, movieId);
  return selectOwnerArtwork(db, { ...rest, ...film, entityType: "movie", entityId: movieId });
}

/**
 * Chooses the artwork of an owner: types that are locked are left alone; under `existing: keep` pictures found beside the
 * media win and providers fill the gaps. Downloads from the top, verifies, passes over what is the same picture. A second
 * run downloads and writes nothing.
 */
export async function selectOwnerArtwork(
  db: Db,
  params: ChoosingOwner &
    Wanted & {
      library: Pick<typeof libraries.$inferSelect, "artwork" | "language" | "existing">;
      originalLanguage: string | null;
      signal?: AbortSignal | undefined;
      assertOwned?: AssertOwned | undefined;
      /** Written together with the choice. */
      also?: (tx: Tx) => Promise<void>;
    },
): Promise<Selection> {
  const { entityType, entityId, library, signal, assertOwned } = params;
  const settings = readArtworkSettings(library, params);
  const [owner, all] = await Promise.all([getOwner(db, params), listCandidates(db, params)]);
  const counts = { downloaded: 0, troubles: new Map(), incomplete: null, failures: [] };
  const run: Run = { db, context: settings.context, signal, assertOwned, ...counts };
  const chosen = new Map<ArtworkType, Candidate[]>();
  for (const type of params.types ?? ownerRules(entityType).types) {
    signal?.throwIfAborted();
    if (owner.isLocked(type)) continue;
    if (params.onlyMissing && all.some((row) => row.assetType === type && row.isSelected)) continue;
    const picked = await chooseType(run, {
      rows: all,
      type,
      limit: limitFor(entityType, type, settings),
      ownFirst: library.existing === "keep",
    });
    if (picked) chosen.set(type, picked);
  }
  const changed = await sharedTransaction(db, `${entityType} ${entityId}`, async (tx) => {
    signal?.throwIfAborted();
    await assertOwned?.(tx);
    const { jobId = null, userId = null, batch = null } = params;
    const types = await applyChoices(tx, { entityType, entityId, chosen, jobId, userId, batch });
    await params.also?.(tx);
    return types;
  });
  return { changed, downloaded: run.downloaded, incomplete: run.incomplete, failures: run.failures };
}

/** A set shows one picture of a type; how many others have is the library's setting. */
export function limitFor(
  entityType: ChoosingOwner["entityType"],
  type: ArtworkType,
  settings: ArtworkSettings,
): number {
  const limit = settings.limitOf(type);
  return entityType === "collection" ? Math.min(1, limit) : limit;
}

type Run = {
  db: Db;
  context: ScoreContext;
  signal: AbortSignal | undefined;
  assertOwned: AssertOwned | undefined;
  downloaded: number;
  /** Failures that pass, by host. */
  troubles: Map<string, number>;
  incomplete: Selection["incomplete"];
  failures: Selection["failures"];
};

async function getFilm(db: Db, movieId: number) {
  const { artwork, language, existing } = libraries;
  const [row] = await db
    .select({ originalLanguage: movies.originalLanguage, library: { artwork, language, existing } })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(movies.id, movieId));
  if (!row) throw new AppError("not_found", `There is no film ${movieId}.`);
  return row;
}

/** Undefined: a server was down and what is chosen now is no worse, so it stays. */
async function chooseType(
  run: Run,
  params: { rows: readonly Candidate[]; type: ArtworkType; limit: number; ownFirst: boolean },
): Promise<Candidate[] | undefined> {
  const { type, limit, ownFirst } = params;
  const rows = params.rows.filter((row) => row.assetType === type);
  if (rows.length === 0) return undefined;
  const usable = rows.filter((row) => !row.isBlocked && (row.picture !== null || !hasFailedLately(row)));
  let isIncomplete = false;
  const verify = async (candidate: Candidate): Promise<Verified<Candidate>> => {
    const result = await fetchOne(run, candidate);
    if (result === "later") isIncomplete = true;
    return typeof result === "string" ? { failed: true } : { candidate: result };
  };
  const locked = chosenOf(usable).filter(({ userLocked }) => userLocked);
  const isSame = async (a: Candidate, b: Candidate) =>
    a.picture !== null && b.picture !== null && (await isSameCached(a.picture, b.picture, run.signal));
  const { chosen } = await chooseArtwork(usable, { limit, ownFirst, locked, verify, isSame });
  const present = rows.filter((row) => row.isSelected && !row.isBlocked).length;
  return isIncomplete && present >= chosen.length && present <= limit ? undefined : chosen;
}

async function fetchOne(run: Run, candidate: Candidate): Promise<Candidate | "failed" | "later"> {
  const host = URL.parse(candidate.url)?.host ?? "";
  if ((run.troubles.get(host) ?? 0) >= patience) return "later";
  try {
    const { cacheFileId, image, score } = await fetchCandidate(run.db, { ...run, candidate });
    run.downloaded += 1;
    const { width, height, perceptualHash, differenceHash, format, sha256: hash } = image;
    const picture = { perceptualHash, differenceHash, format, hash, width };
    return { ...candidate, cacheFileId, width, height, score, picture };
  } catch (error) {
    run.signal?.throwIfAborted();
    run.failures.push({ url: candidate.url, message: messageOf(error) });
    if (!isPassing(error)) {
      await ownedTransaction(run.db, run.assertOwned, (tx) => recordFailure(tx, { candidateId: candidate.id, error }));
      return "failed";
    }
    run.troubles.set(host, (run.troubles.get(host) ?? 0) + 1);
    const delayMs = retryDelayMs(error) ?? run.incomplete?.delayMs ?? null;
    run.incomplete = { reason: messageOf(error), delayMs };
    return "later";
  }
}

/** The choice with the pictures that a person locked by now in front. */
function withLocked(pickedIds: readonly number[], rows: readonly Candidate[]): number[] {
  const locked = chosenOf(rows).flatMap(({ id, userLocked }) => (userLocked ? [id] : []));
  if (locked.every((id) => pickedIds.includes(id))) return [...pickedIds];
  return [...new Set([...locked, ...pickedIds])].slice(0, Math.max(pickedIds.length, locked.length));
}

async function applyChoices(
  tx: Tx,
  params: ChoosingOwner & { chosen: ReadonlyMap<ArtworkType, Candidate[]> } & Pick<
      Wanted,
      "jobId" | "userId" | "batch"
    >,
): Promise<ArtworkType[]> {
  const { entityType, entityId, chosen, ...author } = params;
  // Somebody may have locked a type, or locked or blocked a picture, while others were downloaded.
  const [owner, rows] = await Promise.all([getOwnerTogether(tx, params), listCandidatesTogether(tx, params)]);
  const changed: ArtworkType[] = [];
  for (const [type, picked] of chosen) {
    if (owner.isLocked(type)) continue;
    const pickedIds = picked.map((row) => row.id);
    // Blocking one has the type chosen anew by a job of its own.
    if (rows.some((row) => row.isBlocked && pickedIds.includes(row.id))) continue;
    const candidateIds = withLocked(
      pickedIds,
      rows.filter((row) => row.assetType === type),
    );
    const source = picked[0]?.provider ?? "artwork";
    const choice = { entityType, entityId, type, candidateIds, source, ...author, rows };
    if (await setChosenOf(tx, choice)) changed.push(type);
  }
  const isChanged = changed.length > 0;
  await updateMirrorsOf(tx, { entityType, entityId, isChanged, owner, ...(!isChanged && { rows }) });
  return changed;
}
