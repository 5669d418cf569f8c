import { describe, expect, test } from "vitest";
import type { MovieHit } from "#lib/providers/provider.ts";
import { decideFilm, type FilmFacts, rankMatches, scoreMatch } from "./score-match.ts";

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
type Named = { titles?: string[]; year?: number | null; runtimeMinutes?: number | null };
const file = ({ titles = ["The Thing"], year = 1982, runtimeMinutes = 109 }: Named = {}): FilmFacts => ({
  names: [{ titles, year }],
  runtimeMinutes,
});
const decide = (facts: FilmFacts, ...hits: MovieHit[]) => decideFilm(facts, hits, rules);

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

  test("a name and an NFO that mean different films go to a person", () => {
    const names = [
      { titles: ["The Thing"], year: 1982 },
      { titles: ["The Thing"], year: 2011 },
    ];
    const decision = decide({ names, runtimeMinutes: null }, hit({}), hit({ providerId: 2, year: 2011 }));
    expect(decision).toEqual({ accepted: undefined, because: "The name and the NFO mean different films." });
    expect(decide({ names, runtimeMinutes: null }, hit({})).accepted?.hit.providerId).toBe(1);
  });

  test("nothing found is nothing taken", () => {
    expect(decide(file()).because).toBe("No film of this name was found.");
  });

  test("popularity only orders equals", () => {
    const ranked = rankMatches(file(), [hit({ popularity: 1 }), hit({ providerId: 2, popularity: 9 })]);
    expect(ranked.map((entry) => entry.hit.providerId)).toEqual([2, 1]);
  });
});
