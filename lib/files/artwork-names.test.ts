import { describe, expect, test } from "vitest";
import { classifyMovieFolder } from "./classify.ts";
import { readSeasonPicture, readShowPicture } from "./show-artwork-names.ts";

/** What a picture beside the films is taken for: `poster`, `fanart 2`, `poster?` when its shape decides, `set poster`. */
function read(files: { video: string[]; picture: string; isRoot?: boolean }): string | undefined {
  const folder = files.isRoot ? "/films" : "/films/Heat (1995)";
  const file = (name: string) => {
    const path = `${folder}/${name}`;
    return { name: path.split("/").at(-1) ?? "", path, sizeBytes: 1, mtimeMs: 1, inode: 1, device: 1 };
  };
  const { films } = classifyMovieFolder({
    path: folder,
    relativePath: files.isRoot ? "" : "Heat (1995)",
    files: [...files.video, files.picture].map(file),
    folders: [folder],
    fingerprint: "",
    isComplete: true,
    leftovers: 0,
    ignored: [],
    problems: [],
  });
  const [found, ...others] = films.flatMap(({ artwork }) => artwork);
  expect(others).toEqual([]);
  if (!found) return undefined;
  const { type, index, needsShape, ofSet } = found;
  return `${ofSet ? "set " : ""}${type}${needsShape ? "?" : ""}${index === 0 ? "" : ` ${index}`}`;
}

const own = ["Heat (1995).mkv"];
const named = { Kodi: "Heat (1995)-", none: "" };

describe("a picture in a film's own folder", () => {
  test.each([
    // Kodi
    ["poster.jpg", "poster"],
    ["movie-poster.png", "poster"],
    ["folder.jpg", "poster?"],
    ["fanart.jpg", "fanart"],
    ["fanart1.jpg", "fanart 1"],
    ["extrafanart/1.jpg", "fanart 2"],
    ["extrafanart/anything.jpg", "fanart 1"],
    ["clearlogo.png", "clearlogo"],
    ["clearart.png", "clearart"],
    ["discart.png", "discart"],
    ["banner.jpg", "banner"],
    ["landscape.jpg", "landscape"],
    ["movie-landscape.jpg", "landscape"],
    ["keyart.jpg", "keyart"],
    ["characterart.png", "characterart"],
    ["movieset-poster.jpg", "set poster"],
    ["movieset-fanart.jpg", "set fanart"],
    ["movieset-clearlogo.png", "set clearlogo"],
    ["movieset-landscape.jpg", "set landscape"],
    ["Heat (1995).tbn", "poster?"],
    [".actors/Al_Pacino.jpg", "actor_thumb"],
    // Jellyfin and Emby
    ["cover.jpg", "poster"],
    ["default.jpg", "poster?"],
    ["movie.jpg", "poster?"],
    ["Heat (1995).jpg", "poster?"],
    ["backdrop.jpg", "fanart"],
    ["backdrop1.webp", "fanart 1"],
    ["backdrop-2.jpg", "fanart 2"],
    ["background.jpg", "fanart"],
    ["art.jpg", "fanart"],
    ["fanart-3.jpg", "fanart 3"],
    ["logo.png", "clearlogo"],
    ["disc.png", "discart"],
    ["cdart.png", "discart"],
    ["thumb.jpg", "landscape?"],
    // Plex
    ["poster-2.jpg", "poster 2"],
    ["art-2.jpg", "fanart 2"],
    ["clearLogo.png", "clearlogo"],
    ["POSTER.JPG", "poster"],
    // An earlier file of the film left it behind.
    ["Heat.1995.720p-poster.jpg", "poster"],
    ["IMG_1.jpg", undefined],
    ["The Film poster.jpg", undefined],
    ["squareArt.jpg", undefined],
    ["constructor.jpg", undefined],
    ["extrathumbs/thumb1.jpg", undefined],
  ])("%s", (picture, expected) => expect(read({ video: own, picture })).toBe(expected));

  test.each(["poster", "fanart", "clearlogo", "clearart", "discart", "banner", "landscape", "keyart"])(
    "%s after the video, in every layout",
    (type) => {
      const picture = `${named.Kodi}${type}.jpg`;
      const beside = ["Heat (1995).mkv", "Ronin (1998).mkv"];
      expect(read({ video: own, picture })).toBe(type);
      expect(read({ video: beside, picture })).toBe(type);
      expect(read({ video: own, picture, isRoot: true })).toBe(type);
    },
  );

  test("is called after a part, a version or the film of several parts", () => {
    const parts = ["Heat (1995)-cd1.avi", "Heat (1995)-cd2.avi"];
    expect(read({ video: parts, picture: "Heat (1995)-poster.jpg" })).toBe("poster");
    expect(read({ video: parts, picture: "Heat (1995)-cd1-poster.jpg" })).toBe("poster");
    const versions = ["Heat (1995) - 1080p.mkv", "Heat (1995) - 2160p.mkv"];
    expect(read({ video: versions, picture: "Heat (1995) - 1080p-fanart.jpg" })).toBe("fanart");
  });

  test.each([["BDMV/index.bdmv"], ["VIDEO_TS/VIDEO_TS.IFO"]])("around a disc: %s", (video) => {
    expect(read({ video: [video], picture: "poster.jpg" })).toBe("poster");
    expect(read({ video: [video], picture: "fanart2.jpg" })).toBe("fanart 2");
  });
});

test.each(["poster.jpg", "folder.jpg", "fanart1.jpg", "movieset-poster.jpg", "logo.png"])(
  "%s in a folder of several films says nothing",
  (picture) => expect(read({ video: ["Heat (1995).mkv", "Ronin (1998).mkv"], picture })).toBeUndefined(),
);

test.each([
  ["season01-poster", 1, "poster", 0],
  ["Season 1-banner", 1, "banner", 0],
  ["season12-fanart2", 12, "fanart", 2],
  ["season02-logo", 2, "clearlogo", 0],
  ["season-specials-landscape", 0, "landscape", 0],
  ["season00-poster", 0, "poster", 0],
  ["season-all-poster", "all", "poster", 0],
  ["Season01", 1, "poster", 0],
  ["Season01-b", 1, "poster", 1],
  ["Specials", 0, "poster", 0],
] as const)("%s beside a show", (name, season, type, index) => {
  expect(readSeasonPicture(name)).toMatchObject({ season, type, index });
});

test("names that say nothing of a show", () => {
  expect(["movie", "movieset-poster", "IMG_1", "season", "seasonal"].map(readShowPicture)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  expect(["season01-movieset-poster", "season01-nonsense", "seasoned"].map(readSeasonPicture)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(["show", "tvshow", "tvshow-poster"].map((name) => readShowPicture(name)?.type)).toEqual([
    "poster",
    "poster",
    "poster",
  ]);
});
