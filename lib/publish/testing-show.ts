import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  assetCandidates,
  episodeActors,
  episodes,
  type libraries,
  type PictureOwner,
  seasons,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { cacheImage } from "#lib/artwork/cache.ts";
import { drawing, fanartSize, jpeg, posterSize } from "#lib/artwork/testing.ts";
import { aShow } from "#lib/artwork/testing-show.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import { writeSeriesLists } from "#lib/series/write-lists.ts";
import { type PublishOptions, publishUnit } from "./publish.ts";

export type TestShow = Awaited<ReturnType<typeof aPublishableShow>>;

type Owner = { entityType: PictureOwner; entityId: number };

/** Puts a picture into the cache and makes it the chosen one of its type. */
export async function chooseFor(
  db: Db,
  { type, bytes, rank = 1, ...owner }: Owner & { type: ArtworkType; bytes: Uint8Array; rank?: number },
): Promise<number> {
  const { entityType, entityId } = owner;
  const source = { sourceType: "user", sourceUrl: null, providerName: null } as const;
  const stored = await cacheImage(db, { entityType, entityId, imageType: type, bytes, name: type, source });
  const { cacheFileId } = stored;
  const url = `cache:${createHash("sha256").update(bytes).digest("hex")}`;
  await db
    .insert(assetCandidates)
    .values({ entityType, entityId, assetType: type, provider: "user", url, isSelected: true, rank, cacheFileId });
  return cacheFileId;
}

/**
 * A series on disk, ready to be published: a first season of which one file holds two episodes, a second one, a special, a
 * cast with portraits, and pictures of the show, its seasons and its episodes.
 */
export async function aPublishableShow(db: Db, params: { library?: Partial<typeof libraries.$inferInsert> } = {}) {
  const base = "Dark Harbour (2019)";
  const show = await aShow(db, {
    folder: base,
    episodes: [
      { file: `${base}/Season 01/Dark Harbour S01E01.mkv`, season: 1, number: 1 },
      { file: `${base}/Season 01/Dark Harbour S01E02-E03.mkv`, season: 1, number: 2 },
      { file: `${base}/Season 01/Dark Harbour S01E02-E03.mkv`, season: 1, number: 3 },
      { file: `${base}/Season 02/Dark Harbour S02E01.mkv`, season: 2, number: 1 },
      { file: `${base}/Specials/Dark Harbour S00E01.mkv`, season: 0, number: 1 },
    ],
    pictures: {},
    library: { automation: "full", ...params.library },
    series: {
      title: "Dark Harbour",
      plot: "A town & its secrets.",
      year: 2019,
      firstAired: "2019-03-01",
      status: "ended",
      contentRating: "TV-14",
      tmdbId: 901_001,
      tvdbId: 801_001,
      imdbId: "tt7654321",
      identificationStatus: "enriched",
    },
  });
  const { seriesId, seasonIds, episodeIds } = show;
  await transaction(db, (tx) =>
    writeSeriesLists(tx, [
      { seriesId, lists: { genres: ["Drama"], studios: ["North Pictures"], countries: [], tags: [] } },
    ]),
  );
  await db
    .update(seasons)
    .set({ title: "The Fog", plot: "It begins." })
    .where(eq(seasons.id, seasonIds.get(1) ?? 0));
  for (const [index, id] of episodeIds.entries()) {
    await db
      .update(episodes)
      .set({
        title: `Part ${index + 1}`,
        plot: `Plot ${index + 1}`,
        airDate: `2019-03-0${index + 1}`,
        tvdbId: 7000 + index,
      })
      .where(eq(episodes.id, id));
  }
  const lead = await anActor(db, { name: "Zoë Saldaña", seed: 31 });
  const guest = await anActor(db, { name: "Guest Star Jr", seed: 32 });
  await db.insert(seriesActors).values({ seriesId, actorId: lead, role: "Inga", actorOrder: 1 });
  await db
    .insert(episodeActors)
    .values({ episodeId: episodeIds[0] ?? 0, actorId: guest, role: "Visitor", sortOrder: 1 });
  const owner = { entityType: "series", entityId: seriesId } as const;
  await chooseFor(db, { ...owner, type: "poster", bytes: await jpeg(41, posterSize) });
  await chooseFor(db, { ...owner, type: "fanart", bytes: await jpeg(42, fanartSize) });
  await chooseFor(db, { ...owner, type: "fanart", bytes: await jpeg(43, fanartSize), rank: 2 });
  for (const [number, seasonId] of seasonIds) {
    const bytes = await jpeg(50 + number, posterSize);
    await chooseFor(db, { entityType: "season", entityId: seasonId, type: "poster", bytes });
  }
  for (const [index, episodeId] of episodeIds.entries()) {
    const bytes = await jpeg(60 + index, { width: 400, height: 225 });
    await chooseFor(db, { entityType: "episode", entityId: episodeId, type: "thumb", bytes });
  }
  return { ...show, lead, guest };
}

/** Somebody with a portrait in the cache. */
async function anActor(db: Db, { name, seed }: { name: string; seed: number }): Promise<number> {
  const [row] = await db
    .insert(actors)
    .values({ name, nameNormalized: `${name.toLowerCase()} ${seed} ${Math.random()}` })
    .returning();
  const actorId = row?.id ?? 0;
  const bytes = await drawing(seed, { width: 300, height: 450 }).jpeg().toBuffer();
  const source = { sourceType: "user", sourceUrl: null, providerName: null } as const;
  const stored = await cacheImage(db, {
    entityType: "actor",
    entityId: actorId,
    imageType: "actor_thumb",
    bytes,
    name,
    source,
  });
  const imageHash = createHash("sha256").update(bytes).digest("hex");
  await db
    .update(actors)
    .set({ imageHash, imageCachePath: String(stored.cacheFileId) })
    .where(eq(actors.id, actorId));
  return actorId;
}

/** The series' title on the disk, whichever way it was edited. */
export const titleOf = async (db: Db, seriesId: number): Promise<string | undefined> =>
  (await db.select({ title: series.title }).from(series).where(eq(series.id, seriesId)))[0]?.title;

/** publishUnit for a series. */
export const publishSeries = (db: Db, { seriesId, ...options }: { seriesId: number } & PublishOptions) =>
  publishUnit(db, { entityType: "series", entityId: seriesId, ...options });
