import { describe, expect, test } from "vitest";
import {
  arrangeCandidates,
  countNewlyAlike,
  countValues,
  inKeptOrder,
  keepList,
  languageOf,
} from "./arrange-candidates.ts";
import { aCandidate } from "./testing-candidate.ts";

const all = { lang: [], source: [], min: 0, unblocked: false, sort: "score", openGroups: new Set<number>() } as const;
const ids = (cells: ReturnType<typeof arrangeCandidates>) => cells.map(({ candidate }) => candidate.candidateId);

describe("candidates are narrowed", () => {
  const three = [
    aCandidate(1, { language: "de", width: 1000, height: 1500 }),
    aCandidate(2, { provider: "fanart", language: null }),
    aCandidate(3, { isBlocked: true, width: null, height: null, language: "en" }),
  ];
  test.each([
    [{ lang: ["de"] }, [1]],
    [{ lang: ["none", "en"] }, [2, 3]],
    [{ source: ["fanart"] }, [2]],
    [{ min: 1000 }, [1, 2]],
    [{ min: 1001 }, [2]],
    [{ unblocked: true }, [1, 2]],
  ])("%o", (change, expected) => {
    expect(ids(arrangeCandidates(three, { ...all, ...change }))).toEqual(expected);
  });
});

test("they are ordered by votes, size or age, and by score as they come", () => {
  const three = [
    aCandidate(1, { voteCount: 5, width: 500, height: 750, foundAtMs: 3 }),
    aCandidate(2, { likes: 9, width: 2000, height: 3000, foundAtMs: 1 }),
    aCandidate(3, { width: 1000, height: 1500, foundAtMs: 2 }),
  ];
  const by = (sort: "score" | "votes" | "size" | "newest") => ids(arrangeCandidates(three, { ...all, sort }));
  expect([by("score"), by("votes"), by("size"), by("newest")]).toEqual([
    [1, 2, 3],
    [2, 1, 3],
    [2, 3, 1],
    [1, 3, 2],
  ]);
});

describe("pictures that look the same", () => {
  const five = [
    aCandidate(1),
    aCandidate(2, { alikeTo: 3 }),
    aCandidate(3, { alikeTo: 3 }),
    aCandidate(4),
    aCandidate(5, { alikeTo: 3 }),
  ];

  test("stand behind the one that leads them", () => {
    expect(arrangeCandidates(five, all).map(({ candidate, alike }) => [candidate.candidateId, alike])).toEqual([
      [1, 0],
      [3, 2],
      [4, 0],
    ]);
  });

  test("are shown beside it when it is opened", () => {
    const cells = arrangeCandidates(five, { ...all, openGroups: new Set([3]) });
    expect(cells.map(({ candidate, group }) => [candidate.candidateId, group])).toEqual([
      [1, null],
      [3, "open"],
      [2, "member"],
      [5, "member"],
      [4, null],
    ]);
  });

  test("have the chosen one in front, and one that is left alone leads nothing", () => {
    const chosen = five.map((each) => (each.candidateId === 5 ? { ...each, isSelected: true, rank: 1 } : each));
    expect(ids(arrangeCandidates(chosen, all))).toEqual([1, 5, 4]);
    const [, second] = five;
    expect(arrangeCandidates(second ? [second] : [], all)).toMatchObject([{ alike: 0, group: null }]);
  });
});

test("what is there is counted, the most frequent first", () => {
  const list = [
    aCandidate(1, { language: "en" }),
    aCandidate(2, { language: null }),
    aCandidate(3, { language: "en" }),
  ];
  expect(countValues(list, languageOf)).toEqual([
    { value: "en", count: 2 },
    { value: "none", count: 1 },
  ]);
});

test("places stay as they were when the page opened; new ones stand in front", () => {
  const kept = keepList([aCandidate(1), aCandidate(2), aCandidate(3, { alikeTo: 2 })]);
  const now = [aCandidate(3, { alikeTo: 1 }), aCandidate(1, { alikeTo: 1 }), aCandidate(9), aCandidate(2)];
  expect(inKeptOrder(now, kept).map(({ candidateId, alikeTo }) => [candidateId, alikeTo])).toEqual([
    [9, null],
    [1, null],
    [2, null],
    [3, 2],
  ]);
  expect(countNewlyAlike(now, kept)).toBe(2);
  expect(countNewlyAlike(now, keepList(now))).toBe(0);
});
