import { rm } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assetCandidates, episodes, fieldChanges, jobs, seasons, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { cacheCandidate } from "./cache-candidate.ts";
import { readScoreContext, saveCandidates } from "./candidates.ts";
import { listArtwork } from "./list-artwork.ts";
import type { ChoosingOwner } from "./owners.ts";
import { addArtworkUrl, pickArtwork, setArtworkBlock, setArtworkLock, unpickArtwork } from "./pick.ts";
import { selectSeriesArtwork } from "./select-series.ts";
import { anOffer, fanartSize, jpeg, startPictureServer } from "./testing.ts";
import { aShow } from "./testing-show.ts";
import type { ArtworkType } from "./vocabulary.ts";

const db = await testDb();
const server = await startPictureServer(db);
const roots: string[] = [];
afterAll(async () => {
  await server.close();
  for (const root of roots) await rm(root, { recursive: true, force: true });
});
beforeEach(() => db.delete(jobs));

const userId = null;

async function show(artwork?: Record<string, unknown>) {
  const made = await aShow(db, {
    episodes: [{ file: "Show (2010)/S01E01.mkv", season: 1, number: 1 }],
    pictures: {},
    library: { language: "de", ...(artwork && { artwork }) },
    series: { originalLanguage: "ja" },
  });
  roots.push(made.root);
  return {
    ...made,
    series: { entityType: "series", entityId: made.seriesId },
    season: { entityType: "season", entityId: made.seasonIds.get(1) ?? 0 },
    episode: { entityType: "episode", entityId: made.episodeIds[0] ?? 0 },
  } as const;
}

let name = 0;
/** Two pictures of a type, the better one first. Returns their candidates. */
async function offerTwo(owner: ChoosingOwner, assetType: ArtworkType): Promise<[number, number]> {
  name += 2;
  const paths = [`/show-${name}.jpg`, `/show-${name + 1}.jpg`] as const;
  for (const [index, path] of paths.entries()) server.files.set(path, await jpeg(900 + name + index, fanartSize));
  const candidates = paths.map((path, index) => anOffer(path, { assetType, language: null, voteAverage: 9 - index }));
  await transaction(db, (tx) => saveCandidates(tx, { ...owner, provider: "tmdb", candidates }));
  const rows = await db.select().from(assetCandidates).where(eq(assetCandidates.entityId, owner.entityId));
  const idOf = (path: string) =>
    rows.find((row) => row.providerId === path && row.entityType === owner.entityType)?.id ?? 0;
  return [idOf(paths[0]), idOf(paths[1])];
}

const queued = () => db.select().from(jobs).orderBy(jobs.id);
const rowOf = async (candidateId: number) =>
  (await db.select().from(assetCandidates).where(eq(assetCandidates.id, candidateId)))[0];

describe.each([
  ["series", "poster"],
  ["series", "characterart"],
  ["season", "banner"],
  ["episode", "thumb"],
] as const)("a %s's %s", (kind, type) => {
  test("is chosen, locked and downloaded by a job of the page of the series", async () => {
    const made = await show();
    const owner = made[kind];
    const [, second] = await offerTwo(owner, type);
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: second, userId }));
    expect(await queued()).toMatchObject([
      { type: "artwork.cache", entityType: "series", entityId: made.seriesId, payload: { seriesId: made.seriesId } },
    ]);
    expect(await cacheCandidate(db, { candidateId: second })).toEqual({ failure: null });
    const shown = (await listArtwork(db, owner)).find((each) => each.type === type);
    expect(shown).toMatchObject({ isLocked: true, limit: 1 });
    expect(shown?.candidates.map(({ candidateId, isSelected }) => [candidateId, isSelected])[0]).toEqual([
      second,
      true,
    ]);
    const told = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, owner.entityId));
    expect(told.some((change) => change.entityType === kind && change.field === type)).toBe(true);
  });

  test("that is blocked is followed by the next best", async () => {
    const made = await show();
    const [first, second] = await offerTwo(made[kind], type);
    await selectSeriesArtwork(db, { seriesId: made.seriesId });
    expect(await rowOf(first)).toMatchObject({ isSelected: true });
    await transaction(db, (tx) => setArtworkBlock(tx, { candidateId: first, blocked: true, userId }));
    expect((await queued()).map((job) => job.type)).toEqual(["series.select"]);
    await selectSeriesArtwork(db, { seriesId: made.seriesId });
    expect(await rowOf(first)).toMatchObject({ isSelected: false, isBlocked: true });
    expect(await rowOf(second)).toMatchObject({ isSelected: true, rank: 1 });
  });
});

