import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { imageTypes } from "#db/schema/artwork.ts";
import { compareScored, languageOrder, type ScoreContext, type ScoreInput, scoreCandidate } from "./score.ts";
import { artworkFacts, artworkTypes } from "./vocabulary.ts";

const context: ScoreContext = { libraryLanguage: "de", originalLanguage: "ja" };
const poster: ScoreInput = {
  assetType: "poster",
  provider: "tmdb",
  width: 2000,
  height: 3000,
  language: "de",
  voteAverage: null,
  voteCount: null,
  likes: null,
};
const score = (change: Partial<ScoreInput> = {}) => scoreCandidate({ ...poster, ...change }, context);

describe("score", () => {
  test("a perfect picture without votes has 90 of 100", () => {
    expect(score().score).toBe(90);
    expect(score({ voteAverage: 10, voteCount: 1_000_000 }).score).toBeCloseTo(100, 1);
  });

  test("an unknown size earns 18 for resolution", () => {
    const { breakdown } = score({ width: null, height: null });
    expect(breakdown.resolution).toMatchObject({ points: 18, of: 30 });
    expect(breakdown.aspect).toMatchObject({ points: 12, of: 20 });
  });

  test.each([
    ["within 2 percent", 2040, 20],
    ["beyond 10 percent", 2201, 0],
    ["half way between", 2120, 10],
  ])("the shape earns its points: %s", (_, width, points) => {
    expect(score({ width }).breakdown.aspect.points).toBeCloseTo(points, 5);
  });

  test("the language's place in the order decides", () => {
    const points = (language: string | null) => score({ language }).breakdown.language.points;
    expect([points("de"), points("en"), points("ja"), points(null), points("fr")]).toEqual([20, 15, 10, 5, 0]);
  });

  test("fanart without text comes first", () => {
    const { breakdown } = score({ assetType: "fanart", language: null });
    expect(breakdown.language).toEqual({ points: 20, of: 20, reason: "No text on it: choice 1 of 4" });
  });

  test("one vote of 10 says less than fifty of 8", () => {
    const one = score({ voteAverage: 10, voteCount: 1 }).breakdown.votes.points;
    const many = score({ voteAverage: 8, voteCount: 50 }).breakdown.votes.points;
    expect(many).toBeGreaterThan(one);
  });

  test("likes count as votes", () => {
    expect(score({ likes: 20 }).breakdown.votes).toEqual({ points: 16.67, of: 20, reason: "20 likes" });
  });

  test("a language order names a language once", () => {
    const english = { libraryLanguage: "en", originalLanguage: "en" };
    expect(languageOrder("poster", english)).toEqual(["en", "textless"]);
    expect(languageOrder("poster", { ...english, originalLanguage: null })).toEqual(["en", "textless"]);
  });

  test("a provider is told by its name and its place in the order", () => {
    expect(score({}).breakdown.provider.reason).toBe("TMDB, first of 4 providers");
    expect(score({ provider: "fanart" }).breakdown.provider.reason).toBe("fanart.tv, second of 4 providers");
    expect(score({ provider: "elsewhere" }).breakdown.provider.reason).toBe("elsewhere, not in the order of providers");
  });

  test("a person's own picture is not judged by language or provider", () => {
    const { breakdown } = score({ provider: "local", language: null });
    expect([breakdown.language.points, breakdown.provider.points]).toEqual([20, 10]);
  });

  test("the words for picture types are those of the database", () => {
    expect(new Set([...artworkTypes, "unknown"])).toEqual(new Set(imageTypes));
  });
});

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyInput: fc.Arbitrary<ScoreInput> = fc.record({
  assetType: fc.constantFrom(...artworkTypes),
  provider: fc.constantFrom("tmdb", "fanart", "local", "user", "other"),
  width: maybe(fc.integer({ min: -1, max: 20_000 })),
  height: maybe(fc.integer({ min: -1, max: 20_000 })),
  language: maybe(fc.constantFrom("de", "en", "ja", "fr")),
  voteAverage: maybe(fc.double({ min: 0, max: 10, noNaN: true })),
  voteCount: maybe(fc.nat()),
  likes: maybe(fc.nat()),
});

describe("score, for any picture", () => {
  test("lies between 0 and 100 and is the sum of its parts", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { score, breakdown } = scoreCandidate(input, context);
        const parts = Object.values(breakdown);
        expect(score).toBeCloseTo(
          parts.reduce((sum, part) => sum + part.points, 0),
          5,
        );
        for (const part of parts) {
          expect(part.points).toBeGreaterThanOrEqual(0);
          expect(part.points).toBeLessThanOrEqual(part.of);
          expect(part.reason).not.toBe("");
        }
      }),
    );
  });

  test("more pixels of the same shape are never worse", () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(anyInput, size, size, (input, one, other) => {
        const { ideal } = artworkFacts[input.assetType];
        const at = (times: number) =>
          scoreCandidate({ ...input, width: (ideal.width * times) / 10, height: (ideal.height * times) / 10 }, context)
            .score;
        expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(at(Math.min(one, other)));
      }),
    );
  });

  test("another vote above the mean never harms", () => {
    fc.assert(
      fc.property(anyInput, fc.nat({ max: 1000 }), (input, count) => {
        const votes = (voteCount: number) =>
          scoreCandidate({ ...input, likes: null, voteAverage: 9, voteCount }, context).score;
        expect(votes(count + 1)).toBeGreaterThanOrEqual(votes(count));
      }),
    );
  });

  test("the order does not depend on the order of arrival", () => {
    const ranked = fc.record({
      id: fc.nat(),
      score: maybe(fc.constantFrom(10, 20, 30)),
      voteCount: maybe(fc.nat({ max: 2 })),
      likes: maybe(fc.nat({ max: 2 })),
    });
    fc.assert(
      fc.property(fc.uniqueArray(ranked, { selector: (each) => each.id }), (list) => {
        const ids = (rows: typeof list) => rows.toSorted(compareScored).map((row) => row.id);
        expect(ids(list.toReversed())).toEqual(ids(list));
      }),
    );
  });
});
