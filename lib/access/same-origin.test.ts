import { expect, test } from "vitest";
import { isSafeMethod, isSameOrigin } from "./same-origin.ts";

const host = "metarr.example:3000";

test("S11: a page of this site may change things", () => {
  expect(isSameOrigin({ host, origin: "http://metarr.example:3000" })).toBe(true);
  expect(isSameOrigin({ host: "metarr.example", origin: "https://metarr.example" })).toBe(true);
  expect(isSameOrigin({ host: "Metarr.Example:443", origin: "https://metarr.example" })).toBe(true);
  expect(
    isSameOrigin({ host: "metarr:3000", origin: "https://films.example", baseUrl: "https://films.example/" }),
  ).toBe(true);
  expect(isSameOrigin({ host, origin: null, fetchSite: "same-origin" })).toBe(true);
});

test("S11: any other page may not", () => {
  const foreign = [
    "null",
    "https://evil.example",
    "http://metarr.example",
    "http://metarr.example:3001",
    "http://metarr.example:3000.evil.example",
    "http://evil.example/?metarr.example:3000",
    "http://sub.metarr.example:3000",
    "file://metarr.example:3000",
    "metarr.example:3000",
    "",
  ];
  for (const origin of foreign) expect(isSameOrigin({ host, origin }), origin).toBe(false);
  for (const fetchSite of ["cross-site", "same-site", "none", undefined]) {
    expect(isSameOrigin({ host, origin: null, fetchSite })).toBe(false);
  }
  expect(isSameOrigin({ host: "", origin: "http://metarr.example" })).toBe(false);
});

test("S11: only GET, HEAD and OPTIONS count as changing nothing", () => {
  expect(["GET", "head", "OPTIONS"].map(isSafeMethod)).toEqual([true, true, true]);
  expect(["POST", "PUT", "PATCH", "DELETE", "TRACE", "get "].map(isSafeMethod)).toEqual(Array(6).fill(false));
});
