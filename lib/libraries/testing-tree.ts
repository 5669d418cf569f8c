import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileRole } from "#lib/files/classify.ts";

/**
 * A folder of the test tree. `files`: one line per file, `path below it | role`; the first video is the film's main file.
 * Roles: `video|version [resolution][: edition]`, `part N …`, `nfo`, `sub codec [language] [forced] [default] [title]`,
 * `extra kind`, `trailer trailer`, a kind of artwork with its number, `companion`, `unknown kind`, `ignored`.
 */
export type TreeFolder = {
  at: string;
  files: string /** Content by path; the path itself when left out. */;
  text?: Record<string, string>;
};

export type FilmRow = {
  title: string;
  year: number | null;
  tmdbId?: number;
  imdbId?: string;
  collection?: string;
};

/** One film with everything that is its own; without `row` a folder in which nothing is a film. */
export type TreeFilm = TreeFolder & { row?: FilmRow };

export type TreeFile = { path: string; role: string; content: string };

/** The files of a folder of the tree, with their paths below the library. */
export function filesOf({ at, files, text = {} }: TreeFolder): TreeFile[] {
  const lines = files.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [name = "", role = ""] = line.split(" | ").map((half) => half.trim());
    if (role === "") throw new Error(`No role: ${line}`);
    const path = at === "" ? name : `${at}/${name}`;
    return { path, role, content: text[name] ?? emptyNfo(name, role) ?? path };
  });
}

/** An NFO that says nothing, of the kind its role asks for. */
function emptyNfo(name: string, role: string): string | undefined {
  if (!role.startsWith("nfo")) return undefined;
  const root = role.startsWith("nfo season") ? "season" : role === "nfo" ? "movie" : "episodedetails";
  return `<${name === "tvshow.nfo" ? "tvshow" : root}></${name === "tvshow.nfo" ? "tvshow" : root}>\n`;
}

/** Writes the tree below a folder. */
export function plantTree(root: string, tree: readonly TreeFolder[]): TreeFile[] {
  const files = tree.flatMap(filesOf);
  for (const { path, content } of files) {
    const whole = join(root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
  }
  return files;
}

/** A role as the tree writes it. */
export function wordOf({ role, detail }: Pick<FileRole, "role" | "detail">): string {
  const {
    partNumber,
    resolution,
    edition,
    codec,
    language,
    isForced,
    isDefault,
    isSdh,
    title,
    kind,
    type,
    index,
    ofSet,
  } = detail;
  if (role === "nfo" || role === "companion") return role;
  if (role === "unknown") return `unknown ${kind}`;
  if (role === "artwork") return words([ofSet === true && "set", type, index === 0 ? null : index]);
  if (role === "trailer" || role === "extra") return `${role} ${type}`;
  if (role === "subtitle")
    return words(["sub", codec, language, isForced && "forced", isDefault && "default", title ?? (isSdh && "SDH")]);
  const name = typeof partNumber === "number" ? `part ${partNumber}` : role;
  return words([name, resolution]) + (typeof edition === "string" ? `: ${edition}` : "");
}

/** Joined by spaces, without what is absent. */
export const words = (list: readonly unknown[]): string =>
  list.filter((word) => word !== null && word !== undefined && word !== false).join(" ");

export type ShowRow = { title: string; year: number | null; tvdbId?: number; tmdbId?: number };

/**
 * A folder of a show. Roles of its files: `SxEE[+EE] [numbering] [part N] [= title]` for a video, which `version` says is
 * not the first of its episode; `nfo|sub|thumb|companion SxEE …` beside one; `nfo season N`, `season N kind [number]` and
 * those of films for what is the show's.
 */
export type TreeShow = TreeFolder & {
  row?: ShowRow;
  /** The folder the show would have, where its files lie in none of their show; `at` when left out. */
  show?: string;
  /** Titles of seasons that an NFO names. */
  seasons?: Record<number, string>;
  /** Titles of episodes that an NFO gives, by number. */
  titles?: Record<string, string>;
};

/** `1x03+04`. */
export const numbersWord = (season: unknown, episodes: readonly number[]): string =>
  `${season}x${episodes.map((number) => String(number).padStart(2, "0")).join("+")}`;

/** A role of a show's file as the tree writes it, without an episode's title and which version it is. */
export function seriesWordOf({ role, detail }: Pick<FileRole, "role" | "detail">): string {
  const { seasonNumber, episodeNumbers, numbering, partNumber, type, index } = detail;
  const numbers = Array.isArray(episodeNumbers) ? numbersWord(seasonNumber, episodeNumbers) : null;
  if (role === "video") return words([numbers, numbering !== "aired" && numbering, partNumber && `part ${partNumber}`]);
  if (role === "artwork" && type === "thumb") return `thumb ${numbers}`;
  if (role === "subtitle") return wordOf({ role, detail }).replace("sub", `sub ${numbers}`);
  if (numbers !== null) return `${role} ${numbers}`;
  if (role === "nfo") return words(["nfo", typeof seasonNumber === "number" && `season ${seasonNumber}`]);
  if (role === "artwork")
    return words([typeof seasonNumber === "number" && `season ${seasonNumber}`, type, index === 0 ? null : index]);
  return wordOf({ role, detail });
}
