import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { parseName } from "#lib/files/names/parse.ts";
import type { WalkedFile } from "#lib/files/walk.ts";
import type { FoundFilm } from "./found-film.ts";
import type { KnownFilm, KnownLibrary } from "./known-films.ts";
import { createMatcher, type Walked } from "./match-films.ts";
import type { KnownName } from "./namesakes.ts";

type File = { path: string; sizeBytes?: number; mtimeMs?: number; inode?: number };

const walked = ({ path, sizeBytes = 1000, mtimeMs = 5, inode = 7 }: File): WalkedFile => ({
  name: basename(path),
  path,
  sizeBytes,
  mtimeMs,
  inode,
  device: 1,
});

/** A film on the disk; the first file is its main one. */
function found(files: File[], change: Partial<FoundFilm> = {}): FoundFilm {
  const [main = walked({ path: "/f/x.mkv" }), ...others] = files.map(walked);
  const described = { kind: "version", partNumber: null, edition: null, resolution: null } as const;
  return {
    main,
    probe: main,
    media: [main, ...others].map((file) => ({ file, ...described })),
    name: parseName(main.name, { type: "movie" }),
    isDisc: false,
    folder: dirname(main.path),
    layout: "own",
    nfos: [],
    subtitles: [],
    extras: [],
    artwork: [],
    companions: [],
    ...change,
  };
}

const known = (movieId: number, filePath: string, change: Partial<KnownFilm> = {}): KnownFilm => ({
  movieId,
  filePath,
  sizeBytes: 1000,
  modifiedMs: 5,
  isMissing: false,
  isDeleted: false,
  ...change,
});

/** `parts`: further files of a film. Films are called as their files are, unless `names` says more. */
function aLibrary(
  films: KnownFilm[],
  more: { parts?: [string, KnownFilm][]; excluded?: string[]; names?: Record<number, Partial<KnownName>> } = {},
): KnownLibrary {
  return {
    films: new Map(films.map((film) => [film.movieId, film])),
    byPath: new Map([...films.map((film): [string, KnownFilm] => [film.filePath, film]), ...(more.parts ?? [])]),
    bySize: Map.groupBy(films, (film) => film.sizeBytes ?? 0),
    inodes: new Map(films.map((film) => [film.movieId, "7"])),
    hashes: new Map(),
    nfo: new Map(),
    excluded: new Set(more.excluded),
    names: async () =>
      films.map(({ movieId, filePath }) => ({ ...nameOf(movieId, filePath), ...more.names?.[movieId] })),
  };
}

function nameOf(movieId: number, filePath: string): KnownName {
  const place = filePath.slice("/f/".length);
  const { title, year } = parseName(place, { type: "movie" });
  return { movieId, title: title ?? "", originalTitle: null, year, tmdbId: null, imdbId: null, tvdbId: null, place };
}

const pathsOf = (...films: FoundFilm[]) => new Set(films.flatMap(({ media }) => media.map(({ file }) => file.path)));
/** What a matcher says of one film that is alone in its folder, before the walk has ended. */
const match = (library: KnownLibrary, film: FoundFilm) => createMatcher(library).match(film, pathsOf(film));

/** What it says of films that are all there is, by their main file. */
async function matchAll(library: KnownLibrary, films: FoundFilm[], walked: Partial<Walked> = {}) {
  const matcher = createMatcher(library);
  const seen = pathsOf(...films);
  const matches = await Promise.all(films.map((film) => matcher.match(film, seen)));
  const late = films.filter((_, index) => matches[index] === undefined);
  const end = { seen, isUnreadable: () => false, readHash: async () => undefined, ...walked };
  for await (const each of matcher.matchLate(late, end)) matches.push(each);
  const byPath = new Map(matches.flatMap((each) => (each ? [[each.film.main.path, each] as const] : [])));
  return { byPath, late: late.length, evicted: matcher.listEvicted().map(({ movieId }) => movieId) };
}
const matchEnd = async (library: KnownLibrary, film: FoundFilm, walked: Partial<Walked> = {}) =>
  (await matchAll(library, [film], walked)).byPath.get(film.main.path);
/** `how movieId`, or the kind of a match without a known film. */
const told = async (library: KnownLibrary, films: FoundFilm[], walked: Partial<Walked> = {}) => {
  const { byPath } = await matchAll(library, films, walked);
  return Object.fromEntries(
    [...byPath].map(([path, each]) => {
      const how = each.kind === "changed" ? each.how : each.kind;
      return [path, "known" in each ? `${how} ${each.known.movieId}` : how];
    }),
  );
};

