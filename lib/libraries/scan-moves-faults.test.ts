import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, exclusions, libraries, movies, series, users } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { removeEpisodes } from "#lib/series/remove-episodes.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

type Place = { library: Library; root: string };
const scan = ({ library }: Place, full = false) => scanLibrary(db, { libraryId: library.id, full });
const aPlace = (files: readonly string[], type: "movie" | "tv" = "tv") =>
  home.library(db, { type, files: Object.fromEntries(files.map((path) => [path, path])) });
function move({ root }: Place, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}
/** `id show 1x02 path`, with `missing` where it is. */
async function listed({ library, root }: Place, { ids = true } = {}) {
  const rows = await db
    .select({ show: series.title, episode: episodes })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, library.id));
  return rows
    .map(({ show, episode: { id, seasonNumber, episodeNumber, filePath, missingAt } }) =>
      [ids && id, show, `${seasonNumber}x${episodeNumber}`, filePath.slice(root.length + 1), missingAt && "missing"]
        .filter(Boolean)
        .join(" "),
    )
    .toSorted();
}
const withoutPath = (lines: readonly string[]) => lines.map((line) => line.split(" ").slice(0, 2).join(" "));

describe("series whose folders are read in another way", () => {
  test("a release that gets a tvshow.nfo keeps its rows", async () => {
    const place = await aPlace(["Old.Harbour.S01.720p-A/Old.Harbour.S01E01.mkv", "Old.Harbour.S02E01.mkv"]);
    await scan(place);
    const before = await listed(place);
    writeBelow(place.root, "Old.Harbour.S01.720p-A/tvshow.nfo", "<tvshow><title>Old Harbour</title></tvshow>");
    expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    expect(await listed(place)).toEqual(before);
  });

  test("a shelf that gets a tvshow.nfo or a stray episode stays a shelf", async () => {
    const place = await aPlace([
      "Anime/Kite Days/Season 1/Kite Days S01E01.mkv",
      "Anime/Low Tide/Season 1/Low Tide S01E01.mkv",
    ]);
    await scan(place);
    const before = await listed(place);
    writeBelow(place.root, "Anime/tvshow.nfo", "<tvshow><title>Anime</title></tvshow>");
    writeBelow(place.root, "Anime/Other Show S01E01.mkv");
    expect(await scan(place)).toMatchObject({ added: 1, missing: 0 });
    expect((await listed(place)).slice(0, 2)).toEqual(before);
  });

  test("a folder of several shows' episodes is no show", async () => {
    const place = await aPlace(["Misc/Alpha S01E01.mkv", "Misc/Beta S01E01.mkv"]);
    await scan(place);
    expect(await listed(place, { ids: false })).toEqual([
      "Alpha 1x1 Misc/Alpha S01E01.mkv",
      "Beta 1x1 Misc/Beta S01E01.mkv",
    ]);
  });

  test("a pack that moves into a show's folder leaves the other pack what it has", async () => {
    const place = await aPlace([
      "Old.Pier.S01.A/Old.Pier.S01E01.mkv",
      "Old.Pier.S02.A/Old.Pier.S02E01.mkv",
      "Other S01E01.mkv",
    ]);
    await scan(place);
    const before = withoutPath(await listed(place));
    move(place, "Old.Pier.S01.A", "Old Pier (2010)/Season 1");
    expect(await scan(place)).toMatchObject({ missing: 0 });
    writeBelow(place.root, "Old.Pier.S02.A/Old.Pier.S02E02.mkv");
    expect(await scan(place)).toMatchObject({ added: 1, missing: 0 });
    expect(withoutPath(await listed(place))).toEqual(expect.arrayContaining(before));
  });
});

