import { describe, expect, test } from "vitest";
import { type FilmPlace, placeOfFilm } from "#lib/artwork/film-place.ts";
import { movieArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { filmNfoName, filmPictureName, readsFormat, setFolderName } from "./names.ts";
import { profileNames } from "./vocabulary.ts";

const own: FilmPlace = { folder: "/m/Heat (1995)", baseName: "Heat (1995)", layout: "own" };
const flat: FilmPlace = { folder: "/m", baseName: "Heat (1995)", layout: "flat" };
const disc: FilmPlace = { folder: "/m/Heat (1995)", baseName: "Heat (1995)", layout: "disc" };

function names(profile: (typeof profileNames)[number], place: FilmPlace): (string | null)[] {
  const pictures = movieArtworkTypes.map((type) => filmPictureName({ profile }, place, { type, rank: 1 }));
  return [filmNfoName({ profile }, place), ...pictures].filter((name) => name !== null);
}

describe("file names of a film", () => {
  test("Kodi: after the video, in an own and in a shared folder", () => {
    const types = ["poster", "fanart", "clearlogo", "clearart", "discart", "banner", "landscape", "keyart"];
    const expected = ["Heat (1995).nfo", ...types.map((type) => `Heat (1995)-${type}`)];
    expect(names("kodi", own)).toEqual(expected);
    expect(names("kodi", flat)).toEqual(expected);
    expect(names("kodi", disc)).toEqual(["movie.nfo", ...types]);
  });

  test("Jellyfin and Emby: short names in an own folder", () => {
    expect(names("jellyfin", own)).toEqual([
      "Heat (1995).nfo",
      "poster",
      "backdrop",
      "logo",
      "clearart",
      "disc",
      "banner",
      "landscape",
    ]);
    expect(names("emby", own)).toContain("fanart");
    expect(names("jellyfin", flat)).toContain("Heat (1995)-backdrop");
  });

  test("Plex: no NFO, poster and fanart only", () => {
    expect(names("plex", own)).toEqual(["poster", "fanart"]);
    expect(names("plex", flat)).toEqual(["Heat (1995)", "Heat (1995)-fanart"]);
  });

  test.each([
    ["kodi", ["Heat (1995)-fanart", "Heat (1995)-fanart1", "Heat (1995)-fanart2"]],
    ["jellyfin", ["backdrop", "backdrop1", "backdrop2"]],
    ["plex", ["fanart", "fanart-2", "fanart-3"]],
  ] as const)("%s numbers the pictures after the first", (profile, expected) => {
    expect([1, 2, 3].map((rank) => filmPictureName({ profile }, own, { type: "fanart", rank }))).toEqual(expected);
    expect(filmPictureName({ profile }, own, { type: "poster", rank: 2 })).toBeNull();
  });

  test("a name without room for a suffix gets the short names", () => {
    const long = { ...own, baseName: "ü".repeat(124) };
    expect(filmNfoName({ profile: "kodi" }, long)).toBe("movie.nfo");
    expect(filmPictureName({ profile: "kodi" }, long, { type: "clearlogo", rank: 1 })).toBe("clearlogo");
  });

  test("signs that mean something to a pattern stay as they are", () => {
    const film = { ...own, baseName: "Cash $& {n} $1" };
    expect(filmPictureName({ profile: "kodi" }, film, { type: "fanart", rank: 2 })).toBe("Cash $& {n} $1-fanart1");
  });

  test("no profile publishes WebP", () => {
    for (const profile of profileNames) {
      expect([readsFormat(profile, "jpg"), readsFormat(profile, "webp")]).toEqual([true, false]);
    }
  });
});

test.each([
  ["Alien: Collection", "Alien_ Collection"],
  ["Ends in dots. .", "Ends in dots"],
  ["..", "_"],
  ["日".repeat(100), "日".repeat(85)],
  [`${"x".repeat(254)}. y`, "x".repeat(254)],
])("the folder of the set %j has a name that a disk holds, inside the folder of all sets", (name, folder) => {
  expect(setFolderName(name)).toBe(folder);
});

describe("where a film's files go", () => {
  const place = (filePath: string, isPart = false) => placeOfFilm({ filePath, isPart, sharesFolder: false });

  test("beside the video, under its name and not the title", () => {
    expect(place("/m/Heat (1995)/heat.1080p.mkv")).toEqual({
      folder: "/m/Heat (1995)",
      baseName: "heat.1080p",
      layout: "own",
    });
  });

  test.each(["/m/Heat/BDMV/index.bdmv", "/m/Heat/VIDEO_TS/VIDEO_TS.IFO", "/m/Heat/BDMV"])("a disc: %s", (filePath) => {
    expect(place(filePath)).toEqual({ folder: "/m/Heat", baseName: "Heat", layout: "disc" });
  });

  test.each([
    ["/m/Heat/Heat-cd1.avi", "Heat"],
    ["/m/Heat/Heat (1995) part 2.mkv", "Heat (1995)"],
    ["/m/Heat/Heat.disc1.mkv", "Heat"],
    ["/m/x/cd1.avi", "cd1"],
  ])("stacked parts share one name: %s", (filePath, baseName) => {
    expect(place(filePath, true).baseName).toBe(baseName);
  });

  test("a film whose title ends like a part keeps its name", () => {
    expect(place("/m/x/The Godfather Part 2.mkv").baseName).toBe("The Godfather Part 2");
  });
});
