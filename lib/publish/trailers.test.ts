import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { itemEvents, libraryVideoFiles, recycleBin, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { placeOfFilm } from "#lib/artwork/film-place.ts";
import { env } from "#lib/env.ts";
import { saveVideoRow, storeVideo } from "#lib/trailers/store-video.ts";
import { freeBox } from "#simulator/stretch-mp4.ts";
import { filmTrailerName } from "./names.ts";
import { aPublishableFilm, publishMovie, removeFolders, snapshot, type TestFilm, upgrade } from "./testing.ts";
import type { ProfileName } from "./vocabulary.ts";

const db = await testDb();
removeFolders();

const media = (name: string) => join(import.meta.dirname, "../../e2e/fixtures/media", name);
let count = 0;

/** Puts a video into the cache and makes it the chosen trailer of a film. */
async function chooseTrailer({ movieId }: TestFilm, name = "h264-scope-aac.mp4"): Promise<number> {
  count += 1;
  const folder = join(env.DATA_DIR, "cache/videos/tmp");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${count}-test`);
  await copyFile(media(name), path);
  // No two alike.
  if (name.endsWith(".mp4")) await writeFile(path, freeBox(Buffer.from(`film ${count}`)), { flag: "a" });
  const video = await storeVideo(path);
  const owner = { entityType: "movie" as const, entityId: movieId };
  const source = { sourceType: "provider", sourceUrl: `https://vimeo.com/${count}`, providerName: "tmdb" } as const;
  return transaction(db, async (tx) => {
    await tx.update(trailerCandidates).set({ isSelected: false }).where(eq(trailerCandidates.entityId, movieId));
    const cacheVideoFileId = await saveVideoRow(tx, { ...owner, video, source });
    const [row] = await tx
      .insert(trailerCandidates)
      .values({ ...owner, ...source, cacheVideoFileId, isSelected: true })
      .returning();
    return row?.id ?? 0;
  });
}

const change = (candidateId: number, to: Partial<typeof trailerCandidates.$inferInsert>) =>
  db.update(trailerCandidates).set(to).where(eq(trailerCandidates.id, candidateId));
const trailersIn = async (film: TestFilm) => (await readdir(film.folder)).filter((name) => name.includes("trailer"));
const recycled = async (film: TestFilm) =>
  (await db.select().from(recycleBin).where(eq(recycleBin.entityId, film.movieId))).map(({ originalPath }) =>
    originalPath.slice(film.folder.length + 1),
  );
const publish = ({ movieId }: TestFilm) => publishMovie(db, { movieId });

describe("the trailer of a film", () => {
  test.each<ProfileName>(["kodi", "jellyfin", "emby", "plex"])(
    "lies beside it under its name for %s, and a second publish writes nothing",
    async (profile) => {
      const film = await aPublishableFilm(db, { library: { profile } });
      await chooseTrailer(film);
      const { plan, artworkWritten } = await publish(film);
      expect(plan.write.map(({ kind }) => kind)).toContain("trailer");
      expect(artworkWritten).toBe(2);
      expect(await trailersIn(film)).toEqual(["Heat (1995)-trailer.mp4"]);
      const before = await snapshot(film.folder);
      expect((await publish(film)).isChanged).toBe(false);
      expect(await snapshot(film.folder)).toEqual(before);
      const [event] = await db.select().from(itemEvents).where(eq(itemEvents.entityId, film.movieId));
      expect(event?.summary).toMatch(/and the trailer\./);
    },
  );

  test("takes the place of the one before, which goes to the recycle bin", async () => {
    const film = await aPublishableFilm(db);
    await chooseTrailer(film);
    await publish(film);
    await chooseTrailer(film, "vp9-1080p-opus.webm");
    await publish(film);
    expect(await trailersIn(film)).toEqual(["Heat (1995)-trailer.webm"]);
    expect(await recycled(film)).toEqual(["Heat (1995)-trailer.mp4"]);
    const records = await db.select().from(libraryVideoFiles);
    expect(records.filter(({ filePath }) => filePath.startsWith(film.folder))).toHaveLength(1);
    expect((await publish(film)).isChanged).toBe(false);
  });

  test("never overwrites one that Metarr did not write", async () => {
    const film = await aPublishableFilm(db);
    await writeFile(join(film.folder, "Heat (1995)-trailer.mp4"), "theirs");
    await writeFile(join(film.folder, "Heat (1995)-trailer.mov"), "theirs too");
    await writeFile(join(film.folder, "Heat (1995)-trailer.nfo"), "no video");
    await chooseTrailer(film);
    await publish(film);
    expect(await trailersIn(film)).toEqual(["Heat (1995)-trailer.mp4", "Heat (1995)-trailer.nfo"]);
    expect((await recycled(film)).toSorted()).toEqual(["Heat (1995)-trailer.mov", "Heat (1995)-trailer.mp4"]);
  });

  test("stays while the next one is on its way, and when the video is gone and there is no other", async () => {
    const film = await aPublishableFilm(db);
    const candidateId = await chooseTrailer(film);
    await publish(film);
    await db.insert(trailerCandidates).values({
      ...{ entityType: "movie", entityId: film.movieId, sourceType: "user", sourceUrl: "https://vimeo.com/9" },
      isSelected: true,
    });
    await change(candidateId, { isSelected: false });
    expect((await publish(film)).isChanged).toBe(false);
    await db.delete(trailerCandidates).where(eq(trailerCandidates.sourceUrl, "https://vimeo.com/9"));
    await change(candidateId, { failureReason: "unavailable" });
    expect((await publish(film)).isChanged).toBe(false);
    // A person took it out.
    await change(candidateId, { removedAt: new Date() });
    expect((await publish(film)).recycled).toBe(1);
    expect(await trailersIn(film)).toEqual([]);
  });

  test("follows the film to another name without being copied again", async () => {
    const film = await aPublishableFilm(db);
    await chooseTrailer(film);
    await publish(film);
    await upgrade(db, film, "Heat 2160p.mkv");
    const { plan } = await publish(film);
    expect(plan.rename.map(({ kind }) => kind)).toContain("trailer");
    expect(await trailersIn(film)).toEqual(["Heat 2160p-trailer.mp4"]);
  });

  test("whose copy in the cache is gone or damaged is a problem in words, and nothing is written", async () => {
    const film = await aPublishableFilm(db);
    await chooseTrailer(film);
    const { plan } = await publishMovie(db, { movieId: film.movieId, dryRun: true });
    const hash = plan.write.find(({ kind }) => kind === "trailer")?.hash ?? "";
    const cached = join(env.DATA_DIR, `cache/videos/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.mp4`);
    await writeFile(cached, "damaged");
    expect((await publish(film)).plan.problems).toMatchObject([{ message: expect.stringContaining("is damaged") }]);
    await rm(cached);
    expect((await publish(film)).plan.problems).toMatchObject([{ message: expect.stringContaining("is gone") }]);
    expect(await trailersIn(film)).toEqual([]);
  });

  test("of a disc has the short name", () => {
    const disc = { filePath: "/films/Heat/BDMV/index.bdmv", isPart: false, sharesFolder: false };
    expect(filmTrailerName({ profile: "kodi" }, placeOfFilm(disc))).toBe("movie-trailer");
  });
});
