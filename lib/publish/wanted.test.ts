import { expect, test } from "vitest";
import { addPortraits, noneWanted } from "./wanted.ts";

const portrait = { cacheFileId: 1, filePath: "cache/assets/aa/bb/aabb.jpg", hash: "aabb", sizeBytes: 1, format: "jpg" };

test("everybody of a cast has a portrait once, under a name that every disk tells apart and can hold", () => {
  const names = ["Zoë Kravitz", "Zoe\u0308 Kravitz", "ZOË KRAVITZ", "日".repeat(100), "../../etc", "Al Pacino"];
  const cast = names.map((name, at) => ({ actorId: at, name, role: null, imageUrl: null, portrait }));
  const wanted = noneWanted();
  addPortraits(wanted, { profile: "kodi", folder: "/films/Heat", cast });
  expect(wanted.files.map(({ path }) => path)).toEqual([
    "/films/Heat/.actors/Zoë_Kravitz.jpg",
    "/films/Heat/.actors/.._.._etc.jpg",
    "/films/Heat/.actors/Al_Pacino.jpg",
  ]);
  expect(wanted.problems).toEqual([]);
});
