import { expect, test } from "vitest";
import { certificationFor } from "./certification.ts";

const library = (region: string) => ({ language: "en", region });
test.each([
  ["its own", { DE: "16", US: "R" }, library("DE"), "16"],
  ["the American one, which names its country", { US: "R", GB: "18" }, library("DE"), "US:R"],
  ["the American one of an American library", { US: "R" }, library("US"), "R"],
  ["nothing of a country that nobody asked for", { GB: "18" }, library("DE"), null],
  ["nothing of what was never rated", { US: "Not Rated" }, library("DE"), null],
  ["what was never rated at home", { US: "NR" }, library("US"), "NR"],
  ["the provider's own country", { AT: "14", DE: "16" }, { ...library("AT"), library: library("DE") }, "AT:14"],
  [
    "the library's, where the provider's country has none",
    { DE: "16", US: "R" },
    { ...library("AT"), library: library("DE") },
    "16",
  ],
] as const)("takes %s", (_, known, choice, expected) => {
  const said = new Map<string, string>(Object.entries(known));
  expect(certificationFor(choice, (region) => said.get(region) ?? null)).toBe(expected);
});
