import { expect, test } from "vitest";
import { leadsAway } from "./leads-away.ts";

const page = "https://films.example/movies?q=heat";

test("other pages of the application, and this one anew", () => {
  expect(leadsAway("/movies/7", page)).toBe(true);
  expect(leadsAway("?q=ronin", page)).toBe(true);
  expect(leadsAway("https://films.example/settings#tmdb-key", page)).toBe(true);
  expect(leadsAway("/movies?q=heat", page)).toBe(true);
});

test("not a place on the page, and not another site", () => {
  expect(leadsAway("#main", page)).toBe(false);
  expect(leadsAway("https://www.themoviedb.org/movie/949", page)).toBe(false);
  expect(leadsAway("mailto:films@films.example", page)).toBe(false);
  expect(leadsAway("https://", page)).toBe(false);
});
