import { expect, test } from "vitest";
import { toTrailersInput, trailersInput } from "./trailers-input.ts";

test("what holds everywhere is not kept with the library", () => {
  const everywhere = { enabled: "general", maxHeight: "general", languages: "" } as const;
  expect(trailersInput.parse(everywhere)).toEqual({});
  expect(toTrailersInput({})).toEqual(everywhere);
});

test("what is typed is kept, and shown as it was", () => {
  const typed = { enabled: "off", maxHeight: "720", languages: "Library, de de  original" } as const;
  const kept = trailersInput.parse(typed);
  expect(kept).toEqual({ enabled: false, maxHeight: 720, languages: ["library", "de", "original"] });
  expect(toTrailersInput(kept)).toEqual({ ...typed, languages: "library, de, original" });
});

test.each([
  ["maxHeight", { enabled: "on", maxHeight: "5000", languages: "" }],
  ["languages", { enabled: "on", maxHeight: "general", languages: "textless" }],
  ["enabled", { enabled: "perhaps", maxHeight: "general", languages: "" }],
])("%s is checked", (field, typed) => {
  expect(trailersInput.safeParse(typed).error?.issues[0]?.path).toEqual([field]);
});
