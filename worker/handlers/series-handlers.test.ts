import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  assetCandidates,
  episodeActors,
  episodeCrew,
  episodes,
  fieldChanges,
  jobs,
  providerEpisodes,
  providerRecords,
  rateLimits,
  ratings,
  seasons,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editEntity } from "#lib/editing/edit-entity.ts";
import { log } from "#lib/log.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { listOrders, previewOrder, setEpisodeOrder } from "#lib/series/orders.ts";
import { aShow, type ShowEpisode } from "#lib/series/testing.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { JobContext } from "../handler.ts";
import { seriesEnrich } from "./series-enrich.ts";
import { seriesOrders } from "./series-orders.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
    await setSetting(tx, "tvdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tvdb.baseUrl", simulator.tvdbBaseUrl);
    await setSetting(tx, "tvdb.ratePerSecond", 50);
    await setSetting(tx, "tvmaze.baseUrl", simulator.tvmazeBaseUrl);
    await setSetting(tx, "tvmaze.ratePerSecond", 50);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({ requestsPerSecond: 0 });
  await db.delete(jobs);
  await db.delete(rateLimits);
});

const job = { jobId: 7, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} };
function context<T extends "series.enrich" | "series.orders">(
  payload: JobContext<T>["payload"],
  type: T,
): JobContext<T> {
  return {
    db,
    payload,
    job: { ...job, type, runId: null, createdBy: null },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  };
}
const enrich = (seriesId: number, more: Partial<JobContext<"series.enrich">["payload"]> = {}) =>
  seriesEnrich(context({ seriesId, ...more }, "series.enrich"));
const episodesOf = (seriesId: number) =>
  db
    .select()
    .from(episodes)
    .where(eq(episodes.seriesId, seriesId))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
const rowOf = async (seriesId: number) => (await db.select().from(series).where(eq(series.id, seriesId)))[0];

/** Firefly: TVDB's DVD order is the one the makers meant. */
const firefly = 1437;
const aired = (count: number): ShowEpisode[] => Array.from({ length: count }, (_, i) => ({ season: 1, number: i + 1 }));

