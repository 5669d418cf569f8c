import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { assetCandidates, seasons } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { listPictureOwners } from "./list-picture-owners.ts";
import { aShow, aTvLibrary } from "./testing.ts";

const db = await testDb();

test("a series, its seasons with the specials last, and the episodes of one, with what is offered for each", async () => {
  const libraryId = await aTvLibrary(db, { name: "Series", path: "/tv" });
  const { seriesId } = await aShow(db, {
    libraryId,
    series: { title: "Tide" },
    episodes: [
      { season: 2, number: 2 },
      { season: 2, number: 1, title: "Neap" },
      { season: 1, number: 1 },
      { season: 0, number: 1 },
    ],
  });
  const [season] = await db.select().from(seasons).where(eq(seasons.seasonNumber, 2));
  const offer = { assetType: "poster", provider: "tmdb" } as const;
  await db.insert(assetCandidates).values([
    { entityType: "series", entityId: seriesId, url: "https://x/1", ...offer },
    { entityType: "season", entityId: season?.id ?? 0, url: "https://x/2", ...offer },
    { entityType: "season", entityId: season?.id ?? 0, url: "https://x/3", ...offer },
  ]);
  const found = await listPictureOwners(db, { seriesId, seasonNumber: 2 });
  expect(found.own).toMatchObject({ entityId: seriesId, offered: 1, hash: null });
  expect(found.seasons.map(({ seasonNumber, offered }) => [seasonNumber, offered])).toEqual([
    [1, 0],
    [2, 2],
    [0, 0],
  ]);
  expect(found.episodes.map(({ episodeNumber, title }) => [episodeNumber, title])).toEqual([
    [1, "Neap"],
    [2, null],
  ]);
  expect((await listPictureOwners(db, { seriesId, seasonNumber: undefined })).episodes).toEqual([]);
});