describe("a film at a known path", () => {
  const library = aLibrary([known(1, "/f/A/A.mkv")]);

  test("with the same size and time is the same", async () => {
    expect(await match(library, found([{ path: "/f/A/A.mkv" }]))).toMatchObject({
      kind: "same",
      known: { movieId: 1 },
    });
  });

  test.each([
    ["size, as while it is written", { sizeBytes: 1001 }],
    ["time", { mtimeMs: 6 }],
    ["time and inode", { mtimeMs: 6, inode: 8 }],
  ])("with another %s is replaced", async (_, change) => {
    const film = found([{ path: "/f/A/A.mkv", ...change }]);
    expect(await match(library, film)).toMatchObject({ kind: "changed", how: "replaced", known: { movieId: 1 } });
  });

  test("with another file waits for the end of the walk: its own may be elsewhere", async () => {
    const film = found([{ path: "/f/A/A.mkv", sizeBytes: 9, inode: 8 }]);
    expect(await match(library, film)).toBeUndefined();
    expect(await matchEnd(library, film)).toMatchObject({ how: "replaced", known: { movieId: 1 } });
    const moved = found([{ path: "/f/B/A.mkv" }]);
    expect(await matchAll(library, [film, moved])).toMatchObject({ evicted: [] });
    expect(await told(library, [film, moved])).toEqual({ [film.main.path]: "new", [moved.main.path]: "moved 1" });
  });

  test("that a person removed stays away, by its row, its path or its folder", async () => {
    const film = found([{ path: "/f/A/A.mkv" }]);
    const removed = aLibrary([known(1, "/f/A/A.mkv", { isDeleted: true })]);
    expect(await match(removed, film)).toMatchObject({ kind: "excluded" });
    expect(await match(aLibrary([], { excluded: ["/f/A/A.mkv"] }), film)).toMatchObject({ kind: "excluded" });
    expect(await match(aLibrary([], { excluded: ["/f/A"] }), film)).toMatchObject({ kind: "excluded" });
  });
});

describe("a film in a known folder", () => {
  test("whose file is gone is upgraded by another name", async () => {
    const film = found([{ path: "/f/A/B 2160p.mkv", sizeBytes: 9000 }]);
    expect(await matchEnd(aLibrary([known(1, "/f/A/A 720p.mkv")]), film)).toMatchObject({
      kind: "changed",
      how: "upgraded",
      known: { movieId: 1 },
    });
  });

  test("whose removed film is gone stays away under another name", async () => {
    const film = found([{ path: "/f/A/B 2160p.mkv", sizeBytes: 9000 }]);
    const library = aLibrary([known(1, "/f/A/A 720p.mkv", { isDeleted: true })]);
    expect(await matchEnd(library, film)).toMatchObject({ kind: "excluded" });
  });

  test("on a disc is found by the folder around BDMV", async () => {
    const film = found([{ path: "/f/A/BDMV/index.bdmv", sizeBytes: 2 }], { folder: "/f/A", layout: "disc" });
    expect(await matchEnd(aLibrary([known(1, "/f/A/VIDEO_TS/VIDEO_TS.IFO")]), film)).toMatchObject({ how: "upgraded" });
  });

  test("is new where two films are gone, since nobody can tell which it was", async () => {
    const library = aLibrary([known(1, "/f/A/one.mkv"), known(2, "/f/A/two.mkv")]);
    expect(await matchEnd(library, found([{ path: "/f/A/three.mkv", sizeBytes: 9 }]))).toMatchObject({ kind: "new" });
  });

  test("that films share is never an upgrade of a neighbour", async () => {
    const film = found([{ path: "/f/B.mkv", sizeBytes: 9 }], { layout: "flat" });
    expect(await matchEnd(aLibrary([known(1, "/f/A.mkv")]), film)).toMatchObject({ kind: "new" });
  });

  test("whose better version came stays itself, by the file it had", async () => {
    const film = found([{ path: "/f/A/A 2160p.mkv", sizeBytes: 9000 }, { path: "/f/A/A 720p.mkv" }]);
    expect(await match(aLibrary([known(1, "/f/A/A 720p.mkv")]), film)).toMatchObject({ how: "upgraded" });
  });

  test("split in two leaves the row with its main file, in either order", async () => {
    const film = known(1, "/f/A/A 2160p.mkv");
    const library = aLibrary([film], { parts: [["/f/A/A 720p.mkv", film]] });
    const [first, second] = [found([{ path: film.filePath }]), found([{ path: "/f/A/A 720p.mkv", sizeBytes: 5 }])];
    const split = { [first.main.path]: "same 1", [second.main.path]: "new" };
    expect(await told(library, [first, second])).toEqual(split);
    expect(await told(library, [second, first])).toEqual(split);
  });
});

