import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  assetCandidates,
  episodeActors,
  episodeCrew,
  episodes,
  providerEpisodes,
  providerRecords,
  ratings,
  seasons,
  series,
  seriesActors,
  seriesCertifications,
  seriesCrew,
  seriesExternalIds,
  seriesKeywords,
  seriesTitles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { compareValues } from "#lib/editing/compare-values.ts";
import { editEntity, getLoaded } from "#lib/editing/edit-entity.ts";
import type { ProviderEpisode, ProviderSeries } from "#lib/providers/series.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import { comparables } from "./comparable.ts";
import { enrichSeries } from "./enrich.ts";
import { episodeKind } from "./episode-kind.ts";
import { identifySeriesAs } from "./identify.ts";
import { listOrders } from "./orders.ts";
import { seriesKind } from "./series-kind.ts";
import { aShow } from "./testing.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const noLinks = { facebookId: null, instagramId: null, twitterId: null, wikidataId: null };
function aSeries(ids: Partial<ProviderSeries["ids"]>, more: Partial<ProviderSeries> = {}): ProviderSeries {
  return {
    provider: "tmdb",
    ids: { tmdb: null, tvdb: null, imdb: null, tvmaze: null, ...ids },
    ...{ ratings: [], cast: [], crew: [], networks: [], keywords: [], certifications: [], titles: [] },
    ...{ externalIds: noLinks, artwork: [], videos: [], seasons: [], orders: [] },
    ...more,
    fields: {
      ...{ title: null, originalTitle: null, year: null, firstAired: null, status: null, plot: null, tagline: null },
      ...{ runtimeMinutes: null, contentRating: null, originalLanguage: null, homepage: null, popularity: null },
      ...{ genres: [], studios: [], countries: [] },
      ...more.fields,
    },
  };
}
const anEpisode = (number: number, more: Partial<ProviderEpisode> = {}): ProviderEpisode => ({
  ...{ provider: "tmdb", seasonNumber: 1, episodeNumber: number, absoluteNumber: null },
  ...{ ids: { tmdb: null, tvdb: null, imdb: null }, title: null, plot: null, airDate: null, runtimeMinutes: null },
  ...{ ratings: [], guests: [], crew: [], artwork: [], ...more },
});

const priority = { order: [...providerNames], orderOf: () => [...providerNames] };
type Told = { answers: ProviderSeries[]; list?: ProviderEpisode[]; down?: ProviderName[] };
function take(seriesId: number, { answers, list = [], down = [] }: Told) {
  const failures = down.map((provider) => ({
    provider,
    message: "down",
    mayPass: true,
    retryAfterMs: undefined,
    error: new Error("down"),
  }));
  const lists = list.length > 0 ? [{ provider: "tmdb" as const, order: "aired", episodes: list }] : [];
  const asked = {
    series: { answers, missing: [], failures },
    lists: { answers: lists, missing: [], failures: [] },
  };
  const priorities = { series: priority, season: priority, episode: priority };
  const rules = { seriesId, parts: ["metadata", "artwork", "cast"] as const, mode: undefined, jobId: 5 };
  return transaction(db, (tx) => enrichSeries(tx, asked, { ...rules, defaultRating: "imdb", priority: priorities }));
}

const still = (name: string) => ({
  ...{ assetType: "thumb" as const, url: `https://pictures.test/${name}.jpg`, providerId: null, language: null },
  ...{ width: 1000, height: 600, voteAverage: null, voteCount: null, likes: null },
});
const person = (tmdbId: number, name: string) => ({ tmdbId, name, role: "Somebody", order: 1, imageUrl: null });
const fields = aSeries({}).fields;

/** Everything that a provider can say of a series and two episodes. */
const wrong = aSeries(
  { tmdb: 1, tvdb: 11, imdb: "tt0000001" },
  {
    fields: {
      ...fields,
      ...{ title: "Wrong Show", originalTitle: "Wrong", year: 1990, firstAired: "1990-01-01", status: "ended" },
      ...{ plot: "Wrong plot.", tagline: "Wrong line.", contentRating: "TV-MA", homepage: "https://wrong.test" },
      ...{ popularity: 4, genres: ["Western"], studios: ["Wrong Studio"], countries: ["Italy"] },
    },
    ratings: [{ source: "themoviedb", value: 8, max: 10, votes: 100 }],
    cast: [person(71, "Wrong Actor")],
    crew: [{ tmdbId: 72, name: "Wrong Creator", job: "Creator", department: "Creator" }],
    networks: ["Wrong Network"],
    keywords: ["wrong"],
    certifications: [{ region: "US", certification: "TV-MA" }],
    titles: [{ title: "Wrong Titel", kind: "translated", language: "de", region: "DE" }],
    externalIds: { ...noLinks, wikidataId: "wrong" },
    seasons: [
      {
        ...{ seasonNumber: 1, ids: { tmdb: 111, tvdb: null }, title: "Wrong Season", plot: "Wrong.", artwork: [] },
        airDate: "1990-01-01",
      },
    ],
    orders: [{ id: "dvd", label: "DVD" }],
  },
);
const wrongList = [1, 2].map((number) =>
  anEpisode(number, {
    ...{ ids: { tmdb: 1000 + number, tvdb: null, imdb: null }, title: `Wrong ${number}`, plot: "Wrong plot." },
    ...{ airDate: "1990-01-02", runtimeMinutes: 50, artwork: [still(`wrong-${number}`)] },
    ratings: [{ source: "themoviedb", value: 7, max: 10, votes: 10 }],
    guests: [person(80 + number, `Wrong Guest ${number}`)],
    crew: [{ tmdbId: 90, name: "Wrong Director", job: "Director", department: "Directing" }],
  }),
);
const right = aSeries({ tmdb: 2 }, { fields: { ...fields, title: "Right Show" } });