test("what is shown follows the choice, and a lock keeps automation away", async () => {
  const made = await show();
  const [first, second] = await offerTwo(made.episode, "thumb");
  await selectSeriesArtwork(db, { seriesId: made.seriesId });
  const shown = async () => (await db.select().from(episodes).where(eq(episodes.id, made.episode.entityId)))[0];
  expect((await shown())?.thumbnailId).toBe((await rowOf(first))?.cacheFileId);
  await transaction(db, (tx) => pickArtwork(tx, { candidateId: second, userId }));
  await cacheCandidate(db, { candidateId: second });
  expect(await shown()).toMatchObject({ thumbnailId: (await rowOf(second))?.cacheFileId, thumbnailLocked: true });
  await transaction(db, (tx) => unpickArtwork(tx, { candidateId: second, userId }));
  expect(await shown()).toMatchObject({ thumbnailId: null, thumbnailLocked: true });
  await selectSeriesArtwork(db, { seriesId: made.seriesId });
  expect(await shown()).toMatchObject({ thumbnailId: null });
  await transaction(db, (tx) => setArtworkLock(tx, { ...made.episode, type: "thumb", locked: false, userId }));
  await selectSeriesArtwork(db, { seriesId: made.seriesId });
  expect(await shown()).toMatchObject({ thumbnailId: expect.any(Number), thumbnailLocked: false });
});

test("a picture from an address is taken for a season, and refused for what it has not", async () => {
  const { season } = await show();
  const url = "https://pictures.example/season.jpg";
  await transaction(db, (tx) => addArtworkUrl(tx, { ...season, type: "poster", url, userId }));
  expect((await db.select().from(seasons).where(eq(seasons.id, season.entityId)))[0]).toMatchObject({
    posterLocked: true,
  });
  const clearart = transaction(db, (tx) => addArtworkUrl(tx, { ...season, type: "clearart", url, userId }));
  await expect(clearart).rejects.toThrow("A season has no artwork of this type.");
});

test("limits of the library hold for series, seasons and episodes", async () => {
  const made = await show({ limits: { characterart: 0, fanart: 2, thumb: 0 } });
  const limitOf = async (kind: "series" | "season" | "episode", type: ArtworkType) =>
    (await listArtwork(db, made[kind])).find((each) => each.type === type)?.limit;
  expect(await limitOf("series", "characterart")).toBe(0);
  expect([await limitOf("series", "fanart"), await limitOf("season", "fanart")]).toEqual([2, 2]);
  const [character] = await offerTwo(made.series, "characterart");
  const [still] = await offerTwo(made.episode, "thumb");
  await selectSeriesArtwork(db, { seriesId: made.seriesId });
  expect([(await rowOf(character))?.isSelected, (await rowOf(still))?.isSelected]).toEqual([false, false]);
});

test("pictures of a series and its parts are scored by the languages of its library and its own", async () => {
  const made = await show({ languages: { poster: ["original"] } });
  for (const owner of [made.series, made.season, made.episode]) {
    expect(await readScoreContext(db, owner)).toMatchObject({
      libraryLanguage: "de",
      originalLanguage: "ja",
      languages: { poster: ["original"] },
    });
  }
  await db.delete(series).where(eq(series.id, made.seriesId));
  expect(await readScoreContext(db, made.season)).toMatchObject({ libraryLanguage: "en", originalLanguage: null });
});
