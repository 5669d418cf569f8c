import { describe, expect, test } from "vitest";
import { classifyMovieFolder, listRoles } from "./classify.ts";
import { fingerprintFolder } from "./fingerprint.ts";
import { groupMovieFolders, type MovieFolder } from "./movie-folders.ts";
import type { WalkedFile, WalkedFolder } from "./walk.ts";

/** Folders as walkLibrary gives them, from paths below /films; `path:size` sets a size. */
function walked(paths: string[]): WalkedFolder[] {
  const folders = new Map<string, WalkedFolder>();
  const folderAt = (relativePath: string): WalkedFolder => {
    const known = folders.get(relativePath);
    if (known) return known;
    const path = relativePath === "" ? "/films" : `/films/${relativePath}`;
    const facts = {
      device: 1,
      inode: 1,
      files: [],
      ignored: [],
      folders: [],
      fingerprint: "",
      isComplete: true,
      leftovers: 0,
      problems: [],
    };
    const made: WalkedFolder = { path, relativePath, ...facts };
    folders.set(relativePath, made);
    if (relativePath !== "")
      folderAt(relativePath.split("/").slice(0, -1).join("/")).folders.push(relativePath.split("/").at(-1) ?? "");
    return made;
  };
  folderAt("");
  for (const entry of paths) {
    const [path = "", size = "1000"] = entry.split(":");
    const names = path.split("/");
    const name = names.pop() ?? "";
    const file: WalkedFile = { name, path: `/films/${path}`, sizeBytes: Number(size), mtimeMs: 1, inode: 1, device: 1 };
    folderAt(names.join("/")).files.push(file);
  }
  const all = [...folders.values()].sort((a, b) => (a.relativePath < b.relativePath ? -1 : 1));
  return all.map((folder) => ({ ...folder, fingerprint: fingerprintFolder(folder.files, folder.folders) }));
}

async function group(paths: string[], batchSize = 1): Promise<MovieFolder[]> {
  const folders = walked(paths);
  const batches = Array.from({ length: Math.ceil(folders.length / batchSize) }, (_, at) =>
    folders.slice(at * batchSize, (at + 1) * batchSize),
  );
  const groups: MovieFolder[] = [];
  for await (const each of groupMovieFolders(batches)) groups.push(each);
  return groups;
}

async function classify(paths: string[]) {
  const groups = await group(paths);
  const results = groups.map((each) => classifyMovieFolder(each));
  const roles = results.flatMap(listRoles);
  expect(roles.map((role) => role.path).sort()).toEqual(paths.map((path) => `/films/${path.split(":")[0]}`).sort());
  return {
    films: results.flatMap((result) => result.films),
    unknown: results.flatMap((result) => result.unknown),
    roles,
  };
}

const names = (files: { file: WalkedFile }[]) => files.map(({ file }) => file.name);

describe("folders that belong together", () => {
  test("extras, discs and subtitles join the film above them, in whatever batches they arrive", async () => {
    const paths = [
      "A (2000)/A (2000).mkv",
      "A (2000)/Subs/en.srt",
      "A (2000)/behind the scenes/more/x.mkv",
      "A (2000)/extrafanart/1.jpg",
      "B (2001)/CD1/b.avi",
      "B (2001)/CD2/b.avi",
      "Shelf/C (2002)/C (2002).mkv",
      "Shorts/D (2003)/D (2003).mkv",
    ];
    for (const size of [1, 3, 100]) {
      const groups = await group(paths, size);
      const filled = groups
        .filter((each) => each.files.length > 0)
        .map((each) => [each.relativePath, each.files.length]);
      expect(filled).toEqual([
        ["A (2000)", 4],
        ["B (2001)", 2],
        ["Shelf/C (2002)", 1],
        ["Shorts/D (2003)", 1],
      ]);
    }
  });

  test("a folder of films that is called like extras is a shelf beside loose films too", async () => {
    const { films, unknown } = await classify([
      "Loose (2000).mkv",
      "Shorts/One Week (1920)/One Week (1920).mkv",
      "Shorts/One Week (1920)/poster.jpg",
    ]);
    expect(films.map((film) => [film.layout, film.name.title, film.artwork.length])).toEqual([
      ["own", "One Week", 1],
      ["flat", "Loose", 0],
    ]);
    expect(unknown).toEqual([]);
  });

  test("the fingerprint changes with a file in any folder that belongs", async () => {
    const before = await group(["A (2000)/A.mkv", "A (2000)/Subs/en.srt:1"]);
    const after = await group(["A (2000)/A.mkv", "A (2000)/Subs/en.srt:2"]);
    const print = (groups: MovieFolder[]) => groups.find((each) => each.relativePath === "A (2000)")?.fingerprint;
    expect(print(before)).toMatch(/^[\da-f]{32}$/);
    expect(print(after)).not.toBe(print(before));
  });
});

