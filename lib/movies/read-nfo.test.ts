import { expect, test } from "vitest";
import { readCertification, readNfoIds } from "#lib/files/nfo/meaning.ts";
import { emptyEntity } from "#lib/files/nfo/types.ts";
import { readMovieLocks, readMovieValues } from "./read-nfo.ts";

test.each([
  ["US:PG-13", "US", { contentRating: "PG-13", mpaaRating: "PG-13" }],
  ["Rated R", "US", { contentRating: "R", mpaaRating: "R" }],
  ["DE:12", "DE", { contentRating: "12" }],
  ["DE:12", "US", {}],
  ["US:R", "DE", { mpaaRating: "R" }],
  ["", "US", {}],
])("certification %s for region %s", (mpaa, region, expected) => {
  expect(readCertification(mpaa, region)).toEqual(expected);
});

test("what an NFO leaves empty is absent, and the premiere wins over the year", () => {
  const entity = {
    ...emptyEntity,
    title: "Nosferatu",
    plot: "",
    year: 1921,
    premiered: "1922-03-04",
    genres: ["Horror"],
  };
  expect(readMovieValues(entity, "US")).toEqual({
    title: "Nosferatu",
    year: 1922,
    releaseDate: "1922-03-04",
    genres: ["Horror"],
  });
});

test("lockedfields lock what they name, lockdata locks all", () => {
  expect(readMovieLocks({ ...emptyEntity, lockedFields: ["Name", "OfficialRating", "Nonsense"] })).toEqual([
    "titleLocked",
    "contentRatingLocked",
    "mpaaRatingLocked",
  ]);
  expect(readMovieLocks({ ...emptyEntity, lockData: true }).length).toBeGreaterThan(20);
});

test("ids of the wrong shape are passed over", () => {
  const uniqueIds = [
    { type: "tmdb", value: "603", default: true },
    { type: "imdb", value: "nonsense", default: false },
  ];
  expect(readNfoIds({ ...emptyEntity, uniqueIds })).toEqual({ tmdbId: 603, imdbId: null, tvdbId: null });
});
