import { expect, test } from "vitest";
import { describeWatching, explainFailure, explainSilence } from "./watch-state.ts";

const failure = (code: string) => Object.assign(new Error("refused"), { code });

test.each([
  ["ENOSPC", "Raise fs.inotify.max_user_watches (sysctl)."],
  ["EMFILE", "Raise fs.inotify.max_user_instances (sysctl)."],
  ["ENOENT", "/films is not there. It is watched as soon as it is back."],
  ["EACCES", "/films cannot be watched: Metarr has no permission."],
])("%s is told as %s", (code, words) => {
  expect(explainFailure("/films", failure(code))).toContain(words);
});

test("where a folder lies says whether it can be watched", () => {
  const mounts = [
    { path: "/", type: "ext4" },
    { path: "/nas", type: "nfs4" },
  ];
  expect(explainSilence(mounts, "/films")).toBeUndefined();
  expect(explainSilence(mounts, "/nas/films")).toMatch(/^\/nas\/films lies on .*\(nfs4\)/);
  expect(explainSilence([], "/films")).toBeUndefined();
});

test("what is left out of a watched folder is named", () => {
  const [one, other] = [
    { path: "/films/a", type: "cifs" },
    { path: "/films/b", type: "9p" },
  ];
  expect(describeWatching([])).toBe("watching");
  expect(describeWatching([one])).toMatch(/^Watched, except \/films\/a, where .*\(cifs\)\.$/);
  expect(describeWatching([one, other])).toMatch(/^Watched, except \/films\/a and 1 more, where/);
});
