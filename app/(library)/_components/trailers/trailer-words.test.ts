import { describe, expect, test } from "vitest";
import type { ShownTrailer } from "#lib/trailers/list-trailers.ts";
import { afterChoice, afterDelete, chosenIdOf } from "./trailer-state.ts";
import { factsOf, lengthInWords, sourceOf, stateOf, titleOf } from "./trailer-words.ts";

const trailer = (change: Partial<ShownTrailer> = {}): ShownTrailer => ({
  ...{ candidateId: 1, sourceType: "provider", provider: "tmdb", title: "Official Trailer" },
  ...{ url: "https://www.youtube.com/watch?v=aaaaaaaaaaa", isOfficial: true, language: "en" },
  ...{ durationSeconds: 134, width: 1920, height: 800, score: 190, breakdown: null },
  ...{ isSelected: false, isByHand: false, state: "tested", failure: null, retryAfterAt: null },
  ...{ hasThumbnail: true, file: null, job: null },
  ...change,
});

describe("a trailer in words", () => {
  test("has length, size, language and source", () => {
    expect(factsOf(trailer())).toEqual(["2 min 14 s", "1080p", "English", "TMDB · YouTube"]);
    expect([9, 60, 134.4].map(lengthInWords)).toEqual(["9 s", "1 min", "2 min 14 s"]);
  });

  test("is called by its title, else by where it is from", () => {
    const own = { sourceType: "user", title: null, url: "https://vimeo.com/1" } as const;
    expect(titleOf(trailer(own))).toBe("Trailer at Vimeo");
    expect(sourceOf(trailer(own))).toBe("Yours · Vimeo");
    expect(titleOf(trailer({ sourceType: "upload", title: null, url: null }))).toBe("Your upload");
  });

  test("says what is wrong and what to do, and to viewers only that it is", () => {
    const gone = trailer({ state: "unavailable", failure: "The video is private.", isSelected: true, isByHand: true });
    expect(stateOf(gone, { mayEdit: true }).advice).toBe(
      "The video is private. You chose it, so it stays chosen. Use another one, or try it again.",
    );
    const failed = trailer({ state: "download_error", failure: "/secret/path", retryAfterAt: "2026-01-01T00:00:00Z" });
    expect(stateOf(failed, { mayEdit: false }).advice).toBe("It is tried again by itself.");
  });
});

describe("what the page shows before the server answers", () => {
  const list = [
    trailer({ isSelected: true, state: "selected" }),
    trailer({ candidateId: 2 }),
    trailer({ candidateId: 3 }),
  ];

  test("has one chosen at most, and moves nothing", () => {
    const after = afterChoice(list, 3);
    expect(after.map(({ candidateId }) => candidateId)).toEqual([1, 2, 3]);
    expect(after.map(({ state }) => state)).toEqual(["tested", "tested", "selected"]);
    expect(chosenIdOf(after)).toBe(3);
    expect(chosenIdOf(afterChoice(list, null))).toBeNull();
  });

  test("leaves a file that is there downloaded", () => {
    const [after] = afterChoice([trailer({ state: "downloaded" })], 1);
    expect(after).toMatchObject({ state: "downloaded", isSelected: true, isByHand: true });
  });

  test("has no trailer that is deleted", () => {
    expect(afterDelete(list, 2).map(({ candidateId }) => candidateId)).toEqual([1, 3]);
  });
});
