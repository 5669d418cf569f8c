import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExtraType } from "../../media-types.ts";
import type { NameType, ParsedName } from "../types.ts";

/** What a path must be read as, and why. */
export type NameCase = {
  path: string;
  type: NameType;
  /** The name of the table: `series-lists`, `movie-titles`. */
  kind: string;
  reason: string;
  expected: Omit<ParsedName, "input" | "container">;
};

const folder = join(import.meta.dirname, "cases");

/**
 * Reads the tables beside this file. A line is `path => field=value; field=value`, a line `# …` above gives the reason
 * of those below it. What a line does not name must be absent. `episodes=1-3,5` is a list, `special` stands alone.
 */
export function readNameCases(): NameCase[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => readTable(file.replace(".txt", ""), readFileSync(join(folder, file), "utf8")));
}

function readTable(kind: string, text: string): NameCase[] {
  const type = kind.startsWith("movie") ? "movie" : "tv";
  const cases: NameCase[] = [];
  let reason = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) reason = line.slice(2);
    else if (line !== "") {
      const [path = "", fields = ""] = line.split(/ =>(?: |$)/);
      cases.push({ path, type, kind, reason, expected: toExpected(fields, type) });
    }
  }
  return cases;
}

function toExpected(text: string, type: NameType): NameCase["expected"] {
  const fields = new Map(
    text
      .split("; ")
      .filter(Boolean)
      .map((field) => {
        const [name = "", ...value] = field.split("=");
        return [name, value.join("=")] as const;
      }),
  );
  const word = (name: string) => fields.get(name) ?? null;
  const number = (name: string) => (fields.has(name) ? Number(fields.get(name)) : null);
  const words = (name: string) => word(name)?.split(",") ?? [];
  const title = word("title");
  return {
    title,
    year: number("year"),
    edition: word("edition"),
    ids: { tmdb: number("tmdb"), imdb: word("imdb"), tvdb: number("tvdb") },
    seasonNumber: number("season"),
    episodeNumbers: words("episodes").flatMap(toNumbers),
    absoluteNumbers: words("absolute").flatMap(toNumbers),
    airDate: word("date"),
    episodeTitle: word("name"),
    isSpecial: fields.has("special"),
    seriesTitle: type === "tv" ? title : null,
    part: number("part"),
    extra: word("extra") as ExtraType | null,
    resolution: word("resolution"),
    source: word("source"),
    videoCodec: word("video"),
    audioCodec: word("audio"),
    hdr: words("hdr"),
    languages: words("languages"),
    releaseGroup: word("group"),
  };
}

function toNumbers(text: string): number[] {
  const [first = 0, last = first] = text.split("-").map(Number);
  return first === last ? [first] : Array.from({ length: last - first + 1 }, (_none, at) => first + at);
}