describe("a film elsewhere", () => {
  const film = found([{ path: "/f/B/A.mkv" }]);
  const gone = (change: Partial<KnownFilm> = {}) => known(1, "/f/A/A.mkv", change);
  const otherInode = { inodes: new Map([[1, "8"]]) };
  const late = (library: KnownLibrary, walked: Partial<Walked> = {}) => matchEnd(library, film, walked);

  test("waits for the end of the walk where a film of its size, or of a name like it, is known, and no longer", async () => {
    const named = found([{ path: "/f/B/Quiet Harbour.mkv" }]);
    expect(await match(aLibrary([gone()]), named)).toBeUndefined();
    expect(await match(aLibrary([gone({ sizeBytes: 2 })]), named)).toMatchObject({ kind: "new" });
    expect(await match(aLibrary([known(1, "/f/Quiet.Harbour.2001.mkv", { sizeBytes: 2 })]), named)).toBeUndefined();
    expect(await match(aLibrary([]), named)).toMatchObject({ kind: "new" });
  });

  test("is the one that vanished with its size and inode, or its size and time", async () => {
    expect(await late(aLibrary([gone({ modifiedMs: 99 })]))).toMatchObject({ how: "moved", known: { movieId: 1 } });
    expect(await late({ ...aLibrary([gone()]), ...otherInode })).toMatchObject({ how: "moved" });
  });

  test("is told by its content where that is known, whatever its time", async () => {
    const library = (modifiedMs: number) => ({
      ...aLibrary([known(1, "/f/X/X.mkv", { modifiedMs })]),
      ...otherInode,
      hashes: new Map([[1, "abc"]]),
    });
    expect(await late(library(99), { readHash: async () => "abc" })).toMatchObject({ how: "moved" });
    expect(await late(library(5), { readHash: async () => "xyz" })).toMatchObject({ kind: "new" });
    expect(await late(library(5))).toMatchObject({ how: "moved" });
  });

  test("is new when that one is still there, was removed, or shares only its size", async () => {
    const seen = new Set([...pathsOf(film), "/f/X/X.mkv"]);
    const other = (change: Partial<KnownFilm> = {}) => known(1, "/f/X/X.mkv", change);
    expect(await late(aLibrary([other()]), { seen })).toMatchObject({ kind: "new" });
    expect(await late(aLibrary([other({ isDeleted: true })]))).toMatchObject({ kind: "new" });
    expect(await late({ ...aLibrary([other({ modifiedMs: 99 })]), ...otherInode })).toMatchObject({ kind: "new" });
  });

  test("takes each known film once", async () => {
    const copy = found([{ path: "/f/C/A.mkv" }]);
    expect(await told(aLibrary([gone()]), [film, copy])).toEqual({ "/f/B/A.mkv": "moved 1", "/f/C/A.mkv": "new" });
  });
});

describe("films that change places in one scan keep their rows", () => {
  const ant = { sizeBytes: 1, inode: 1 };
  const bee = { sizeBytes: 2, inode: 2 };
  const library = (antPath: string, beePath: string): KnownLibrary => ({
    ...aLibrary([known(1, antPath, { sizeBytes: 1 }), known(2, beePath, { sizeBytes: 2 })]),
    inodes: new Map([
      [1, "1"],
      [2, "2"],
    ]),
  });

  test.each([
    ["by swapping folders", ["/f/X/Ant.mkv", "/f/Y/Bee.mkv"], ["/f/Y/Ant.mkv", "/f/X/Bee.mkv"]],
    ["by swapping files of one name", ["/f/X/film.mkv", "/f/Y/film.mkv"], ["/f/Y/film.mkv", "/f/X/film.mkv"]],
    ["by moving up one after another", ["/f/X/film.mkv", "/f/Y/film.mkv"], ["/f/Z/film.mkv", "/f/X/film.mkv"]],
  ] as const)("%s", async (_, [antPath, beePath], [antNow, beeNow]) => {
    const films = [found([{ path: antNow, ...ant }]), found([{ path: beeNow, ...bee }])];
    for (const order of [films, films.toReversed()]) {
      expect(await told(library(antPath, beePath), order)).toEqual({ [antNow]: "moved 1", [beeNow]: "moved 2" });
      expect(await matchAll(library(antPath, beePath), order)).toMatchObject({ evicted: [] });
    }
  });

  test("and on another disk, where their content tells", async () => {
    const films = [
      found([{ path: "/f/Y/film.mkv", ...ant, inode: 8, mtimeMs: 9 }]),
      found([{ path: "/f/X/film.mkv", ...bee, inode: 9, mtimeMs: 9 }]),
    ];
    const hashes = new Map([
      [1, "ant"],
      [2, "bee"],
    ]);
    const readHash = async ({ main }: FoundFilm) => (main.sizeBytes === 1 ? "ant" : "bee");
    expect(await told({ ...library("/f/X/film.mkv", "/f/Y/film.mkv"), hashes }, films, { readHash })).toEqual({
      "/f/Y/film.mkv": "moved 1",
      "/f/X/film.mkv": "moved 2",
    });
  });

  test("and one whose file is gone gives its path to the one that has it now", async () => {
    const films = [found([{ path: "/f/X/film.mkv", ...bee }])];
    const { byPath, evicted } = await matchAll(library("/f/X/film.mkv", "/f/Y/film.mkv"), films);
    expect(byPath.get("/f/X/film.mkv")).toMatchObject({ how: "moved", known: { movieId: 2 }, evicts: { movieId: 1 } });
    expect(evicted).toEqual([1]);
  });
});

