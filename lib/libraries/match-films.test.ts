import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { parseName } from "#lib/files/names/parse.ts";
import type { WalkedFile } from "#lib/files/walk.ts";
import type { FoundFilm } from "./found-film.ts";
import type { KnownFilm, KnownLibrary } from "./known-films.ts";
import { createMatcher } from "./match-films.ts";

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

/** `parts`: further files of a film. */
function aLibrary(films: KnownFilm[], more: { parts?: [string, KnownFilm][]; excluded?: string[] } = {}): KnownLibrary {
  return {
    films: new Map(films.map((film) => [film.movieId, film])),
    byPath: new Map([...films.map((film): [string, KnownFilm] => [film.filePath, film]), ...(more.parts ?? [])]),
    bySize: Map.groupBy(films, (film) => film.sizeBytes ?? 0),
    inodes: new Map(films.map((film) => [film.movieId, "7"])),
    hashes: new Map(),
    nfo: new Map(),
    excluded: new Set(more.excluded),
  };
}

const pathsOf = (...films: FoundFilm[]) => new Set(films.flatMap(({ media }) => media.map(({ file }) => file.path)));
/** What a matcher says of one film that is alone in its folder. */
const match = (library: KnownLibrary, film: FoundFilm) => createMatcher(library).match(film, pathsOf(film));

describe("a film at a known path", () => {
  const library = aLibrary([known(1, "/f/A/A.mkv")]);

  test("with the same size and time is the same", () => {
    expect(match(library, found([{ path: "/f/A/A.mkv" }]))).toMatchObject({ kind: "same", known: { movieId: 1 } });
  });

  test.each([
    ["size", { sizeBytes: 1001 }],
    ["time", { mtimeMs: 6 }],
  ])("with another %s is replaced", (_, change) => {
    const film = found([{ path: "/f/A/A.mkv", ...change }]);
    expect(match(library, film)).toMatchObject({ kind: "changed", how: "replaced", known: { movieId: 1 } });
  });

  test("that a person removed stays away, by its row, its path or its folder", () => {
    const film = found([{ path: "/f/A/A.mkv" }]);
    const removed = aLibrary([known(1, "/f/A/A.mkv", { isDeleted: true })]);
    expect(match(removed, film)).toMatchObject({ kind: "excluded" });
    expect(match(aLibrary([], { excluded: ["/f/A/A.mkv"] }), film)).toMatchObject({ kind: "excluded" });
    expect(match(aLibrary([], { excluded: ["/f/A"] }), film)).toMatchObject({ kind: "excluded" });
  });
});

describe("a film in a known folder", () => {
  test("whose file is gone is upgraded by another name", () => {
    const film = found([{ path: "/f/A/A 2160p.mkv", sizeBytes: 9000 }]);
    expect(match(aLibrary([known(1, "/f/A/A 720p.mkv")]), film)).toMatchObject({
      kind: "changed",
      how: "upgraded",
      known: { movieId: 1 },
    });
  });

  test("on a disc is found by the folder around BDMV", () => {
    const film = found([{ path: "/f/A/BDMV/index.bdmv", sizeBytes: 2 }], { folder: "/f/A", layout: "disc" });
    expect(match(aLibrary([known(1, "/f/A/VIDEO_TS/VIDEO_TS.IFO")]), film)).toMatchObject({ how: "upgraded" });
  });

  test("is new where two films are gone, since nobody can tell which it was", () => {
    const library = aLibrary([known(1, "/f/A/one.mkv"), known(2, "/f/A/two.mkv")]);
    expect(match(library, found([{ path: "/f/A/three.mkv", sizeBytes: 9 }]))).toMatchObject({ kind: "new" });
  });

  test("that films share is never an upgrade of a neighbour", () => {
    const film = found([{ path: "/f/B.mkv", sizeBytes: 9 }], { layout: "flat" });
    expect(match(aLibrary([known(1, "/f/A.mkv")]), film)).toMatchObject({ kind: "new" });
  });

  test("whose better version came stays itself, by the file it had", () => {
    const film = found([{ path: "/f/A/A 2160p.mkv", sizeBytes: 9000 }, { path: "/f/A/A 720p.mkv" }]);
    expect(match(aLibrary([known(1, "/f/A/A 720p.mkv")]), film)).toMatchObject({ how: "upgraded" });
  });

  test("split in two leaves the row with its main file, in either order", () => {
    const film = known(1, "/f/A/A 2160p.mkv");
    const library = aLibrary([film], { parts: [["/f/A/A 720p.mkv", film]] });
    const [first, second] = [found([{ path: film.filePath }]), found([{ path: "/f/A/A 720p.mkv", sizeBytes: 5 }])];
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const matcher = createMatcher(library);
      const kinds = new Map(order.map((each) => [each, matcher.match(each, pathsOf(first, second))?.kind]));
      expect([kinds.get(first), kinds.get(second)]).toEqual(["same", "new"]);
    }
  });
});

describe("a film elsewhere", () => {
  const film = found([{ path: "/f/B/A.mkv" }]);
  const noHash = async () => undefined;
  const late = (
    library: KnownLibrary,
    params: { seen?: Set<string>; readHash?: () => Promise<string | undefined> } = {},
  ) => {
    const matcher = createMatcher(library);
    expect(matcher.match(film, pathsOf(film))).toBeUndefined();
    return matcher.matchLate(film, { seen: pathsOf(film), readHash: noHash, ...params });
  };
  const gone = (change: Partial<KnownFilm> = {}) => known(1, "/f/A/A.mkv", change);
  const otherInode = { inodes: new Map([[1, "8"]]) };

  test("waits for the end of the walk where a film of its size is known, and no longer", () => {
    expect(match(aLibrary([gone()]), film)).toBeUndefined();
    expect(match(aLibrary([gone({ sizeBytes: 2 })]), film)).toMatchObject({ kind: "new" });
  });

  test("is the one that vanished with its size and inode, or its size and time", async () => {
    expect(await late(aLibrary([gone({ modifiedMs: 99 })]))).toMatchObject({ how: "moved", known: { movieId: 1 } });
    expect(await late({ ...aLibrary([gone()]), ...otherInode })).toMatchObject({ how: "moved" });
  });

  test("is told by its content where that is known, whatever its time", async () => {
    const library = (modifiedMs: number) => ({
      ...aLibrary([gone({ modifiedMs })]),
      ...otherInode,
      hashes: new Map([[1, "abc"]]),
    });
    expect(await late(library(99), { readHash: async () => "abc" })).toMatchObject({ how: "moved" });
    expect(await late(library(5), { readHash: async () => "xyz" })).toMatchObject({ kind: "new" });
    expect(await late(library(5))).toMatchObject({ how: "moved" });
  });

  test("is new when that one is still there, was removed, or shares only its size", async () => {
    const seen = new Set([...pathsOf(film), "/f/A/A.mkv"]);
    expect(await late(aLibrary([gone()]), { seen })).toMatchObject({ kind: "new" });
    expect(await late(aLibrary([gone({ isDeleted: true })]))).toMatchObject({ kind: "new" });
    expect(await late({ ...aLibrary([gone({ modifiedMs: 99 })]), ...otherInode })).toMatchObject({ kind: "new" });
  });

  test("takes each known film once", async () => {
    const matcher = createMatcher(aLibrary([gone()]));
    const copy = found([{ path: "/f/C/A.mkv" }]);
    const params = { seen: pathsOf(film, copy), readHash: noHash };
    expect(await matcher.matchLate(film, params)).toMatchObject({ kind: "changed" });
    expect(await matcher.matchLate(copy, params)).toMatchObject({ kind: "new" });
  });
});
