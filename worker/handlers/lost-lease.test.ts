import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, getTableName, is, sql, Table } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Db, Tx } from "#db/client.ts";
import { rows } from "#db/raw.ts";
import * as schema from "#db/schema/index.ts";
import { assetCandidates, jobs, libraries, libraryRoots, movies, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { onCommit, transaction } from "#db/transaction.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { pickArtwork } from "#lib/artwork/pick.ts";
import { aFilm, anOffer, fanartSize, jpeg, startPictureServer } from "#lib/artwork/testing.ts";
import { definitions, type PayloadOf } from "#lib/jobs/catalog.ts";
import { type ClaimedJob, claimJobs } from "#lib/jobs/claim.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { settleJobs } from "#lib/jobs/settle.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { executeJob, holdJob } from "../execute.ts";
import type { Handler } from "../handler.ts";
import { artworkCache } from "./artwork-cache.ts";
import { artworkSelect } from "./artwork-select.ts";
import { libraryScan } from "./library-scan.ts";
import { movieArtwork } from "./movie-artwork.ts";

const db = await testDb();
const server = await startPictureServer(db);
const home = mkdtempSync(join(tmpdir(), "metarr-lost-"));
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(async () => {
  // What other tests left would only be read again and again.
  for (const table of [jobs, rateLimits, movies, libraries]) await db.delete(table);
});

const backoff = { firstMs: 50, maxMs: 200 };
/** All tables but one: how often a provider was asked is counted for all of Metarr, whoever holds the job. */
const tables = Object.values(schema).flatMap((value: unknown) =>
  is(value, Table) && value !== rateLimits ? [getTableName(value)] : [],
);

async function readEverything(tx: Tx): Promise<Record<string, string[]>> {
  const everything: Record<string, string[]> = {};
  for (const table of tables) {
    const found = await rows(tx, sql`select * from ${sql.identifier(table)}`);
    everything[table] = found.map((row) => JSON.stringify(row)).sort();
  }
  return everything;
}

async function claim(from: Db, type: JobType, workerId: string): Promise<ClaimedJob> {
  const [job] = await claimJobs(from, { lane: definitions[type].lane, limit: 1, workerId });
  if (job?.type !== type) throw new Error(`There is no ${type} to claim.`);
  return job;
}

/** What a sweep and another worker do once a lease is over. Gives all that the database holds from then on. */
const takeAway = (job: ClaimedJob, type: JobType) =>
  transaction(db, async (tx) => {
    await settleJobs(tx, [{ ...job, outcome: { kind: "released" } }]);
    expect(await claim(tx, type, "other")).toMatchObject({ jobId: job.jobId, claimNo: job.claimNo + 1 });
    return readEverything(tx);
  });

/**
 * Runs a job as a worker does that stalls once so many of its transactions are kept, and goes on when another one has the
 * job: before any of them, between two, or before its last.
 */
async function runStalled<T extends JobType>(type: T, params: { handler: Handler<T>; kept: number }) {
  const job = await claim(db, type, "stalled");
  let kept = 0;
  let taken: ReturnType<typeof takeAway> | undefined;
  const count = () => {
    if (kept === params.kept) taken ??= takeAway(job, type);
    kept += 1;
  };
  count();
  await taken;
  const handler: Handler<T> = (context) =>
    params.handler({
      ...context,
      assertOwned: async (tx) => {
        // Asked for before this transaction was, so that it is over on SQLite and goes first on PostgreSQL.
        await taken;
        await context.assertOwned(tx);
        onCommit(tx, count);
      },
    });
  const outcome = await executeJob(db, holdJob(job), { handlers: { [type]: handler }, backoff });
  return { outcome, atTheLoss: await taken, atTheEnd: await transaction(db, readEverything) };
}

const add = <T extends JobType>(type: T, payload: PayloadOf<T>) =>
  transaction(db, (tx) => enqueue(tx, type, payload, { createdBy: null }));

async function expectNothingLate<T extends JobType>(type: T, params: { handler: Handler<T>; kept: number }) {
  const { outcome, atTheLoss, atTheEnd } = await runStalled(type, params);
  expect(outcome).toBeUndefined();
  expect(atTheLoss).toBeDefined();
  expect(atTheEnd).toEqual(atTheLoss);
}

/** A library whose scan has something for every one of its transactions: two batches, what is gone, and a root that is back. */
async function aChangedLibrary(name: string): Promise<{ libraryId: number; root: string }> {
  const root = join(home, name);
  const put = (path: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), path);
  };
  for (const path of ["Gone (1999)/gone.mkv", "Stays (1999)/stays.mkv", "Stays (1999)/strange.xyz"]) put(path);
  const { id: libraryId } = await addLibrary(db, { name, paths: [root] }, { scan: false });
  await scanLibrary(db, { libraryId });
  rmSync(join(root, "Gone (1999)"), { recursive: true });
  rmSync(join(root, "Stays (1999)/strange.xyz"));
  for (let index = 0; index < 120; index += 1) put(`Film ${index} (2001)/film.mkv`);
  await db.update(libraryRoots).set({ state: "offline" });
  await db.delete(jobs);
  return { libraryId, root };
}

