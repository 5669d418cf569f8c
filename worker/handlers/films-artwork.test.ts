import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { assetCandidates, fieldChanges, movies, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { previewFilmChoices } from "#lib/artwork/preview-choices.ts";
import { aFilm, anOffer, fanartSize, jpeg, startPictureServer } from "#lib/artwork/testing.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { log } from "#lib/log.ts";
import { planUndo } from "#lib/undo/plan-undo.ts";
import { filmsArtwork } from "./films-artwork.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
const userId = 7;

let movieIds: number[] = [];
/** Three films with a poster and a fanart on offer; the first shows another poster, and the last is locked. */
beforeEach(async () => {
  await db.delete(rateLimits);
  for (const [path, seed] of [
    ["/best.jpg", 1],
    ["/other.jpg", 2],
  ] as const)
    server.files.set(path, await jpeg(seed));
  server.files.set("/fanart.jpg", await jpeg(3, fanartSize));
  movieIds = [];
  for (let film = 0; film < 3; film += 1) movieIds.push((await aFilm(db)).movieId);
  const candidates = [
    anOffer("/best.jpg", { voteCount: 500, voteAverage: 9 }),
    anOffer("/other.jpg"),
    anOffer("/fanart.jpg", { assetType: "fanart", language: null }),
  ];
  for (const entityId of movieIds) {
    await transaction(db, (tx) => saveCandidates(tx, { entityType: "movie", entityId, provider: "tmdb", candidates }));
  }
  const other = eq(assetCandidates.url, anOffer("/other.jpg").url);
  const [first = 0, , last = 0] = movieIds;
  await db
    .update(assetCandidates)
    .set({ isSelected: true, rank: 1 })
    .where(and(eq(assetCandidates.entityId, first), other));
  await db.update(movies).set({ posterLocked: true }).where(eq(movies.id, last));
});

let jobs = 0;
function run(wanted: { types: ("poster" | "fanart")[] | null; onlyMissing: boolean }) {
  jobs += 1;
  const payload = { ...wanted, movieIds, userId, batch: `command-${jobs}` };
  const type = "films.artwork";
  const job = { jobId: jobs, type, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "downloads" };
  return filmsArtwork({
    db,
    payload,
    job: { ...job, payload, runId: null, createdBy: userId },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  });
}

const chosen = async () => {
  const rows = await db
    .select()
    .from(assetCandidates)
    .where(and(inArray(assetCandidates.entityId, movieIds), eq(assetCandidates.isSelected, true)))
    .orderBy(assetCandidates.entityId, assetCandidates.id);
  return rows.map(({ entityId, url }) => `${movieIds.indexOf(entityId)} ${url.split("/").at(-1)}`);
};

test("every type of many films is chosen as one command, and locked types stay", async () => {
  expect(await run({ types: null, onlyMissing: false })).toMatchObject({ filmsChanged: 3 });
  expect(await chosen()).toEqual(["0 best.jpg", "0 fanart.jpg", "1 best.jpg", "1 fanart.jpg", "2 fanart.jpg"]);
});

test("only what is missing, or only one type, is chosen when that was asked for", async () => {
  await run({ types: ["poster"], onlyMissing: true });
  expect(await chosen()).toEqual(["0 other.jpg", "1 best.jpg"]);
  await run({ types: ["poster"], onlyMissing: false });
  expect(await chosen()).toEqual(["0 best.jpg", "1 best.jpg"]);
});

test("the preview says what the command then does", async () => {
  const scope = { movieIds, types: null, onlyMissing: false };
  const preview = await previewFilmChoices(db, scope);
  expect(preview).toMatchObject({ counts: { poster: 2, fanart: 3 }, locked: 1 });
  expect(preview.examples[0]).toMatchObject({ title: "Heat", type: "poster" });
  await run({ types: null, onlyMissing: false });
  expect(await previewFilmChoices(db, scope)).toMatchObject({ counts: {}, downloads: 0, examples: [] });
});

test("the history tells who asked, and the command can be taken back as one", async () => {
  await run({ types: null, onlyMissing: false });
  const batch = `command-${jobs}`;
  const changes = await db.select().from(fieldChanges).where(eq(fieldChanges.batch, batch));
  expect(new Set(changes.map((change) => `${change.userId} ${change.source}`))).toEqual(new Set([`${userId} tmdb`]));
  const plan = await planUndo(db, { batch });
  expect(plan).toMatchObject({ items: 3, fields: changes.length, skipped: 0 });
});

test("a server that asks for patience is asked again, and then nothing is missing", async () => {
  // A picture that nobody has yet, so that its server is asked.
  const offer = anOffer("/new.jpg", { assetType: "keyart", language: null });
  const [entityId = 0] = movieIds;
  const params = { entityType: "movie", entityId, provider: "fanart", candidates: [offer] } as const;
  await transaction(db, (tx) => saveCandidates(tx, params));
  server.files.set("/new.jpg", 429);
  await expect(run({ types: null, onlyMissing: false })).rejects.toThrow(RetryLater);
  await db.delete(rateLimits);
  server.files.set("/new.jpg", await jpeg(4));
  await run({ types: null, onlyMissing: false });
  expect(await chosen()).toContain("0 new.jpg");
});