describe("enrich", () => {
  test("a series, its seasons and the episodes of its files get what the providers say; again nothing is written", async () => {
    const { seriesId } = await aShow(db, { series: { title: "Firefly", tmdbId: firefly }, episodes: aired(3) });
    expect(await enrich(seriesId)).toMatchObject({ changed: true, episodes: 3, unmapped: [] });
    expect(await rowOf(seriesId)).toMatchObject({
      identificationStatus: "enriched",
      year: 2002,
      status: "cancelled",
      tvdbId: expect.any(Number),
      imdbId: expect.stringMatching(/^tt\d+$/),
    });
    const rows = await episodesOf(seriesId);
    expect(rows.every(({ title, plot, airDate, tmdbId }) => title && plot && airDate && tmdbId)).toBe(true);
    const [season] = await db.select().from(seasons).where(eq(seasons.seriesId, seriesId));
    expect(season).toMatchObject({ tmdbId: expect.any(Number), airDate: expect.any(String) });
    const cast = await db.select().from(seriesActors).where(eq(seriesActors.seriesId, seriesId));
    expect(cast.length).toBeGreaterThan(3);
    const listed = await db.select().from(providerEpisodes).where(eq(providerEpisodes.seriesId, seriesId));
    expect(new Set(listed.map(({ provider }) => provider))).toEqual(new Set(["tmdb", "tvdb", "tvmaze"]));
    const said = await db.select().from(providerRecords).where(eq(providerRecords.entityId, seriesId));
    expect(said.some(({ provider, status }) => provider === "tvdb" && status === "ok")).toBe(true);

    const before = JSON.stringify([await rowOf(seriesId), rows, inOrder(said)]);
    const count = (await db.select().from(fieldChanges)).length;
    expect(await enrich(seriesId)).toMatchObject({ changed: false, fields: [], episodes: 0 });
    const again = await db.select().from(providerRecords).where(eq(providerRecords.entityId, seriesId));
    expect(JSON.stringify([await rowOf(seriesId), await episodesOf(seriesId), inOrder(again)])).toBe(before);
    expect((await db.select().from(fieldChanges)).length).toBe(count);
  });

  test("locked values of an episode stay, also its people", async () => {
    const { seriesId, episodeIds } = await aShow(db, {
      series: { title: "Firefly", tmdbId: firefly },
      episodes: aired(2),
    });
    const [episodeId = 0] = episodeIds;
    const patch = { title: "Mine", directors: ["Somebody Else"] };
    await transaction(db, (tx) =>
      editEntity(tx, episodeKind, { entityId: episodeId, patch, author: { source: "user", userId: 1 } }),
    );
    await enrich(seriesId, { mode: "replace" });
    const [first, second] = await episodesOf(seriesId);
    expect(first).toMatchObject({ title: "Mine", titleLocked: true, plot: expect.any(String) });
    expect(second?.title).not.toBeNull();
    const [loaded] = await episodeKind.list(db, [episodeId]);
    expect(loaded?.values.directors).toEqual(["Somebody Else"]);
    expect((await db.select().from(episodeCrew).where(eq(episodeCrew.episodeId, episodeId))).length).toBeGreaterThan(1);
  });

  test("guests belong to their episode, and stills are offered for it", async () => {
    const { seriesId, episodeIds } = await aShow(db, {
      series: { title: "Firefly", tmdbId: firefly },
      episodes: aired(6),
    });
    await enrich(seriesId);
    const guests = await db
      .select({ name: actors.name })
      .from(episodeActors)
      .innerJoin(actors, eq(actors.id, episodeActors.actorId))
      .where(inArray(episodeActors.episodeId, episodeIds));
    expect(guests.length).toBeGreaterThan(0);
    const stills = await db
      .select()
      .from(assetCandidates)
      .where(and(eq(assetCandidates.entityType, "episode"), inArray(assetCandidates.entityId, episodeIds)));
    expect(stills.some(({ assetType }) => assetType === "thumb")).toBe(true);
  });

  test("files with a number over all are found by it, and shown at their place", async () => {
    const { seriesId } = await aShow(db, {
      series: { title: "Attack on Titan", tmdbId: 1429 },
      episodes: [{ season: 1, number: 26, absoluteNumber: 26, numbering: "absolute" }],
    });
    await enrich(seriesId);
    const [row] = await episodesOf(seriesId);
    const [entry] = await db
      .select()
      .from(providerEpisodes)
      .where(
        and(
          eq(providerEpisodes.seriesId, seriesId),
          eq(providerEpisodes.provider, "tmdb"),
          eq(providerEpisodes.absoluteNumber, 26),
        ),
      );
    expect(row).toMatchObject({
      title: entry?.title,
      displaySeason: entry?.seasonNumber,
      displayEpisode: entry?.episodeNumber,
    });
    expect(entry?.seasonNumber).toBe(2);
  });

  test("an id that is gone flags the series and deletes nothing", async () => {
    const { seriesId } = await aShow(db, {
      series: { title: "Nowhere", tmdbId: 999_999_999, plot: "kept" },
      episodes: aired(1),
    });
    expect(await enrich(seriesId)).toMatchObject({ changed: false });
    expect(await rowOf(seriesId)).toMatchObject({ identificationStatus: "needs_identification", plot: "kept" });
  });
});

