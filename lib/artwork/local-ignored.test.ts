import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { assetCandidates, cacheImageFiles, ignorePatterns, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { log } from "#lib/log.ts";
import { movieArtwork } from "#worker/handlers/movie-artwork.ts";
import { seriesArtwork } from "#worker/handlers/series-artwork.ts";
import { cacheSeriesArtwork } from "./local-series.ts";
import { aFilm } from "./testing.ts";
import { aShow, picture, put } from "./testing-show.ts";

const db = await testDb();
const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))));

const tall = { width: 40, height: 60 };
const wide = { width: 64, height: 36 };
const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "media" } as const;
const context = {
  db,
  signal: new AbortController().signal,
  progress: () => {},
  log,
  assertOwned: async () => {},
};
const facts = { ...job, runId: null, createdBy: null } as const;

async function keptOf(entityType: "series" | "episode" | "movie", entityId: number): Promise<string[]> {
  const rows = await db
    .select({ path: cacheImageFiles.sourceUrl })
    .from(assetCandidates)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(and(eq(assetCandidates.entityType, entityType), eq(assetCandidates.entityId, entityId)))
    .orderBy(asc(assetCandidates.id));
  return rows.map(({ path }) => basename(path ?? "")).toSorted();
}

test("pictures of a series that a person's pattern ignores are not kept, beside loose episodes neither", async () => {
  const folder = "Show (2010)";
  const show = await aShow(db, {
    folder,
    episodes: [
      { file: `${folder}/Season 1/Show S01E01.mkv`, season: 1, number: 1 },
      { file: "Pack/Show S01E02.mkv", season: 1, number: 2 },
    ],
    pictures: {
      [`${folder}/poster.png`]: tall,
      [`${folder}/fanart.png`]: wide,
      [`${folder}/Season 1/Show S01E01-thumb.png`]: wide,
      "Pack/Show S01E02-thumb.png": wide,
    },
  });
  roots.push(show.root);
  const [row] = await db.select().from(series).where(eq(series.id, show.seriesId));
  const libraryId = row?.libraryId ?? 0;
  await db.insert(ignorePatterns).values([
    { libraryId, pattern: "fanart.*" },
    { libraryId, pattern: "Pack/*.png" },
  ]);
  const payload = { seriesIds: [show.seriesId] };
  await seriesArtwork({ ...context, payload, job: { ...facts, type: "series.artwork", payload } });
  expect(await keptOf("series", show.seriesId)).toEqual(["poster.png"]);
  expect(await keptOf("episode", show.episodeIds[0] ?? 0)).toEqual(["Show S01E01-thumb.png"]);
  expect(await keptOf("episode", show.episodeIds[1] ?? 0)).toEqual([]);
});

test("pictures of a film that a person's pattern ignores are not kept", async () => {
  const root = await mkdtemp(join(tmpdir(), "metarr-ignored-"));
  roots.push(root);
  const film = await aFilm(db, { root });
  const at = basename(film.folder);
  await put(root, {
    [`${at}/Heat (1995).mkv`]: "video",
    [`${at}/poster.png`]: await picture(tall),
    [`${at}/fanart.png`]: await picture(wide),
    [`${at}/banner.png`]: await picture(wide),
  });
  await db.insert(ignorePatterns).values([
    { libraryId: film.libraryId, pattern: "fanart.*" },
    { libraryId: film.libraryId, pattern: `${at}/banner.png`, kind: "exact" },
  ]);
  const payload = { movieIds: [film.movieId] };
  await movieArtwork({ ...context, payload, job: { ...facts, type: "movie.artwork", payload } });
  expect(await keptOf("movie", film.movieId)).toEqual(["poster.png"]);
});

test("a show's folder that cannot be looked at is told, one that is gone is not", async () => {
  const show = await aShow(db, { episodes: [{ file: "Show S01E01.mkv", season: 1, number: 1 }], pictures: {} });
  roots.push(show.root);
  const run = () => cacheSeriesArtwork(db, { seriesIds: [show.seriesId] });
  expect(await run()).toEqual({ added: 0, problems: [] });
  const loop = join(show.root, "Show (2010)");
  await symlink(loop, loop);
  await expect(run()).rejects.toThrow(`Could not look into the folder ${loop}`);
});