test.each([
  [0, "its record is opened"],
  [1, "its first batch"],
  [2, "its second batch"],
  [3, "what is gone is marked"],
  [4, "unknown files are forgotten"],
  [5, "the root is online"],
  [6, "the library is scanned"],
  [7, "its record is closed"],
])("R14 a scan that lost its job after %i transactions, before %s, writes nothing more", async (kept, step) => {
  const { libraryId } = await aChangedLibrary(step);
  await add("library.scan", { libraryId });
  await expectNothingLate("library.scan", { handler: libraryScan, kept });
});

test("R14 a scan that lost its job and then its disk leaves the root as it is", async () => {
  const { libraryId, root } = await aChangedLibrary("disk");
  rmSync(root, { recursive: true });
  await add("library.scan", { libraryId });
  await expectNothingLate("library.scan", { handler: libraryScan, kept: 1 });
});

async function aFilmOffered(path: string): Promise<{ movieId: number; candidateId: number }> {
  const { movieId } = await aFilm(db, {
    library: { automation: "full" },
    movie: { identificationStatus: "enriched", tmdbId: 949 },
  });
  const params = { entityType: "movie", entityId: movieId, provider: "tmdb", candidates: [anOffer(path)] } as const;
  await transaction(db, (tx) => saveCandidates(tx, params));
  const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.providerId, path));
  return { movieId, candidateId: row?.id ?? 0 };
}

test.each([
  [0, "the picture is kept and the candidate has it", "picture"],
  [1, "the film shows it", "picture"],
  [0, "a broken one gives its place back", "<html>"],
] as const)(
  "R14 a download that lost its job after %i transactions, before %s, writes nothing more",
  async (kept, _, body) => {
    const path = `/cache-${kept}-${body.length}.jpg`;
    server.files.set(path, body === "picture" ? await jpeg(70 + kept) : Buffer.from(body));
    const { candidateId } = await aFilmOffered(path);
    await transaction(db, (tx) => pickArtwork(tx, { candidateId, userId: null }));
    await expectNothingLate("artwork.cache", { handler: artworkCache, kept });
  },
);

test.each([
  [0, "the picture is kept and the candidate has it", "picture"],
  [1, "it is chosen and a publish asked for", "picture"],
  [0, "a broken one is noted", "<html>"],
] as const)(
  "R14 a choice that lost its job after %i transactions, before %s, writes nothing more",
  async (kept, _, body) => {
    const path = `/select-${kept}-${body.length}.jpg`;
    server.files.set(path, body === "picture" ? await jpeg(80 + kept) : Buffer.from(body));
    const { movieId } = await aFilmOffered(path);
    await add("artwork.select", { movieId });
    await expectNothingLate("artwork.select", { handler: artworkSelect, kept });
  },
);

test.each([
  [0, "the first picture"],
  [1, "the second picture"],
  [2, "the choice is asked for"],
])("R14 local pictures of a job lost after %i transactions, before %s, are not kept", async (kept) => {
  const root = join(home, `local ${kept}`);
  const { movieId, folder, filePath } = await aFilm(db, { root });
  mkdirSync(folder, { recursive: true });
  writeFileSync(filePath, "film");
  writeFileSync(join(folder, "poster.jpg"), await jpeg(90 + kept));
  writeFileSync(join(folder, "fanart.jpg"), await jpeg(95 + kept, fanartSize));
  await add("movie.artwork", { movieIds: [movieId] });
  await expectNothingLate("movie.artwork", { handler: movieArtwork, kept });
});
