import { expect, test } from "vitest";
import { placeElsewhere } from "./download.ts";

const fanart = "https://assets.fanart.tv/fanart/movies/10331/movieposter/x.jpg";
const tvmaze = "https://static.tvmaze.com/uploads/images/original_untouched/1/4600.jpg";

test.each([
  [fanart, "poster", "small", "https://assets.fanart.tv/preview/movies/10331/movieposter/x.jpg"],
  [fanart, "poster", "original", fanart],
  [tvmaze, "poster", "small", "https://static.tvmaze.com/uploads/images/medium_portrait/1/4600.jpg"],
  [tvmaze, "thumb", "small", "https://static.tvmaze.com/uploads/images/medium_landscape/1/4600.jpg"],
  [tvmaze, "fanart", "small", tvmaze],
  ["https://example.org/fanart/x.jpg", "poster", "small", "https://example.org/fanart/x.jpg"],
] as const)("%s as %s, %s, is fetched from %s", (url, assetType, size, place) => {
  expect(placeElsewhere({ url, assetType, size })).toBe(place);
});
