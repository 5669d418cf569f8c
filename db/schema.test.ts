import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Db, getDb } from "./client.ts";
import { isUniqueViolation } from "./errors.ts";
import {
  actors,
  assetCandidates,
  cacheImageFiles,
  cacheVideoFiles,
  episodes,
  fieldChanges,
  genres,
  jobs,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  movieActors,
  movieGenres,
  movies,
  ratings,
  seasons,
  series,
  trailerCandidates,
  videoStreams,
} from "./schema/index.ts";
import { testDb } from "./testing.ts";

let db: Db;
let counter = 0;
beforeAll(async () => {
  db = await testDb();
});

const one = <T>(rows: T[]): T => {
  const [row] = rows;
  if (!row) throw new Error("no row");
  return row;
};

async function aLibrary() {
  counter += 1;
  return one(
    await db
      .insert(libraries)
      .values({ name: "Films", path: `/films/${counter}`, type: "movie" })
      .returning(),
  );
}

async function aMovie() {
  const library = await aLibrary();
  const filePath = `${library.path}/film.mkv`;
  return one(
    await db
      .insert(movies)
      .values({ libraryId: library.id, filePath, fileName: "film.mkv", title: "Film" })
      .returning(),
  );
}

async function anEpisode() {
  const library = await aLibrary();
  const show = one(
    await db
      .insert(series)
      .values({ libraryId: library.id, directoryPath: `${library.path}/show`, title: "Show" })
      .returning(),
  );
  const season = one(await db.insert(seasons).values({ seriesId: show.id, seasonNumber: 1 }).returning());
  const episode = one(
    await db
      .insert(episodes)
      .values({ seriesId: show.id, seasonId: season.id, filePath: "/e.mkv", seasonNumber: 1, episodeNumber: counter })
      .returning(),
  );
  return { show, season, episode };
}

const picture = (entityType: "movie" | "series" | "season" | "episode", entityId: number) => ({
  entityType,
  entityId,
  filePath: "cache/assets/ab/cd/abcd.jpg",
  fileName: "abcd.jpg",
  fileSizeBytes: 10,
  fileHash: "abcd",
  imageType: "poster" as const,
  width: 1000,
  height: 1500,
  format: "jpg",
});

describe("rows that belong to an entity", () => {
  test("are refused for an entity that does not exist", async () => {
    await expect(db.insert(cacheImageFiles).values(picture("movie", 999_999))).rejects.toThrow();
    await expect(
      db
        .insert(assetCandidates)
        .values({ entityType: "season", entityId: 999_999, assetType: "poster", provider: "tmdb", url: "x" }),
    ).rejects.toThrow();
    await expect(
      db.insert(ratings).values({ entityType: "episode", entityId: 999_999, source: "imdb", value: 7 }),
    ).rejects.toThrow();
  });

  test("may not be moved to an entity that does not exist", async () => {
    const movie = await aMovie();
    const row = one(await db.insert(cacheImageFiles).values(picture("movie", movie.id)).returning());
    await expect(
      db.update(cacheImageFiles).set({ entityId: 999_999 }).where(eq(cacheImageFiles.id, row.id)),
    ).rejects.toThrow();
  });

  test("go with a film, whichever of them refers to another", async () => {
    const movie = await aMovie();
    const file = one(await db.insert(cacheImageFiles).values(picture("movie", movie.id)).returning());
    const video = one(
      await db
        .insert(cacheVideoFiles)
        .values({
          entityType: "movie",
          entityId: movie.id,
          filePath: "v",
          fileName: "v",
          fileSizeBytes: 1,
          fileHash: "v",
          format: "mp4",
        })
        .returning(),
    );
    await db.update(movies).set({ posterId: file.id }).where(eq(movies.id, movie.id));
    await db.insert(libraryImageFiles).values({ cacheFileId: file.id, filePath: `/poster-${movie.id}.jpg` });
    const owner = { entityType: "movie" as const, entityId: movie.id };
    await db
      .insert(assetCandidates)
      .values({ ...owner, assetType: "poster", provider: "tmdb", url: "u", cacheFileId: file.id });
    await db.insert(trailerCandidates).values({ ...owner, sourceType: "provider", cacheVideoFileId: video.id });
    await db.insert(ratings).values({ ...owner, source: "imdb", value: 7 });
    await db.insert(libraryNfoFiles).values({ ...owner, path: "/film.nfo", hash: "h" });
    await db.insert(fieldChanges).values({ ...owner, field: "title", source: "user" });
    const [actor] = await db
      .insert(actors)
      .values({ name: "A", nameNormalized: `a ${movie.id}` })
      .returning();
    const [genre] = await db
      .insert(genres)
      .values({ name: `G ${movie.id}` })
      .returning();
    await db.insert(movieActors).values({ movieId: movie.id, actorId: actor?.id ?? 0 });
    await db.insert(movieGenres).values({ movieId: movie.id, genreId: genre?.id ?? 0 });
    await db.insert(videoStreams).values({ movieId: movie.id, streamIndex: 0, codec: "h264", width: 1, height: 1 });

    await db.delete(movies).where(eq(movies.id, movie.id));

    const owned = [
      cacheImageFiles,
      cacheVideoFiles,
      assetCandidates,
      trailerCandidates,
      ratings,
      libraryNfoFiles,
      fieldChanges,
    ];
    for (const table of owned) expect(await db.$count(table, eq(table.entityId, movie.id))).toBe(0);
    for (const table of [movieActors, movieGenres, videoStreams]) {
      expect(await db.$count(table, eq(table.movieId, movie.id))).toBe(0);
    }
    expect(await db.$count(libraryImageFiles, eq(libraryImageFiles.cacheFileId, file.id))).toBe(0);
    expect(await db.$count(actors, eq(actors.id, actor?.id ?? 0))).toBe(1);
  });

  test("go with the seasons and episodes of a series", async () => {
    const { show, season, episode } = await anEpisode();
    await db
      .insert(cacheImageFiles)
      .values([
        { ...picture("series", show.id) },
        { ...picture("season", season.id) },
        { ...picture("episode", episode.id), imageType: "thumb" },
      ]);
    await db.delete(series).where(eq(series.id, show.id));
    for (const [type, id] of [
      ["series", show.id],
      ["season", season.id],
      ["episode", episode.id],
    ] as const) {
      const rows = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityId, id));
      expect(rows.filter((row) => row.entityType === type)).toEqual([]);
    }
  });
});