describe("another file elsewhere is an upgrade of the one film that vanished", () => {
  const upgrade = (path: string) => {
    const name = parseName(path.slice("/f/".length), { type: "movie" });
    return found([{ path, sizeBytes: 9000, inode: 99, mtimeMs: 99 }], { name, layout: "flat" });
  };
  type Case = [string, string, string, Partial<KnownName>?];

  test.each<Case>([
    ["in a folder of many", "/f/Heat.1995.720p.mkv", "/f/Heat.1995.1080p.BluRay.mkv"],
    ["with its folder", "/f/Heat (1995) [720p]/Heat.1995.mkv", "/f/Heat (1995) [1080p]/Heat.1995.1080p.mkv"],
    ["by an id in both names", "/f/Heta {tmdb-949}/a.mkv", "/f/Heat (1995) {tmdb-949}/b.mkv"],
    [
      "by an id it was identified with",
      "/f/Heta/a.mkv",
      "/f/Heat (1995) {imdb-tt0113277}/b.mkv",
      { imdbId: "tt0113277" },
    ],
    ["by a title it was told", "/f/heta.1994.mkv", "/f/Heat.1995.mkv", { title: "Heat", year: 1995 }],
    [
      "by its original title",
      "/f/pate.1994.mkv",
      "/f/The.Godfather.1972.mkv",
      { originalTitle: "The Godfather", year: 1972 },
    ],
    ["as it was called, whatever it was told", "/f/Léon.1994.mkv", "/f/Leon.1994.mkv", { title: "The Professional" }],
    ["without a year", "/f/Quiet Harbour 720p.mkv", "/f/Quiet.Harbour.1080p.mkv"],
  ])("%s", async (_, before, now, names = {}) => {
    const library = aLibrary([known(1, before)], { names: { 1: names } });
    expect(await told(library, [upgrade(now)])).toEqual({ [now]: "upgraded 1" });
  });

  test.each<Case>([
    ["of another year", "/f/Heat.1995.mkv", "/f/Heat.1986.mkv"],
    ["of no year", "/f/Heat.1995.mkv", "/f/Heat.1080p.mkv"],
    ["of a year, where it had none", "/f/Heat.720p.mkv", "/f/Heat.1995.mkv"],
    ["of another title", "/f/Heat.1995.mkv", "/f/Heats.1995.mkv"],
    ["of another id", "/f/Heat (1995) {tmdb-949}/a.mkv", "/f/Heat (1995) {tmdb-950}/b.mkv"],
    ["of another id than it was told", "/f/Heat (1995)/a.mkv", "/f/Heat (1995) {tmdb-950}/b.mkv", { tmdbId: 949 }],
  ])("but not one %s", async (_, before, now, names = {}) => {
    const library = aLibrary([known(1, before)], { names: { 1: names } });
    expect(await told(library, [upgrade(now)])).toEqual({ [now]: "new" });
  });

  test("but not where two fit, one is still there, was removed, or lies where nobody could look", async () => {
    const [before, now] = ["/f/Heat.1995.720p.mkv", "/f/Heat.1995.1080p.mkv"];
    const film = upgrade(now);
    const two = aLibrary([known(1, before), known(2, "/f/old/Heat.1995.mkv")]);
    expect(await told(two, [film])).toEqual({ [now]: "new" });
    const one = aLibrary([known(1, before)]);
    expect(await told(one, [film], { seen: new Set([now, before]) })).toEqual({ [now]: "new" });
    expect(await told(one, [film], { isUnreadable: (path) => path === before })).toEqual({ [now]: "new" });
    const removed = aLibrary([known(1, before, { isDeleted: true })]);
    expect(await told(removed, [film])).toEqual({ [now]: "new" });
  });

  test("and its name goes before its folder: what came into the folder is another film", async () => {
    const other = found([{ path: "/f/Heat (1995)/Ronin (1998).mkv", sizeBytes: 5, inode: 55, mtimeMs: 55 }]);
    const better = upgrade("/f/new/Heat (1995) 2160p.mkv");
    expect(await told(aLibrary([known(1, "/f/Heat (1995)/Heat (1995).mkv")]), [other, better])).toEqual({
      [other.main.path]: "new",
      [better.main.path]: "upgraded 1",
    });
  });
});
