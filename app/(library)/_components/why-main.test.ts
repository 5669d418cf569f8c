import { expect, test } from "vitest";
import { whyMain } from "./why-main.ts";

const version = (resolution: string | null, sizeBytes: number) => ({ kind: "version" as const, resolution, sizeBytes });

test.each([
  [[version("2160p", 1), version("1080p", 9)], "The highest resolution by its name, 2160p."],
  [[version("1080p", 9), version("1080p", 1), version("720p", 99)], "The largest of the files in 1080p."],
  [[version(null, 9), version(null, 1)], "The largest file."],
  [[version(null, 9), version(null, 9)], "The first by its name: resolution and size are alike."],
  [[version("720p", 9)], undefined],
])("%j: %j", (files, why) => {
  const [main] = files;
  expect(main && whyMain(main, files)).toBe(why);
});

test("the first part of several is what players open", () => {
  const part = (sizeBytes: number) => ({ kind: "part" as const, resolution: null, sizeBytes });
  const parts = [part(1), part(2)] as const;
  expect(whyMain(parts[0], parts)).toBe("The first of 2 parts, which players open.");
});