describe("a film in a folder of its own", () => {
  test("has its NFO, artwork, subtitles, extras and trailer told apart", async () => {
    const at = "The Matrix (1999)/";
    const { films, unknown } = await classify([
      `${at}The Matrix (1999).mkv`,
      `${at}The Matrix (1999).nfo`,
      `${at}movie.nfo`,
      `${at}The Matrix (1999)-poster.jpg`,
      `${at}fanart.jpg`,
      `${at}fanart2.jpg`,
      `${at}backdrop1.jpg`,
      `${at}logo.png`,
      `${at}disc.png`,
      `${at}extrafanart/anything.jpg`,
      `${at}.actors/Keanu_Reeves.jpg`,
      `${at}The Matrix (1999).en.forced.srt`,
      `${at}The Matrix (1999).pt-BR.srt`,
      `${at}The Matrix (1999).de.sdh.ass`,
      `${at}Subs/2_French.srt`,
      `${at}The Matrix (1999)-trailer.mp4`,
      `${at}featurettes/Making of.mkv`,
      `${at}theme.mp3`,
      `${at}readme.txt`,
      `${at}holiday.jpg`,
    ]);
    const [film] = films;
    expect(films).toHaveLength(1);
    expect(film).toMatchObject({
      layout: "own",
      name: { title: "The Matrix", year: 1999 },
      media: [{ kind: "version" }],
    });
    expect(film?.nfos.map((file) => file.name)).toEqual(["The Matrix (1999).nfo", "movie.nfo"]);
    expect(film?.artwork.map(({ file, type, index }) => [file.name, type, index])).toEqual([
      ["Keanu_Reeves.jpg", "actor_thumb", 0],
      ["logo.png", "clearlogo", 0],
      ["disc.png", "discart", 0],
      ["fanart.jpg", "fanart", 0],
      ["backdrop1.jpg", "fanart", 1],
      ["anything.jpg", "fanart", 1],
      ["fanart2.jpg", "fanart", 2],
      ["The Matrix (1999)-poster.jpg", "poster", 0],
    ]);
    expect(
      film?.subtitles.map(({ file, language, isForced, isSdh }) => [file.name, language, isForced, isSdh]),
    ).toEqual([
      ["2_French.srt", "fr", false, false],
      ["The Matrix (1999).de.sdh.ass", "de", false, true],
      ["The Matrix (1999).en.forced.srt", "en", true, false],
      ["The Matrix (1999).pt-BR.srt", "pt", false, false],
    ]);
    expect(film?.extras.map(({ kind }) => kind)).toEqual(["trailer", "featurette", "theme"]);
    expect(unknown.map(({ file, kind }) => [file.name, kind])).toEqual([
      ["readme.txt", "other"],
      ["holiday.jpg", "image"],
    ]);
  });

  test("keeps pictures and subtitles that are still called after an earlier file", async () => {
    const { films } = await classify([
      "It (2017)/It.2017.2160p.mkv",
      "It (2017)/It (2017) Bluray-1080p-poster.jpg",
      "It (2017)/It (2017) Bluray-1080p.en.srt",
      "It (2017)/It (2017) Bluray-1080p.srt",
    ]);
    expect(films[0]?.artwork).toMatchObject([{ type: "poster" }]);
    expect(films[0]?.subtitles.map(({ language }) => language)).toEqual(["en", null]);
  });

  test("may have several versions: the sharpest is the main one", async () => {
    const at = "Alien (1979)/Alien (1979)";
    const { films } = await classify([
      `${at} - 1080p.mkv:9000`,
      `${at} - 2160p.mkv:5000`,
      `${at} - [Director's Cut].mkv:7000`,
    ]);
    expect(films).toHaveLength(1);
    expect(films[0]?.main.name).toBe("Alien (1979) - 2160p.mkv");
    expect(films[0]?.media.map(({ kind, edition, resolution }) => [kind, edition, resolution])).toEqual([
      ["version", null, "2160p"],
      ["version", null, "1080p"],
      ["version", "Director's Cut", null],
    ]);
  });

  test("may lie in parts, also in folders of their own", async () => {
    const beside = await classify(["A (2000)/a-cd2.avi", "A (2000)/a-cd1.avi", "A (2000)/a.nfo"]);
    expect(names(beside.films[0]?.media ?? [])).toEqual(["a-cd1.avi", "a-cd2.avi"]);
    expect(beside.films[0]).toMatchObject({ main: { name: "a-cd1.avi" }, nfos: [{ name: "a.nfo" }] });
    const apart = await classify(["A (2000)/CD1/a.avi", "A (2000)/CD2/a.avi"]);
    expect(apart.films[0]?.media.map(({ kind, partNumber }) => [kind, partNumber])).toEqual([
      ["part", 1],
      ["part", 2],
    ]);
  });

  test("a video that is called otherwise is an extra, not another version", async () => {
    const { films } = await classify(["Alien (1979)/Alien.mkv", "Alien (1979)/Making of.mkv"]);
    expect(names(films[0]?.media ?? [])).toEqual(["Alien.mkv"]);
    expect(films[0]?.extras).toMatchObject([{ kind: "other" }]);
  });

  test("on a disc is opened by its index and read by its largest stream", async () => {
    const { films } = await classify([
      "A (2000)/BDMV/index.bdmv",
      "A (2000)/BDMV/STREAM/00001.m2ts:10",
      "A (2000)/BDMV/STREAM/00002.m2ts:9000",
      "A (2000)/BDMV/BACKUP/index.bdmv",
      "A (2000)/CERTIFICATE/id.bdmv",
      "A (2000)/poster.jpg",
      "A (2000)/movie.nfo",
      "B (2001)/VIDEO_TS/VIDEO_TS.IFO",
      "B (2001)/VIDEO_TS/VTS_01_1.VOB:500",
      "B (2001)/VIDEO_TS/VTS_01_1.BUP",
    ]);
    expect(films.map((film) => [film.layout, film.name.title, film.main.name, film.probe?.name])).toEqual([
      ["disc", "A", "index.bdmv", "00002.m2ts"],
      ["disc", "B", "VIDEO_TS.IFO", "VTS_01_1.VOB"],
    ]);
    expect(films[0]?.artwork).toMatchObject([{ type: "poster" }]);
  });

  test("a stream link is a film whose streams cannot be read", async () => {
    const { films } = await classify(["A (2000)/A (2000).strm"]);
    expect(films[0]).toMatchObject({ probe: null, main: { name: "A (2000).strm" } });
  });
});