describe("keys and checks", () => {
  test("a picked picture that goes leaves the film without it", async () => {
    const movie = await aMovie();
    const file = one(await db.insert(cacheImageFiles).values(picture("movie", movie.id)).returning());
    await db.update(movies).set({ posterId: file.id }).where(eq(movies.id, movie.id));
    await db.delete(cacheImageFiles).where(eq(cacheImageFiles.id, file.id));
    expect(one(await db.select().from(movies).where(eq(movies.id, movie.id))).posterId).toBeNull();
  });

  test("two films may share one cached file, one film may not hold it twice", async () => {
    const [first, second] = [await aMovie(), await aMovie()];
    await db.insert(cacheImageFiles).values([picture("movie", first.id), picture("movie", second.id)]);
    const again = await db
      .insert(cacheImageFiles)
      .values(picture("movie", first.id))
      .catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
  });

  test("a library with films is not deleted under them", async () => {
    const movie = await aMovie();
    await expect(db.delete(libraries).where(eq(libraries.id, movie.libraryId))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/foreign key/i) },
    });
  });

  test("a stream belongs to a film or an episode, never to both or none", async () => {
    const movie = await aMovie();
    const { episode } = await anEpisode();
    const stream = { streamIndex: 0, codec: "h264", width: 1, height: 1 };
    await expect(db.insert(videoStreams).values(stream)).rejects.toThrow();
    await expect(
      db.insert(videoStreams).values({ ...stream, movieId: movie.id, episodeId: episode.id }),
    ).rejects.toThrow();
    await db.insert(videoStreams).values({ ...stream, episodeId: episode.id });
  });

  test("a job's priority lies between 1 and 10, and one pending job holds a key", async () => {
    await expect(db.insert(jobs).values({ type: "movie.publish", priority: 11 })).rejects.toThrow();
    await db.insert(jobs).values({ type: "movie.publish", dedupeKey: "one" });
    await expect(db.insert(jobs).values({ type: "movie.publish", dedupeKey: "one" })).rejects.toThrow();
    await db.insert(jobs).values({ type: "movie.publish", dedupeKey: "one", status: "completed" });
  });

  test("a file may hold several episodes, a number exists once", async () => {
    const { show, season, episode } = await anEpisode();
    const values = { seriesId: show.id, seasonId: season.id, filePath: episode.filePath, seasonNumber: 1 };
    await db.insert(episodes).values({ ...values, episodeNumber: episode.episodeNumber + 1 });
    await expect(
      db.insert(episodes).values({ ...values, filePath: "/other.mkv", episodeNumber: episode.episodeNumber }),
    ).rejects.toThrow();
  });

  test("two people of one name exist when a database tells them apart", async () => {
    await db.insert(actors).values([
      { name: "Chris Evans", nameNormalized: "chris evans", tmdbId: 16_828 },
      { name: "Chris Evans", nameNormalized: "chris evans", tmdbId: 1_450_000 },
      { name: "Chris Evans", nameNormalized: "chris evans" },
    ]);
    await expect(db.insert(actors).values({ name: "Chris Evans", nameNormalized: "chris evans" })).rejects.toThrow();
  });

  test("money and votes beyond 32 bits are kept", async () => {
    const movie = await aMovie();
    await db
      .update(movies)
      .set({ revenue: 2_923_706_026, fileSizeBytes: 90_000_000_000 })
      .where(eq(movies.id, movie.id));
    const row = one(await db.select().from(movies).where(eq(movies.id, movie.id)));
    expect([row.revenue, row.fileSizeBytes]).toEqual([2_923_706_026, 90_000_000_000]);
    expect(getDb()).toBe(db);
  });
});
