import { dirname, normalize } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyMovieFolder, listRoles } from "./classify.ts";
import { classifySeriesFolder } from "./classify-series.ts";
import { slotsOf } from "./episode-slots.ts";
import { fingerprintFolder } from "./fingerprint.ts";
import { groupMovieFolders } from "./movie-folders.ts";
import { groupSeriesFolders } from "./series-folders.ts";
import { listSeriesRoles } from "./series-roles.ts";
import type { WalkedFolder } from "./walk.ts";

const root = "/library";
const filesPerRun = 20;
/** For films and for series five thousand names each; eight times as many in the long tier. */
const numRuns = process.env.FAULTS ? 2000 : 250;

/** What names are made of: what means something to Metarr, what leads elsewhere, and what tools trip over. */
const pieces = [
  ...[
    "..",
    ".",
    "...",
    " ",
    "-",
    "--",
    "~",
    "\\",
    "..\\",
    "%2e%2e%2f",
    "C:",
    "\n",
    "\r",
    "\t",
    "'",
    '"',
    "`id`",
    "$HOME",
  ],
  ...[
    "\u0007",
    "\u202e",
    "\ufeff",
    "\u00e9",
    "e\u0301",
    "🎬",
    "月",
    "\ufffd",
    "__proto__",
    "constructor",
    "toString",
    "null",
  ],
  ...[
    "S01E01",
    "s1e2-e999",
    "1x02",
    "2024-03-15",
    " - 12",
    "Season 1",
    "Season 99999",
    "Specials",
    "S00",
    "0",
    "Staffel 2",
  ],
  ...[
    "Film",
    "Show",
    "(2001)",
    "(9999)",
    "{tmdb-1}",
    "[imdb-tt0000001]",
    "cd1",
    "part2",
    "1080p",
    "{edition-x}",
    "-trailer",
  ],
  ...[
    "BDMV",
    "VIDEO_TS",
    "index.bdmv",
    "STREAM",
    "Subs",
    "extras",
    "Shorts",
    ".actors",
    "extrafanart",
    "metadata",
    "theme",
  ],
  ...[
    "poster",
    "fanart12",
    "season01-poster",
    "season-all",
    "movieset-poster",
    "tvshow.nfo",
    "season.nfo",
    "movie.nfo",
  ],
  ...[
    ".mkv",
    ".mkv",
    ".mkv",
    ".mp4",
    ".nfo",
    ".srt",
    ".en.forced.srt",
    ".idx",
    ".sub",
    ".jpg",
    ".iso",
    ".strm",
    ".vob",
    ".ifo",
    "",
  ],
];

/** Numbers below a limit, the same for the same seed (mulberry32). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Paths of one made-up library. A failure tells the seed. */
function makePaths(seed: number): string[] {
  const random = createRandom(seed);
  const word = () =>
    random(10) === 0 ? String.fromCodePoint(1 + random(0xd7ff)) : (pieces[random(pieces.length)] ?? "");
  const name = (): string => {
    const made = Array.from({ length: 1 + random(6) }, word)
      .join("")
      .replaceAll("/", "");
    return ["", ".", ".."].includes(made) ? name() : made;
  };
  const shared = Array.from({ length: 3 }, name);
  const folder = () => (random(2) === 0 ? (shared[random(3)] ?? "") : name());
  const paths = Array.from({ length: filesPerRun }, () =>
    [...Array.from({ length: random(4) }, folder), name()].join("/"),
  );
  return [...new Set(paths)];
}

/** Folders as walkLibrary gives them. */
function walked(paths: readonly string[]): WalkedFolder[] {
  const folders = new Map<string, WalkedFolder>();
  const folderAt = (relativePath: string): WalkedFolder => {
    const known = folders.get(relativePath);
    if (known) return known;
    const facts = { device: 1, inode: 1, ignored: [], isComplete: true, leftovers: 0, problems: [], fingerprint: "" };
    const path = relativePath === "" ? root : `${root}/${relativePath}`;
    const made: WalkedFolder = { path, relativePath, files: [], folders: [], ...facts };
    folders.set(relativePath, made);
    if (relativePath !== "") {
      const parent = dirname(relativePath);
      folderAt(parent === "." ? "" : parent).folders.push(relativePath.slice(relativePath.lastIndexOf("/") + 1));
    }
    return made;
  };
  folderAt("");
  for (const path of paths) {
    const at = path.lastIndexOf("/");
    const name = path.slice(at + 1);
    const file = { name, path: `${root}/${path}`, sizeBytes: name.length, mtimeMs: 1, inode: 1, device: 1 };
    folderAt(at < 0 ? "" : path.slice(0, at)).files.push(file);
  }
  const inOrder = (folder: WalkedFolder): WalkedFolder[] => [
    folder,
    ...folder.folders
      .toSorted()
      .flatMap((name) => inOrder(folderAt(folder.relativePath === "" ? name : `${folder.relativePath}/${name}`))),
  ];
  return inOrder(folderAt("")).map((folder) => ({
    ...folder,
    fingerprint: fingerprintFolder(folder.files, folder.folders),
  }));
}

const sorted = (paths: readonly string[]) => paths.map((path) => `${root}/${path}`).toSorted();

test("S7 R10 whatever names a library of films has, each file is told once and nothing outside is named", async () => {
  const property = fc.asyncProperty(fc.integer(), async (seed) => {
    const paths = makePaths(seed);
    const roles: string[] = [];
    for await (const folder of groupMovieFolders([walked(paths)])) {
      const classified = classifyMovieFolder(folder);
      roles.push(...listRoles(classified).map(({ path }) => path));
      for (const film of classified.films)
        expect(film.folder === root || film.folder.startsWith(`${root}/`)).toBe(true);
    }
    expect(roles.toSorted()).toEqual(sorted(paths));
  });
  await fc.assert(property, { numRuns });
});

test("S7 R10 whatever names a library of series has, each file is told once and every show lies in it", {
  timeout: 180_000,
}, async () => {
  const property = fc.asyncProperty(fc.integer(), async (seed) => {
    const paths = makePaths(seed);
    const roles: string[] = [];
    for await (const folder of groupSeriesFolders([walked(paths)])) {
      const classified = classifySeriesFolder(folder);
      roles.push(...listSeriesRoles(classified).map(({ path }) => path));
      for (const show of classified.shows) {
        expect(show.directoryPath.startsWith(`${root}/`)).toBe(true);
        expect(normalize(show.directoryPath)).toBe(show.directoryPath);
        // Each number once, and each file kept by one episode.
        const slots = slotsOf(show.files);
        expect(new Set(slots.map(({ seasonNumber, episodeNumber }) => `${seasonNumber}x${episodeNumber}`)).size).toBe(
          slots.length,
        );
        expect(slots.flatMap(({ media }) => media.map(({ file }) => file.path)).toSorted()).toEqual(
          show.files.map(({ file }) => file.path).toSorted(),
        );
      }
    }
    expect(roles.toSorted()).toEqual(sorted(paths));
  });
  await fc.assert(property, { numRuns });
});
