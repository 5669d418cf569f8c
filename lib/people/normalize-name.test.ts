import { expect, test } from "vitest";
import { normalizeName } from "./normalize-name.ts";

test.each([
  ["Zoë  Saldaña", "zoe saldana"],
  ["Robert Downey Jr.", "robert downey jr"],
  ["三船敏郎", "三船敏郎"],
  ["Иннокентий Смоктуновский", "иннокентии смоктуновскии"],
  ["O'Brien", "o brien"],
  ["???", "???"],
])("%s becomes %s", (name, expected) => {
  expect(normalizeName(name)).toBe(expected);
});
