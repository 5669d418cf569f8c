import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, libraryNfoFiles, movies, providerRecords, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { emptyEntity } from "#lib/files/nfo/types.ts";
import { comparableMovie } from "#lib/movies/comparable.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { comparables } from "#lib/series/comparable.ts";
import { aShow } from "#lib/series/testing.ts";
import { compareValues } from "./compare-values.ts";
import { fieldSources } from "./field-sources.ts";
import { getEntityForm } from "./field-states.ts";
import { takeValue } from "./take-value.ts";
import { undoEdits } from "./undo-edits.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

type Row = typeof providerRecords.$inferInsert;
const told = (row: Pick<Row, "entityType" | "entityId" | "provider"> & Partial<Row>) =>
  db.insert(providerRecords).values({ status: "ok", fetchedAt: new Date("2026-01-02T03:04:05Z"), ...row });

/** A film of which TMDB and OMDb say different things, TVDB is down and TVmaze has nothing. */
async function aToldMovie(): Promise<number> {
  const movieId = await aMovie(db, { title: "Night", plot: "theirs" });
  const film = { entityType: "movie", entityId: movieId } as const;
  await told({ ...film, provider: "tmdb", fields: { title: "Night", plot: "theirs", genres: ["Horror"] } });
  await told({ ...film, provider: "omdb", fields: { plot: "another", genres: ["Horror", "Cult"], year: 1968 } });
  await told({ ...film, provider: "tvdb", status: "failed", error: "It did not answer.", fields: { plot: "older" } });
  await told({ ...film, provider: "tvmaze", status: "missing", fields: null });
  return movieId;
}

const take = (movieId: number, field: string, source: string, opened = {}) =>
  transaction(db, (tx) => takeValue(tx, comparableMovie, { entityId: movieId, field, source, opened, userId: 7 }));
const undo = (movieId: number, changeIds: readonly number[]) =>
  transaction(db, (tx) => undoEdits(tx, comparableMovie.kind, { entityId: movieId, changeIds, userId: 7 }));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];

describe("comparing", () => {
  test("shows what every source says, which is in force, and who could not say", async () => {
    const movieId = await aToldMovie();
    const said = await compareValues(db, comparableMovie, { entityId: movieId, field: "plot" });
    expect(said).toMatchObject([
      { source: "tmdb", status: "ok", value: "theirs", isInForce: true },
      { source: "omdb", status: "ok", value: "another", isInForce: false, at: new Date("2026-01-02T03:04:05Z") },
      { source: "tvdb", status: "failed", value: "older", isInForce: false, error: "It did not answer." },
      { source: "tvmaze", status: "missing", value: null, isInForce: false },
    ]);
    const silent = await compareValues(db, comparableMovie, { entityId: movieId, field: "tags" });
    expect(silent.map(({ value, isInForce }) => ({ value, isInForce }))).toEqual(
      Array.from({ length: 4 }, () => ({ value: null, isInForce: false })),
    );
  });

  test("reads the NFO as it was read last; one that Metarr wrote counts by its first reading", async () => {
    const movieId = await aToldMovie();
    const said = async () =>
      (await compareValues(db, comparableMovie, { entityId: movieId, field: "plot" })).find(
        ({ source }) => source === "nfo",
      );
    expect(await said()).toBeUndefined();
    const first = { entityType: "movie", entityId: movieId, field: "*", source: "nfo" };
    await db.insert(fieldChanges).values({ ...first, newValue: { plot: "as first read" } });
    const record = { entityType: "movie", entityId: movieId, path: `/films/${movieId}.nfo`, hash: "x" } as const;
    const snapshot = { ...emptyEntity, plot: "as read last" };
    await db.insert(libraryNfoFiles).values({ ...record, snapshot, readAt: new Date() });
    expect(await said()).toMatchObject({ value: "as read last" });
    await db.update(libraryNfoFiles).set({ publishedAt: new Date() }).where(eq(libraryNfoFiles.entityId, movieId));
    expect(await said()).toMatchObject({ value: "as first read" });
    await take(movieId, "plot", "nfo");
    expect(await rowOf(movieId)).toMatchObject({ plot: "as first read", plotLocked: true });
  });
});