describe("films that share a folder", () => {
  test("each get what is called like them, the longer name first", async () => {
    const { films, unknown } = await classify([
      "Alien (1979).mkv",
      "Alien (1979).nfo",
      "Alien (1979)-poster.jpg",
      "Alien (1979).de.srt",
      "Alien 3 (1992).mkv",
      "Alien 3 (1992)-fanart.jpg",
      "Alien 3 (1992)-trailer.mp4",
      "folder.jpg",
      "movie.nfo",
    ]);
    expect(
      films.map((film) => [film.layout, film.name.title, film.nfos.length, film.artwork.length, film.extras.length]),
    ).toEqual([
      ["flat", "Alien", 1, 1, 0],
      ["flat", "Alien 3", 0, 1, 1],
    ]);
    expect(unknown.map(({ file }) => file.name)).toEqual(["folder.jpg", "movie.nfo"]);
  });

  test("a collection's folder holds several films", async () => {
    const { films } = await classify(["Alien Collection/Alien (1979).mkv", "Alien Collection/Aliens (1986).mkv"]);
    expect(films.map((film) => [film.layout, film.name.title])).toEqual([
      ["flat", "Alien"],
      ["flat", "Aliens"],
    ]);
  });
});

test("an NFO or an extra without a film is an unknown file with a reason", async () => {
  const { films, unknown } = await classify(["A (2000)/A (2000).nfo", "B (2001)/B (2001)-trailer.mkv"]);
  expect(films).toEqual([]);
  expect(unknown.map(({ kind, reason }) => [kind, reason])).toEqual([
    ["nfo", "There is no film in its folder."],
    ["video", "It is an extra, and no film it belongs to was found beside it."],
  ]);
});

test("a subtitle in Subs that is called like a film is that film's, and its other words say the language", async () => {
  const { films, unknown } = await classify([
    "Alien (1979).mkv",
    "Dune (1984).mkv",
    "Subs/Dune (1984).de.forced.srt",
    "Subs/2_English.srt",
    "It.2017.1080p-GRP/it.2017.1080p-grp.mkv",
    "It.2017.1080p-GRP/Subs/it.2017.1080p-grp.srt",
  ]);
  expect(
    films.map((film) => film.subtitles.map(({ language, isForced, title }) => [language, isForced, title])),
  ).toEqual([[[null, false, null]], [], [["de", true, null]]]);
  expect(unknown.map(({ file }) => file.name)).toEqual(["2_English.srt"]);
});

test("a picture of the film's set is not taken for the film's own", async () => {
  const { films } = await classify(["A (2000)/A (2000).mkv", "A (2000)/movieset-poster.jpg", "A (2000)/fanart.jpg"]);
  expect(films[0]?.artwork.map(({ type, ofSet }) => [type, ofSet === true])).toEqual([
    ["fanart", false],
    ["poster", true],
  ]);
});

test("an .idx and its .sub are one subtitle", async () => {
  const { films } = await classify(["A (2000)/A (2000).mkv", "A (2000)/A (2000).en.idx", "A (2000)/A (2000).en.sub"]);
  expect(films[0]?.subtitles).toMatchObject([{ codec: "vobsub", language: "en" }]);
  expect(films[0]?.companions.map((file) => file.name)).toEqual(["A (2000).en.sub"]);
});
