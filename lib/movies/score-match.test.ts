import { describe, expect, test } from "vitest";
import type { MovieHit } from "#lib/providers/provider.ts";
import { decideMatch, type FilmFacts, rankMatches, scoreMatch } from "./score-match.ts";
import { titleSimilarity } from "./title-similarity.ts";

const rules = { acceptScore: 85, margin: 10 };
const hit = (more: Partial<MovieHit>): MovieHit => ({
  provider: "tmdb",
  providerId: 1,
  title: "The Thing",
  originalTitle: null,
  year: 1982,
  overview: null,
  posterUrl: null,
  popularity: 1,
  runtimeMinutes: 109,
  otherTitles: [],
  ...more,
});
const file = (more: Partial<FilmFacts> = {}): FilmFacts => ({
  titles: ["The Thing"],
  year: 1982,
  runtimeMinutes: 109,
  ...more,
});
const decide = (facts: FilmFacts, ...hits: MovieHit[]) => decideMatch(rankMatches(facts, hits), rules);

describe("titles", () => {
  test.each([
    ["Amélie", "AMELIE", 1, 1],
    ["Rocky II", "Rocky 2", 1, 1],
    ["Fast & Furious", "Fast and Furious", 1, 1],
    ["The Matrix", "Matrix", 0.9, 0.99],
    ["Oceans Eleven", "Ocean's Eleven", 0.9, 0.99],
    ["Spider-Man", "Spiderman", 0.9, 0.99],
    ["Kill Bill: Vol. 1", "Kill Bill: Vol. 2", 0, 0.6],
    ["Rocky II", "Rocky III", 0, 0.6],
    ["The Fall", "The Call", 0, 0.5],
    ["Blade Runner", "Blade Runner 2049", 0, 0.6],
    ["Shawshank Redemtion", "The Shawshank Redemption", 0.8, 0.99],
    ["千と千尋の神隠し", "千と千尋の神隠し", 1, 1],
    ["!!!", "The Matrix", 0, 0],
  ])("%s and %s", (one, other, from, to) => {
    const alike = titleSimilarity(one, other);
    expect(alike).toBeGreaterThanOrEqual(from);
    expect(alike).toBeLessThanOrEqual(to);
    expect(titleSimilarity(other, one)).toBeCloseTo(alike);
  });
});

describe("one match", () => {
  test("title, year and runtime together make 100, with a sentence for each", () => {
    expect(scoreMatch(file(), hit({}))).toMatchObject({
      score: 100,
      isExact: true,
      reasons: [
        "The title is the same.",
        "The year is the same (1982).",
        "The runtime fits (109 minutes here, 109 in the database).",
      ],
    });
  });

  test("another title of the film counts as much, but is not exact", () => {
    const scored = scoreMatch(file({ titles: ["Das Ding"] }), hit({ otherTitles: ["Das Ding"] }));
    expect(scored).toMatchObject({ score: 100, isExact: false });
  });

  test("a faster PAL copy fits, a film of half the length does not", () => {
    expect(scoreMatch(file({ runtimeMinutes: 104.5 }), hit({})).score).toBe(100);
    expect(scoreMatch(file({ runtimeMinutes: 55 }), hit({})).score).toBe(85);
  });

  test("a runtime of less than a minute is no runtime", () => {
    const { score, reasons } = scoreMatch(file({ runtimeMinutes: 0.2 }), hit({}));
    expect(score).toBe(92);
    expect(reasons.at(-1)).toBe("The runtime could not be compared.");
  });
});

describe("the decision", () => {
  test("the exact title and year that no other shares is taken, whatever the others have", () => {
    const decision = decide(
      file({ runtimeMinutes: 5 }),
      hit({}),
      hit({ providerId: 2, year: 1983, runtimeMinutes: 5 }),
    );
    expect(decision.accepted?.hit.providerId).toBe(1);
  });

  test("two films of one title and year go to a person", () => {
    expect(decide(file(), hit({}), hit({ providerId: 2, popularity: 1000 })).accepted).toBeUndefined();
  });

  test("without a year two films of one title go to a person", () => {
    const facts = file({ year: null, runtimeMinutes: null });
    expect(decide(facts, hit({}), hit({ providerId: 2, year: 2011, popularity: 1000 })).accepted).toBeUndefined();
  });

  test("a year between two remakes goes to a person", () => {
    const facts = file({ year: 2010, runtimeMinutes: null });
    const decision = decide(facts, hit({ year: 2009 }), hit({ providerId: 2, year: 2011 }));
    expect(decision.accepted).toBeUndefined();
    expect(decision.because).toMatch(/points/);
  });

  test("the same title ten years off is not taken", () => {
    expect(decide(file({ year: 1992 }), hit({})).accepted).toBeUndefined();
  });

  test("nothing found is nothing taken", () => {
    expect(decide(file()).because).toBe("No film of this name was found.");
  });

  test("popularity only orders equals", () => {
    const ranked = rankMatches(file(), [hit({ popularity: 1 }), hit({ providerId: 2, popularity: 9 })]);
    expect(ranked.map((entry) => entry.hit.providerId)).toEqual([2, 1]);
  });
});