describe("taking", () => {
  test("writes the provider's value, locks it, and the history names the provider and the person", async () => {
    const movieId = await aToldMovie();
    const { version } = await take(movieId, "genres", "omdb");
    expect(await rowOf(movieId)).toMatchObject({
      genres: ["Horror", "Cult"],
      genresLocked: true,
      plot: "theirs",
      version,
    });
    expect((await fieldSources(db, "movie", movieId)).get("genres")).toMatchObject({ source: "omdb", userId: 7 });
    const { fields } = await getEntityForm(db, comparableMovie.kind, {
      entityId: movieId,
      fields: { genres: { label: "Genres", kind: "list" } },
    });
    expect(fields).toMatchObject([
      { field: "genres", value: ["Horror", "Cult"], locked: true, source: { label: "OMDb", isTyped: false } },
    ]);
  });

  test("is taken back with its lock, and leaves an earlier choice locked", async () => {
    const movieId = await aToldMovie();
    const first = await take(movieId, "plot", "omdb");
    const second = await take(movieId, "plot", "tvdb");
    expect(await rowOf(movieId)).toMatchObject({ plot: "older" });
    await undo(movieId, second.changeIds);
    expect(await rowOf(movieId)).toMatchObject({ plot: "another", plotLocked: true });
    await undo(movieId, first.changeIds);
    expect(await rowOf(movieId)).toMatchObject({ plot: "theirs", plotLocked: false });
  });

  test("of what stands there already only locks it", async () => {
    const movieId = await aToldMovie();
    expect(await take(movieId, "plot", "tmdb")).toEqual({ version: 2, changeIds: [] });
    expect(await rowOf(movieId)).toMatchObject({ plot: "theirs", plotLocked: true });
  });

  test("refuses what nobody says, what nobody may edit, and what changed since the form was opened", async () => {
    const movieId = await aToldMovie();
    const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : error);
    const refused = (field: string, source: string, opened = {}) => take(movieId, field, source, opened).catch(codeOf);
    expect(await refused("tagline", "omdb")).toBe("not_found");
    expect(await refused("plot", "tvmaze")).toBe("not_found");
    expect(await refused("plot", "fanart")).toBe("not_found");
    expect(await refused("budget", "omdb")).toBe("invalid");
    expect(await refused("plot", "omdb", { version: 0, values: { plot: "seen" } })).toBe("conflict");
    expect(await rowOf(movieId)).toMatchObject({ plot: "theirs", plotLocked: false, version: 1 });
  });

  test("is the same for series and episodes", async () => {
    const { seriesId, episodeIds } = await aShow(db, { episodes: [{ season: 1, number: 1, title: "Pilot" }] });
    const [episodeId = 0] = episodeIds;
    await told({ entityType: "series", entityId: seriesId, provider: "tvdb", fields: { status: "ended" } });
    await told({ entityType: "episode", entityId: episodeId, provider: "tvmaze", fields: { directors: ["A", "B"] } });
    const by = { userId: 7 };
    await transaction(db, async (tx) => {
      await takeValue(tx, comparables.series, { entityId: seriesId, field: "status", source: "tvdb", ...by });
      await takeValue(tx, comparables.episode, { entityId: episodeId, field: "directors", source: "tvmaze", ...by });
    });
    const [show] = await db.select().from(series).where(eq(series.id, seriesId));
    expect(show).toMatchObject({ status: "ended", statusLocked: true });
    const [row] = await db.select().from(episodes).where(eq(episodes.id, episodeId));
    expect(row).toMatchObject({ directorsLocked: true });
    const said = await compareValues(db, comparables.episode, { entityId: episodeId, field: "directors" });
    expect(said).toMatchObject([{ value: ["A", "B"], isInForce: true }]);
  });
});
