import { expect, test } from "vitest";
import {
  formatBitRate,
  formatMinutes,
  formatRating,
  nameOfChannels,
  nameOfFilm,
  nameOfLanguage,
  nameOfResolution,
} from "./format.ts";

test("rates have a unit that fits", () => {
  expect(formatBitRate(12_400_000)).toBe("12.4 Mbit/s");
});

test("runtimes are hours and minutes", () => {
  expect([45, 60, 128].map(formatMinutes)).toEqual(["45 min", "1 h", "2 h 8 min"]);
});

test("a film without a year is its title", () => {
  expect(nameOfFilm({ title: "Heat", year: 1995 })).toBe("Heat (1995)");
  expect(nameOfFilm({ title: "Heat", year: null })).toBe("Heat");
});

test("languages are named, codes nobody knows are shown", () => {
  expect(["de", "deu", null, "und", "zxx-??"].map(nameOfLanguage)).toEqual([
    "German",
    "German",
    "Unknown",
    "Unknown",
    "zxx-??",
  ]);
});

test("a wide film is called by its width", () => {
  expect(nameOfResolution({ width: 1920, height: 800 })).toBe("1080p");
  expect(nameOfResolution({ width: 3840, height: 1600 })).toBe("4K");
  expect(nameOfResolution({ width: 720, height: 480 })).toBe("480p");
});

test("channels and ratings read as people say them", () => {
  expect([1, 2, 6, 8, 12].map(nameOfChannels)).toEqual(["Mono", "Stereo", "5.1", "7.1", "12 channels"]);
  expect(formatRating({ value: 7.26, max: 10 })).toBe("7.3");
  expect(formatRating({ value: 84, max: 100 })).toBe("84 %");
});
