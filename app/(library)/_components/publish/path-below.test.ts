import { expect, test } from "vitest";
import { splitBelow } from "./path-below.ts";

test.each([
  ["/films/Heat (1995)/poster.jpg", "", "poster.jpg"],
  ["/films/Heat (1995)/.actors/Al_Pacino.jpg", ".actors/", "Al_Pacino.jpg"],
  ["/films/Movie Sets/Heat/poster.jpg", "Heat/", "poster.jpg"],
  ["/films/Heat (1995) 2/poster.jpg", "Heat (1995) 2/", "poster.jpg"],
])("%s is shown as %j and %j", (path, below, name) => {
  expect(splitBelow("/films/Heat (1995)", path)).toEqual({ below, name });
});
