import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq, gte, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodeActors, episodes, fieldChanges, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { parseName } from "#lib/files/names/parse.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { listOwners, listRated, listUnidentified } from "./series-scan/list-owners.ts";
import { placeEpisodes } from "./series-scan/place-episodes.ts";
import { tellNfos } from "./series-scan/tell-nfos.ts";
import { makeHome } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

type Place = { library: Library; root: string };
const aPlace = (paths: readonly string[]): Promise<Place> =>
  home.library(db, {
    type: "tv",
    // Each of its own size, by which it is told again.
    files: Object.fromEntries(paths.map((path, index) => [path, "x".repeat(index + 1)])),
  });
const move = ({ root }: Place, from: string, to: string): void => {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
};
/** Scans; `stopAt`: which time that the scan asks whether it may write, it may not. */
function scan({ library }: Place, stopAt?: number) {
  let asked = 0;
  const assertOwned = async () => {
    asked += 1;
    if (asked === stopAt) throw new Error("stopped");
  };
  return scanLibrary(db, { libraryId: library.id, assertOwned });
}
/** Shows by the folder they are in, with the id they have: `3 Shelf/Alder`. */
const shows = async ({ library, root }: Place) =>
  (await db.select().from(series).where(eq(series.libraryId, library.id)))
    .map(({ id, directoryPath }) => `${id} ${directoryPath.slice(root.length + 1)}`)
    .sort();
async function countEpisodes({ library }: Place) {
  const ofLibrary = sql`${episodes.seriesId} in (select id from series where library_id = ${library.id})`;
  return {
    all: await db.$count(episodes, ofLibrary),
    missing: await db.$count(episodes, sql`${ofLibrary} and ${episodes.missingAt} is not null`),
    aside: await db.$count(episodes, sql`${ofLibrary} and ${episodes.episodeNumber} < 0`),
  };
}
/** A season of a hundred episodes in two files: many rows of few files. */
const aSeason = (show: string, season: number) =>
  ["E01-E50", "E51-E100"].map(
    (numbers) => `${show}/Season ${season}/${show.split("/").at(-1)} S${season}${numbers}.mkv`,
  );

const aFile = { name: "x", sizeBytes: 1, mtimeMs: 1, inode: 1, device: 1 };
const name = parseName("Alder/Season 1/Alder S01E01.mkv", { type: "tv" });
const show = {
  ...{ directoryPath: "/none/Alder", title: "Alder", year: null, ids: { tmdb: null, imdb: null, tvdb: null } },
  ...{ files: [], nfo: null, seasonNfos: [], extras: [], artwork: [], companions: [] },
};
const known = { seriesId: 1, directoryPath: show.directoryPath, isDeleted: false };
const saved = { show, known, replaced: null, episodes: [], nfos: new Map(), seriesId: 1, isNew: false };
/** An episode that no row has, under another name than before. */
function aMove(id: number) {
  const at = { seriesId: 1, seasonNumber: 1, episodeNumber: 1, sizeBytes: 1, modifiedMs: 1 };
  const row = { id, filePath: `/none/${id}`, isMissing: false, isDeleted: false, ...at };
  const beside = { nfos: [], subtitles: [], thumbs: [], companions: [] };
  const numbers = { seasonNumber: 1, episodeNumbers: [1], numbering: "aired" as const };
  const main = { file: { ...aFile, path: `/none/new/${id}` }, name, ...numbers, ...beside };
  const slot = { seasonNumber: 1, episodeNumber: 1, numbering: "aired" as const, main, media: [main] };
  return { show: saved, match: { slot, known: row, how: "moved" as const } };
}
const document = { kind: "episode" as const, encoding: "utf-8", entities: [], kept: [], unknown: [], warnings: [] };
const anNfo = { nfo: { file: { ...aFile, path: "/none/x.nfo" }, hash: "x", document }, entity: null, kept: null };

describe("moves of many episodes", () => {
  // SQLite takes 32,766 values in one statement.
  test("take as many statements as they need", { timeout: 60_000 }, async () => {
    const { library } = await aPlace([]);
    const ids = Array.from({ length: 33_000 }, (_, index) => 1_000_000 + index);
    const context = { library, jobId: null, isFull: false, isUnreadable: () => false };
    await transaction(db, async (tx) => {
      await placeEpisodes(tx, context, { items: ids.map(aMove), seasonOf: () => 1 });
      const told = ids.map((entityId) => ({ entityId, told: anNfo }));
      const { fresh } = await tellNfos(tx, { entityType: "episode", items: told, isThere: () => true });
      expect(fresh).toHaveLength(ids.length);
      expect(await listOwners(tx, { owner: episodeActors.episodeId, ids })).toEqual(new Set());
      expect(await listRated(tx, { entityType: "episode", ids })).toEqual(new Set());
      expect(await listUnidentified(tx, ids)).toEqual(new Set());
    });
    expect(await db.$count(fieldChanges, gte(fieldChanges.entityId, 1_000_000))).toBe(33_000);
  });

  test("of a shelf with its shows, each show by itself: what was written before a stop stays", async () => {
    const titles = ["Ash", "Maple", "Hornbeam"];
    const place = await aPlace(titles.flatMap((title) => aSeason(`Shelf/${title}`, 1)));
    await scan(place);
    const before = await shows(place);
    const moved = (line: string) => line.replace("Shelf", "Shows A-Z");
    move(place, "Shelf", "Shows A-Z");
    // Asked at the start, then before each batch.
    await expect(scan(place, 3)).rejects.toThrow("stopped");
    const halfway = await shows(place);
    expect(halfway).toEqual(before.map((line, index) => (index === 0 ? moved(line) : line)));
    expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    expect(await shows(place)).toEqual(before.map(moved));
    expect(await countEpisodes(place)).toEqual({ all: 300, missing: 0, aside: 0 });
  });

  test("shows that pass their folders on in a ring are written together", async () => {
    const place = await aPlace(["Ash", "Maple", "Hornbeam"].flatMap((show) => aSeason(show, 1)));
    await scan(place);
    const [a = "", b = "", c = ""] = await shows(place);
    const idOf = (line: string) => line.split(" ")[0];
    move(place, "Ash", "spare");
    move(place, "Hornbeam", "Ash");
    move(place, "Maple", "Hornbeam");
    move(place, "spare", "Maple");
    await expect(scan(place, 2)).rejects.toThrow("stopped");
    expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    expect(await shows(place)).toEqual([`${idOf(a)} Maple`, `${idOf(b)} Ash`, `${idOf(c)} Hornbeam`]);
    expect(await countEpisodes(place)).toEqual({ all: 300, missing: 0, aside: 0 });
  });
});