describe("orders", () => {
  test("another order is fetched, shown beside the present one, and applied with its titles", async () => {
    const { seriesId } = await aShow(db, { series: { title: "Firefly", tmdbId: firefly }, episodes: aired(4) });
    await enrich(seriesId);
    const choices = await listOrders(db, seriesId);
    expect(choices.map(({ id }) => id)).toContain("dvd");
    const names = ["tmdb", "tvdb", "tvmaze", "omdb", "fanart"] as const;
    const priority = { order: names, orderOf: () => names };
    const preview = () => previewOrder(db, { seriesId, order: "dvd", present: "aired", priority });
    expect(await preview()).toEqual({ state: "unknown" });
    await seriesOrders(context({ seriesId, order: "dvd" }, "series.orders"));
    const shown = await preview();
    if (shown.state !== "ready") throw new Error("The order was not fetched.");
    expect(shown).toMatchObject({ provider: "tvdb", unmapped: 0 });
    expect(shown.changed).toBeGreaterThan(0);

    const before = (await episodesOf(seriesId)).map(({ title }) => title);
    await transaction(db, (tx) => setEpisodeOrder(tx, { seriesId, order: "dvd", userId: 1 }));
    expect((await db.select().from(jobs)).map(({ type }) => type)).toContain("series.enrich");
    await enrich(seriesId);
    const after = await episodesOf(seriesId);
    expect(after.map(({ title }) => title)).toEqual(shown.rows.map(({ then }) => then?.title));
    expect(after.map(({ title }) => title)).not.toEqual(before);
    expect(after.map(({ seasonNumber, episodeNumber }) => [seasonNumber, episodeNumber])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
    ]);
    expect(await rowOf(seriesId)).toMatchObject({ episodeOrder: "dvd", episodeOrderLocked: true });
  });

  test("a file keeps nothing of the episode it was before, and gets all of it back with the order from before", async () => {
    const make = async (episodeOrder: string) => {
      const values = { title: "Firefly", tmdbId: firefly, episodeOrder };
      const { seriesId } = await aShow(db, { series: values, episodes: aired(6) });
      await enrich(seriesId);
      return seriesId;
    };
    const [changing, always] = [await make("aired"), await make("dvd")];
    const asAired = await allOf(changing);
    const changeTo = async (order: string) => {
      await transaction(db, (tx) => setEpisodeOrder(tx, { seriesId: changing, order, userId: 1 }));
      await enrich(changing);
    };
    await changeTo("dvd");
    const asDvd = await allOf(changing);
    expect(asDvd).toEqual(await allOf(always));
    expect(asDvd).not.toEqual(asAired);
    await changeTo("aired");
    expect(await allOf(changing)).toEqual(asAired);
  });

  test("what a person wrote, locked or chose of a file stays whatever episode it is", async () => {
    const values = { title: "Firefly", tmdbId: firefly };
    const { seriesId, episodeIds } = await aShow(db, { series: values, episodes: aired(3) });
    await enrich(seriesId);
    const [entityId = 0] = episodeIds;
    await transaction(db, (tx) =>
      editEntity(tx, episodeKind, { entityId, patch: { plot: "Mine." }, author: { source: "user", userId: 1 } }),
    );
    await transaction(db, (tx) => setEpisodeOrder(tx, { seriesId, order: "dvd", userId: 1 }));
    await enrich(seriesId);
    expect((await episodesOf(seriesId))[0]).toMatchObject({ plot: "Mine.", plotLocked: true });
  });
});

/** Everything that providers said of the episodes of a series, file by file. */
async function allOf(seriesId: number) {
  const rows = await episodesOf(seriesId);
  const ids = rows.map(({ id }) => id);
  const guests = await db
    .select({ at: episodeActors.episodeId, name: actors.name, role: episodeActors.role })
    .from(episodeActors)
    .innerJoin(actors, eq(actors.id, episodeActors.actorId))
    .where(inArray(episodeActors.episodeId, ids));
  const crew = await db.select().from(episodeCrew).where(inArray(episodeCrew.episodeId, ids));
  const ofEpisodes = <T extends { entityType: string; entityId: number }>(found: T[]) =>
    found.filter(({ entityType, entityId }) => entityType === "episode" && ids.includes(entityId));
  const [pictures, said, rated] = [
    ofEpisodes(await db.select().from(assetCandidates)),
    ofEpisodes(await db.select().from(providerRecords)),
    ofEpisodes(await db.select().from(ratings)),
  ];
  return rows.map(({ id, title, plot, airDate, runtimeMinutes, tmdbId, tvdbId, imdbId }) => ({
    ...{ title, plot, airDate, runtimeMinutes, tmdbId, tvdbId, imdbId },
    guests: guests
      .filter(({ at }) => at === id)
      .map(({ name, role }) => `${name} as ${role}`)
      .sort(),
    crew: crew
      .filter(({ episodeId }) => episodeId === id)
      .map(({ crewId, job }) => `${crewId} ${job}`)
      .sort(),
    pictures: pictures
      .filter(({ entityId }) => entityId === id)
      .map(({ url }) => url)
      .sort(),
    said: Object.fromEntries(
      said.filter(({ entityId }) => entityId === id).map(({ provider, fields }) => [provider, fields]),
    ),
    ratings: rated
      .filter(({ entityId }) => entityId === id)
      .map(({ source, value }) => `${source} ${value}`)
      .sort(),
  }));
}
