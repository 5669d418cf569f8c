import { expect, test } from "vitest";
import { describeWatchState } from "./describe-watch-state.ts";

test.each([
  [null, "/media/films is not watched yet. A running worker begins within seconds."],
  ["watching", "/media/films is watched."],
  ["/media/films is not there.", "/media/films is not there."],
])("the state %s is told as %s", (watchState, words) => {
  expect(describeWatchState({ path: "/media/films", watchState })).toBe(words);
});
