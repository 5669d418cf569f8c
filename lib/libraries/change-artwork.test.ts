import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { auditLog, jobs, libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { readArtworkSettings } from "#lib/artwork/settings.ts";
import { changeArtwork, readArtworkChoices } from "./change-artwork.ts";
import { getLibrary } from "./libraries.ts";
import { resumeWaiting } from "./resume-waiting.ts";

let db: Db;
let count = 0;

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(movies);
  await db.delete(libraries);
});

async function aLibrary(values: Partial<typeof libraries.$inferInsert> = {}): Promise<number> {
  count += 1;
  const [row] = await db
    .insert(libraries)
    .values({ name: `Films ${count}`, path: `/films-${count}`, type: "movie", ...values })
    .returning({ id: libraries.id });
  return row?.id ?? 0;
}

describe("artwork of a library", () => {
  test("has the defaults until somebody chooses", async () => {
    const choices = readArtworkChoices(await getLibrary(db, await aLibrary()));
    expect(choices.poster).toEqual({ limit: 1, languages: ["library", "en", "original", "textless"] });
    expect(choices.fanart.limit).toBe(3);
  });

  test("keeps only what differs, and is what artwork is chosen by", async () => {
    const libraryId = await aLibrary();
    const choices = readArtworkChoices(await getLibrary(db, libraryId));
    await changeArtwork(db, {
      libraryId,
      choices: {
        ...choices,
        discart: { ...choices.discart, limit: 0 },
        poster: { ...choices.poster, languages: ["textless", "de"] },
      },
    });
    const library = await getLibrary(db, libraryId);
    expect(library.artwork).toEqual({ limits: { discart: 0 }, languages: { poster: ["textless", "de"] } });
    const settings = readArtworkSettings(library, { originalLanguage: null });
    expect([settings.limitOf("discart"), settings.limitOf("poster")]).toEqual([0, 1]);
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.entityId, libraryId));
    expect(entry).toMatchObject({ action: "library.artwork", details: { limits: { discart: 0 } } });
  });

  test("goes back to the defaults, and keeps what the form does not show", async () => {
    const libraryId = await aLibrary({ artwork: { limits: { poster: 2 }, providers: ["tmdb"] } });
    const defaults = readArtworkChoices({ artwork: null });
    await changeArtwork(db, { libraryId, choices: defaults });
    expect((await getLibrary(db, libraryId)).artwork).toEqual({ limits: {}, languages: {}, providers: ["tmdb"] });
  });
});

describe("films that waited for a provider", () => {
  async function aFilm(libraryId: number, identificationStatus: "discovered" | "identified"): Promise<void> {
    count += 1;
    await db.insert(movies).values({
      libraryId,
      filePath: `/films/${count}.mkv`,
      fileName: `${count}.mkv`,
      title: `Film ${count}`,
      sortTitle: `film ${count}`,
      identificationStatus,
    });
  }

  test("go on as far as the automation of their library", async () => {
    const [byHand, review, off] = [
      await aLibrary({ automation: "manual" }),
      await aLibrary({ automation: "review" }),
      await aLibrary({ enabled: false }),
    ];
    for (const libraryId of [byHand, review, off]) {
      await aFilm(libraryId, "discovered");
      await aFilm(libraryId, "identified");
    }
    expect(await resumeWaiting(db, { types: ["movie", "tv"] })).toBe(3);
    const types = (await db.select({ type: jobs.type }).from(jobs)).map((job) => job.type);
    expect(types.toSorted()).toEqual(["movie.enrich", "movie.identify", "movie.identify"]);
  });
});