describe("moves keep rows", () => {
  test("when a folder is moved a file at a time, with a scan in between", async () => {
    const names = [1, 2, 3].map((number) => `Season 1/Deck D S01E0${number}.mkv`);
    const place = await aPlace(names.map((name) => `Deck D/${name}`));
    await scan(place);
    const before = withoutPath(await listed(place));
    for (const name of names) {
      move(place, `Deck D/${name}`, `Deck D (2010)/${name}`);
      expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    }
    expect(withoutPath(await listed(place))).toEqual(before);
    expect((await listed(place)).every((line) => line.includes("Deck D (2010)/"))).toBe(true);
  });

  test("when two shows swap their folders", async () => {
    const place = await aPlace(["Desk/Season 1/Desk S01E01.mkv", "Desk US/Season 1/Desk S01E01.mkv"]);
    writeFileSync(join(place.root, "Desk US/Season 1/Desk S01E01.mkv"), "another film");
    await scan(place);
    const rows = await db.select().from(series).where(eq(series.libraryId, place.library.id));
    const idAt = (path: string) => rows.find((row) => row.directoryPath === join(place.root, path))?.id;
    move(place, "Desk", "Desk UK");
    move(place, "Desk US", "Desk");
    expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    const after = await db.select().from(series).where(eq(series.libraryId, place.library.id));
    expect(after.map(({ id, directoryPath }) => [id, directoryPath.slice(place.root.length + 1)])).toEqual(
      expect.arrayContaining([
        [idAt("Desk"), "Desk UK"],
        [idAt("Desk US"), "Desk"],
      ]),
    );
  });

  test("when a removed episode and another swap their numbers, and it stays removed", async () => {
    const place = await aPlace(["Lane/Season 1/Lane S01E01.mkv", "Lane/Season 1/Lane S01E02 long.mkv"]);
    await scan(place);
    const [user] = await db
      .insert(users)
      .values({ username: "anna", usernameFolded: "anna", role: "editor" })
      .returning();
    const [first] = await db
      .select({ id: episodes.id })
      .from(episodes)
      .where(eq(episodes.filePath, join(place.root, "Lane/Season 1/Lane S01E01.mkv")));
    await transaction(db, (tx) => removeEpisodes(tx, { episodeIds: [first?.id ?? 0], userId: user?.id ?? 0 }));
    move(place, "Lane/Season 1/Lane S01E01.mkv", "Lane/Season 1/Lane S01E02 other.mkv");
    move(place, "Lane/Season 1/Lane S01E02 long.mkv", "Lane/Season 1/Lane S01E01 long.mkv");
    for (let round = 0; round < 2; round += 1) {
      expect(await scan(place, round === 1)).toMatchObject({ added: 0, missing: 0 });
      const [removed] = await db
        .select()
        .from(episodes)
        .where(eq(episodes.id, first?.id ?? 0));
      expect(removed?.deletedAt).not.toBeNull();
      expect(removed?.filePath).toBe(join(place.root, "Lane/Season 1/Lane S01E02 other.mkv"));
    }
    expect(await db.$count(exclusions, eq(exclusions.libraryId, place.library.id))).toBe(1);
  });
});

describe("R1: a scan that ends before its last batch", () => {
  test.each(["movie", "tv"] as const)("leaves moved items to the next one (%s)", async (type) => {
    const nameOf = (title: string) =>
      type === "tv" ? `${title}/Season 1/${title} S01E01.mkv` : `${title} (2001)/${title} (2001).mkv`;
    const place = await aPlace([nameOf("Zed")], type);
    await scan(place);
    move(place, dirname(nameOf("Zed")), dirname(nameOf("Aaa")));
    if (type === "tv") move(place, "Aaa/Season 1/Zed S01E01.mkv", nameOf("Aaa"));
    else move(place, "Aaa (2001)/Zed (2001).mkv", nameOf("Aaa"));
    for (let number = 0; number < 150; number += 1)
      writeBelow(place.root, nameOf(`New ${number}`), "x".repeat(number + 200));
    // The library changes while it is scanned: the second batch is refused.
    let batches = 0;
    const controller = new AbortController();
    const failing = scanLibrary(db, {
      libraryId: place.library.id,
      signal: controller.signal,
      assertOwned: async () => {
        batches += 1;
        if (batches === 3) throw new Error("stopped");
      },
    });
    await expect(failing).rejects.toThrow();
    await scan(place);
    const table = type === "tv" ? episodes : movies;
    const rows = await db.select({ path: table.filePath, missingAt: table.missingAt }).from(table);
    const ours = rows.filter(({ path }) => path.startsWith(`${place.root}/`));
    expect(ours).toHaveLength(151);
    expect(ours.filter(({ missingAt }) => missingAt !== null)).toEqual([]);
    expect(await db.$count(libraries, eq(libraries.id, place.library.id))).toBe(1);
  });
});
