import { expect, test } from "vitest";
import { planPublish } from "#lib/publish/plan.ts";
import { stepsOf } from "./plan-steps.ts";

const file = (name: string, hash: string) => ({
  path: `/films/Heat/${name}`,
  kind: name.endsWith(".nfo") ? "nfo" : "poster",
  rank: 1,
  hash,
  sizeBytes: 10,
  cacheFileId: null,
});
const none = { pending: new Set<string>(), nfoPolicy: "import" } as const;

test("new, changed, kept and foreign files have a sign each, and what stays comes last", () => {
  const plan = planPublish({
    ...none,
    wanted: [
      file("Heat.nfo", "new"),
      file("Heat-poster.jpg", "p"),
      file("Heat-fanart.jpg", "f"),
      file("Heat-logo.png", "l"),
    ],
    present: [file("Heat.nfo", "old"), file("Heat-poster.jpg", "p"), file("Heat-fanart.jpg", "foreign")],
    records: [
      { ...file("Heat.nfo", "old"), isOurs: true, isPublished: true },
      { ...file("Heat-poster.jpg", "p"), isOurs: true, isPublished: true },
    ],
  });
  expect(stepsOf(plan).map(({ sign, path }) => [sign, path.split("/").at(-1)])).toEqual([
    ["recycle", "Heat-fanart.jpg"],
    ["change", "Heat-fanart.jpg"],
    ["change", "Heat.nfo"],
    ["write", "Heat-logo.png"],
    ["keep", "Heat-poster.jpg"],
  ]);
});

test("an NFO that was changed outside says what happens to its changes", () => {
  const plan = planPublish({
    ...none,
    wanted: [file("Heat.nfo", "new")],
    present: [file("Heat.nfo", "theirs")],
    records: [{ ...file("Heat.nfo", "old"), isOurs: true, isPublished: true }],
  });
  expect(stepsOf(plan)[0]).toMatchObject({
    sign: "conflict",
    reason: "It was changed outside after it was published. Its changes are taken over before anything is written.",
  });
});
