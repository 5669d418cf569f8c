import { describe, expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { byTrailerScore, type ScorableTrailer, scoreTrailer } from "./score-trailer.ts";
import { readTrailerSettings } from "./settings.ts";

const taste = { languages: ["de", "fr", "en"], maxHeight: 1080 };
const trailer = (change: Partial<ScorableTrailer> = {}): ScorableTrailer => ({
  ...{ sourceType: "provider", tmdbOfficial: true, tmdbLanguage: "de", bestWidth: 1920, bestHeight: 1080 },
  ...change,
});
const scoreOf = (change: Partial<ScorableTrailer>) => scoreTrailer(trailer(change), taste).score;

describe("the score of a trailer", () => {
  test("is full for the official one in the wanted language and size, and says why", () => {
    expect(scoreTrailer(trailer(), taste)).toEqual({
      score: 190,
      breakdown: {
        official: { points: 100, of: 100, reason: "The official trailer" },
        language: { points: 50, of: 50, reason: "Language de: choice 1 of 3" },
        resolution: { points: 40, of: 40, reason: "1080p, sharp enough" },
      },
    });
  });

  test("falls with the place of its language", () => {
    const scores = ["de", "fr", "en", "ja", null].map((tmdbLanguage) => scoreOf({ tmdbLanguage }));
    expect(scores).toEqual([190, 178, 165, 140, 140]);
  });

  test("knows no more lines than are downloaded", () => {
    expect([2160, 720, 360, null].map((bestHeight) => scoreOf({ bestWidth: null, bestHeight }))).toEqual([
      190, 177, 163, 170,
    ]);
    expect(scoreOf({ bestWidth: 1920, bestHeight: 804 })).toBe(190);
  });

  test("of one that is not official is behind every official one", () => {
    expect(scoreOf({ tmdbOfficial: false })).toBeLessThan(
      scoreOf({ tmdbLanguage: "ja", bestWidth: 426, bestHeight: 240 }),
    );
    expect(scoreOf({ sourceType: "user", tmdbOfficial: null, tmdbLanguage: null })).toBe(190);
  });

  test("puts equal ones in the order in which they came", () => {
    const rows = [
      { id: 3, score: 150 },
      { id: 1, score: 150 },
      { id: 2, score: 190 },
      { id: 4, score: null },
    ];
    expect(rows.toSorted(byTrailerScore).map(({ id }) => id)).toEqual([2, 1, 3, 4]);
  });
});

describe("settings of trailers", async () => {
  const db = await testDb();

  test("come from the library where it has its own, and from the general ones else", async () => {
    const library = { trailers: null, language: "de" };
    expect(readTrailerSettings(await readSettings(db), library, { originalLanguage: "ja" })).toEqual({
      ...{ enabled: true, maxHeight: 1080, languages: ["de", "ja", "en"] },
    });
    await transaction(db, (tx) => setSetting(tx, "trailers.maxHeight", 720));
    const settings = await readSettings(db);
    expect(readTrailerSettings(settings, library)).toEqual({ enabled: true, maxHeight: 720, languages: ["de", "en"] });
    const own = { ...library, trailers: { enabled: false, maxHeight: 2160, languages: ["original", "fr"] } };
    expect(readTrailerSettings(settings, own, { originalLanguage: "ja" })).toEqual({
      ...{ enabled: false, maxHeight: 2160, languages: ["ja", "fr"] },
    });
    expect(readTrailerSettings(settings, { ...library, trailers: { maxHeight: 5 } }).maxHeight).toBe(720);
  });
});
