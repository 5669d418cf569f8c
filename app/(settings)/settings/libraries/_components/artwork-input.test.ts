import { expect, test } from "vitest";
import { artworkFacts, movieArtworkTypes, seriesArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { readArtworkChoices } from "#lib/libraries/change-artwork.ts";
import { artworkInput, artworkRows, toArtworkInput } from "./artwork-input.ts";

const usual = toArtworkInput(readArtworkChoices({ artwork: null }));
const withPoster = (poster: { limit: string; languages: string }) => artworkInput.safeParse({ ...usual, poster });

test("every type of what lies in the library has a line and passes with its defaults", () => {
  expect(artworkRows("movie").map(({ type }) => type)).toEqual([...movieArtworkTypes]);
  expect(artworkRows("tv").map(({ type }) => type)).toEqual([...seriesArtworkTypes, "thumb"]);
  expect(artworkInput.parse(usual).poster).toEqual({ limit: 1, languages: [...artworkFacts.poster.languages] });
});

test("languages are read in any case, with commas or spaces, each once", () => {
  const read = withPoster({ limit: "2", languages: "DE,  textless en de" });
  expect(read.data?.poster).toEqual({ limit: 2, languages: ["de", "textless", "en"] });
});

test.each([
  [{ limit: "21", languages: "en" }, "poster.limit", "Write a number from 0 to 20."],
  [{ limit: "-1", languages: "en" }, "poster.limit", "Write a number from 0 to 20."],
  [{ limit: "1", languages: " , " }, "poster.languages", "Name at least one, such as textless."],
  [
    { limit: "1", languages: "english" },
    "poster.languages",
    "Use two letters, such as en, or the words library, original and textless.",
  ],
])("%o is refused at its field", (poster, field, message) => {
  const [issue] = withPoster(poster).error?.issues ?? [];
  expect([issue?.path.join("."), issue?.message]).toEqual([field, message]);
});
