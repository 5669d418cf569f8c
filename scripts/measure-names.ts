import { basename } from "node:path";
import { filenameParse } from "@ctrl/video-filename-parser";
import ptt from "parse-torrent-title";
import { parseName } from "#lib/files/names/parse.ts";
import { type NameCase, readNameCases } from "#lib/files/names/testing/read-cases.ts";
import { foldTitle } from "#lib/files/names/text.ts";

/** What all three parsers can say. Titles are compared by their letters and digits alone. */
type Answer = {
  title: string | null;
  year: number | null;
  season: number | null;
  episodes: readonly number[];
  resolution: string | null;
  group: string | null;
};

type Parser = { name: string; read: (row: NameCase) => Answer; hasLists: boolean };

// The two others read one name, not a path: they are given the file's.
const parsers: readonly Parser[] = [
  { name: "Metarr", hasLists: true, read: ({ path, type }) => fromMetarr(parseName(path, { type })) },
  {
    name: "@ctrl/video-filename-parser",
    hasLists: true,
    read: ({ path, type }) => {
      const found = filenameParse(basename(path), type === "tv");
      const show = "seasons" in found ? found : null;
      return {
        title: found.title,
        year: found.year === null ? null : Number(found.year),
        season: show?.seasons[0] ?? null,
        episodes: show?.episodeNumbers ?? [],
        resolution: found.resolution?.toLowerCase() ?? null,
        group: found.group,
      };
    },
  },
  {
    name: "parse-torrent-title",
    hasLists: false,
    read: ({ path }) => {
      const found = ptt.parse(basename(path));
      return {
        title: found.title,
        year: found.year ?? null,
        season: found.season ?? null,
        episodes: found.episode === undefined ? [] : [found.episode],
        resolution: found.resolution?.toLowerCase() ?? null,
        group: found.group ?? null,
      };
    },
  },
];

function fromMetarr(parsed: NameCase["expected"]): Answer {
  return {
    title: parsed.title,
    year: parsed.year,
    season: parsed.seasonNumber,
    // The others have no numbers through the whole show: what they find counts as such.
    episodes: parsed.episodeNumbers.length > 0 ? parsed.episodeNumbers : parsed.absoluteNumbers,
    resolution: parsed.resolution,
    group: parsed.releaseGroup,
  };
}

function isExact(parser: Parser, row: NameCase): boolean {
  const keyOf = ({ title, group, episodes, ...rest }: Answer) =>
    JSON.stringify({
      ...rest,
      title: foldTitle(title ?? ""),
      group: group?.toLowerCase() ?? null,
      // One parser gives a single number: the first of a list is enough for it.
      episodes: parser.hasLists ? episodes : episodes.slice(0, 1),
    });
  return keyOf(parser.read(row)) === keyOf(fromMetarr(row.expected));
}

function printRow(name: string, rows: readonly NameCase[]): void {
  const shares = parsers.map((parser) => {
    const exact = rows.filter((row) => isExact(parser, row)).length;
    return `${exact} (${Math.floor((100 * exact) / rows.length)} %)`;
  });
  console.log(`| ${[name, rows.length, ...shares].join(" | ")} |`);
}

const cases = readNameCases();
console.log(`| kind | cases | ${parsers.map(({ name }) => name).join(" | ")} |`);
console.log("|---|---|---|---|---|");
for (const [kind, rows] of Map.groupBy(cases, (row) => row.kind)) printRow(kind, rows);
printRow(
  "names without a folder",
  cases.filter(({ path }) => !path.includes("/")),
);
printRow("all", cases);
