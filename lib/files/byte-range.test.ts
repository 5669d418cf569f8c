import { describe, expect, test } from "vitest";
import { readByteRange } from "./byte-range.ts";

describe("the part of a file that is asked for", () => {
  test.each([
    ["bytes=0-", { first: 0, last: 99 }],
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=10-19", { first: 10, last: 19 }],
    ["bytes=90-500", { first: 90, last: 99 }],
    ["bytes=-10", { first: 90, last: 99 }],
    ["bytes=-500", { first: 0, last: 99 }],
    ["Bytes=5-6", { first: 5, last: 6 }],
  ])("%s of 100", (header, range) => {
    expect(readByteRange(header, 100)).toEqual(range);
  });

  test.each(["bytes=100-", "bytes=200-300", "bytes=-0"])("%s is not in 100 bytes", (header) => {
    expect(readByteRange(header, 100)).toBe("unsatisfiable");
  });

  test.each([null, "", "bytes=", "bytes=-", "bytes=5-1", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=1e9-"])(
    "%s is answered with the whole file",
    (header) => {
      expect(readByteRange(header, 100)).toBeUndefined();
    },
  );

  test("nothing of an empty file can be had", () => {
    expect(readByteRange("bytes=0-", 0)).toBe("unsatisfiable");
  });
});
