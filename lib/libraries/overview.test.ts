import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, jobs, libraries, libraryRoots, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { nameSubjects, subjectOf } from "./name-jobs.ts";
import { countNeedsReview, listLibraryOverviews, listOfflineRoots } from "./overview.ts";

let db: Db;
let libraryId = 0;
let movieId = 0;

beforeAll(async () => {
  db = await testDb();
  const made = await db
    .insert(libraries)
    .values([
      { name: "Films", path: "/films", type: "movie" },
      { name: "Empty", path: "/empty", type: "movie" },
      { name: "Removed", path: "/removed", type: "movie", deletedAt: new Date() },
    ])
    .returning({ id: libraries.id, name: libraries.name });
  libraryId = made.find(({ name }) => name === "Films")?.id ?? 0;
  await db.insert(libraryRoots).values([
    { libraryId, path: "/films" },
    { libraryId, path: "/more", state: "offline", stateReason: "/more is empty." },
  ]);
  const film = (values: Partial<typeof movies.$inferInsert> & { title: string }) => ({
    libraryId,
    filePath: `/films/${values.title}.mkv`,
    fileName: `${values.title}.mkv`,
    ...values,
  });
  const [picture] = await db
    .insert(movies)
    .values(film({ title: "Heat", year: 1995, identificationStatus: "enriched" }))
    .returning({ id: movies.id })
    .then(async ([row]) => {
      movieId = row?.id ?? 0;
      return db
        .insert(cacheImageFiles)
        .values({
          entityType: "movie",
          entityId: movieId,
          filePath: "cache/assets/aa/bb/aabb.jpg",
          fileName: "aabb.jpg",
          fileSizeBytes: 1,
          fileHash: "aabb",
          imageType: "poster",
          width: 2,
          height: 3,
          format: "jpg",
        })
        .returning({ id: cacheImageFiles.id });
    });
  await db.insert(movies).values([
    film({
      title: "Done",
      identificationStatus: "enriched",
      lastPublishedAt: new Date(),
      publishedVersion: 1,
      posterId: picture?.id ?? null,
      fanartId: picture?.id ?? null,
    }),
    film({
      title: "Edited since",
      identificationStatus: "enriched",
      lastPublishedAt: new Date(),
      publishedVersion: 1,
      version: 2,
    }),
    film({ title: "Half", posterId: picture?.id ?? null }),
    film({ title: "Which", identificationStatus: "needs_identification" }),
    film({ title: "Gone", identificationStatus: "needs_identification", missingAt: new Date() }),
    film({ title: "Left alone", identificationStatus: "enriched", monitored: false }),
    film({ title: "Removed", identificationStatus: "needs_identification", deletedAt: new Date() }),
  ]);
  const waiting = { title: "Artwork waits", identificationStatus: "enriched" } as const;
  const [row] = await db.insert(movies).values(film(waiting)).returning({ id: movies.id });
  await db.insert(jobs).values({ type: "artwork.select", entityType: "movie", entityId: row?.id ?? 0 });
});

test("each library counts its films once and removed ones never", async () => {
  expect(await listLibraryOverviews(db)).toEqual([
    expect.objectContaining({ name: "Empty", films: 0, needsReview: 0, enriched: 0, toPublish: 0 }),
    expect.objectContaining({
      name: "Films",
      films: 8,
      needsReview: 1,
      fileMissing: 1,
      enriched: 5,
      withArtwork: 1,
      published: 2,
      toPublish: 2,
    }),
  ]);
  expect(await countNeedsReview(db)).toBe(1);
});

test("folders that are offline say why", async () => {
  expect(await listOfflineRoots(db)).toEqual([
    expect.objectContaining({ libraryId, libraryName: "Films", reason: "/more is empty." }),
  ]);
});

test("jobs are named after their film or library", async () => {
  const about = [
    { entityType: "movie", entityId: movieId },
    { entityType: "library", entityId: libraryId },
    { entityType: "movie", entityId: 999_999 },
    { entityType: null, entityId: null },
  ];
  const subjects = await nameSubjects(db, about);
  expect(about.map((job) => subjectOf(subjects, job))).toEqual([
    { name: "Heat (1995)", href: `/movies/${movieId}` },
    { name: "Films", href: null },
    null,
    null,
  ]);
});