async function aWrongShow() {
  const { seriesId, episodeIds } = await aShow(db, {
    series: { title: "From the folder", tmdbId: 1, identificationStatus: "identified" },
    episodes: [1, 2].map((number) => ({ season: 1, number })),
  });
  await take(seriesId, { answers: [wrong], list: wrongList });
  await db.update(seriesExternalIds).set({ tvmazeId: 111 }).where(eq(seriesExternalIds.seriesId, seriesId));
  return { seriesId, episodeIds };
}
const identify = (seriesId: number) =>
  transaction(db, (tx) =>
    identifySeriesAs(tx, { seriesId, pick: { provider: "tmdb", providerId: 2, name: "Right Show" }, userId: null }),
  );

/** Everything that is kept of a series, as text. */
async function allOf({ seriesId, episodeIds }: { seriesId: number; episodeIds: number[] }): Promise<string> {
  const rows: unknown[] = [await getLoaded(db, seriesKind, seriesId), await episodeKind.list(db, episodeIds)];
  rows.push(await db.select().from(seasons).where(eq(seasons.seriesId, seriesId)));
  for (const table of [
    ...[seriesActors, seriesCertifications, seriesCrew, seriesExternalIds, seriesKeywords, seriesTitles],
    providerEpisodes,
  ]) {
    rows.push(await db.select().from(table).where(eq(table.seriesId, seriesId)));
  }
  for (const table of [episodeActors, episodeCrew]) {
    rows.push(await db.select().from(table).where(inArray(table.episodeId, episodeIds)));
  }
  for (const table of [assetCandidates, providerRecords, ratings]) {
    const ofSeries = and(eq(table.entityType, "series"), eq(table.entityId, seriesId));
    const ofEpisodes = and(eq(table.entityType, "episode"), inArray(table.entityId, episodeIds));
    rows.push(await db.select().from(table).where(ofSeries));
    rows.push(await db.select().from(table).where(ofEpisodes));
  }
  return JSON.stringify(rows);
}
/** Words, dates and ids that only the wrong series has. */
const ofWrong = /wrong|western|italy|TV-MA|1990|tt0000001|"(tvdbId|tvmazeId)":\d|"tmdbId":(1|1001|1002)\b|themoviedb/i;

const leftIn = (text: string): string | undefined => ofWrong.exec(text)?.[0];
const episodesOf = async ({ episodeIds }: { episodeIds: number[] }) =>
  (await episodeKind.list(db, episodeIds)).toSorted((a, b) => a.entityId - b.entityId);

test("a series that is another one keeps nothing of the wrong one, nor do its seasons and episodes", async () => {
  const show = await aWrongShow();
  expect(leftIn(await allOf(show))).toBe("Wrong");
  await identify(show.seriesId);
  await take(show.seriesId, { answers: [right], list: [anEpisode(1, { title: "Right 1" })] });
  expect(leftIn(await allOf(show))).toBeUndefined();
  const rows = await episodesOf(show);
  expect(rows.map(({ values }) => [values.title, values.plot])).toEqual([
    ["Right 1", null],
    [null, null],
  ]);
  for (const table of [seriesActors, seriesCrew, seriesKeywords]) {
    expect(await db.select().from(table).where(eq(table.seriesId, show.seriesId))).toEqual([]);
  }
  for (const table of [episodeActors, episodeCrew]) {
    expect(await db.select().from(table).where(inArray(table.episodeId, show.episodeIds))).toEqual([]);
  }
});

test("nothing of it stays while the list of the episodes cannot be read, but what people typed", async () => {
  const show = await aWrongShow();
  const [first = 0] = show.episodeIds;
  const author = { source: "user", userId: null };
  await transaction(db, async (tx) => {
    await editEntity(tx, episodeKind, { entityId: first, patch: { plot: "Mine." }, author });
    await editEntity(tx, seriesKind, { entityId: show.seriesId, patch: { tagline: "Ours." }, author });
  });
  await identify(show.seriesId);
  expect(await listOrders(db, show.seriesId)).toHaveLength(1);
  const said = () => compareValues(db, comparables.episode, { entityId: first, field: "title" });
  expect(await said()).toEqual([]);
  const tvmaze = aSeries({ tmdb: 2 }, { provider: "fanart" });
  await take(show.seriesId, { answers: [tvmaze], down: ["tmdb"] });
  const [row] = await db.select().from(series).where(eq(series.id, show.seriesId));
  // No name of a folder was kept: a series is never without a title.
  expect(row).toMatchObject({ title: "Wrong Show", tagline: "Ours.", plot: null, status: null });
  const [one] = await db.select().from(episodes).where(eq(episodes.id, first));
  expect(one).toMatchObject({ title: null, plot: "Mine.", tmdbId: null });
  await take(show.seriesId, { answers: [right], list: [anEpisode(1, { title: "Right 1" })] });
  expect(leftIn(await allOf(show))).toBeUndefined();
});

test("the same series keeps everything when a provider is down or says nothing any more", async () => {
  const show = await aWrongShow();
  const before = await getLoaded(db, seriesKind, show.seriesId);
  await take(show.seriesId, { answers: [aSeries({ tmdb: 1, tvdb: 11 })], list: [anEpisode(1), anEpisode(2)] });
  await take(show.seriesId, { answers: [aSeries({ tvdb: 11 }, { provider: "tvdb" })], down: ["tmdb"] });
  expect((await getLoaded(db, seriesKind, show.seriesId)).values).toEqual(before.values);
  const rows = await episodesOf(show);
  expect(rows.map(({ values }) => values.title)).toEqual(["Wrong 1", "Wrong 2"]);
});
