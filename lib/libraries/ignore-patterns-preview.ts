import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { compileIgnoreRules, type IgnoreRule } from "#lib/files/ignore-rules.ts";
import { isPassedOver } from "./ignore-patterns-check.ts";
import { type KnownFile, knownFileReaders, listKnownEpisodes, type Page, pageSize } from "./ignore-patterns-known.ts";

/** What a pattern would do to the files Metarr knows. Files it never looked at are not counted. */
export type PatternPreview = {
  files: number;
  /** Files it was compared with. */
  known: number;
  /** Films that would lose every file: the next scan shows them as missing. */
  films: number;
  /** Episodes that would lose every file, and how many series they are of. */
  episodes: number;
  series: number;
  /** The first paths, at most five. */
  examples: string[];
};

const mostExamples = 5;

/** Compares a checked pattern with the known files of a library, or of every library. Reads a few thousand at a time. */
export async function previewIgnorePattern(
  db: Db,
  params: { rule: IgnoreRule; libraryId: number | null },
): Promise<PatternPreview> {
  const { libraryId } = params;
  const test = compileIgnoreRules([params.rule]);
  const roots = await listRootPaths(db, libraryId);
  const folders = new Map<string, boolean>();
  const counts = { files: 0, known: 0 };
  const examples: string[] = [];
  /** Whether all files of a film, or of the episodes in a main file, are passed over. */
  const films = new Map<number, boolean>();
  const episodeFiles = new Map<string, boolean>();
  for (const read of knownFileReaders) {
    for await (const { path, movieId, episodeFile } of readAll<KnownFile>((after) => read(db, { after, libraryId }))) {
      const root = path === null ? undefined : roots.find((each) => path.startsWith(`${each}/`));
      if (path === null || root === undefined) continue;
      const isCovered = isPassedOver(test, path.slice(root.length + 1), folders);
      counts.known += 1;
      if (isCovered) counts.files += 1;
      if (isCovered && examples.length < mostExamples) examples.push(path);
      if (movieId !== null) films.set(movieId, isCovered && films.get(movieId) !== false);
      if (episodeFile !== null) episodeFiles.set(episodeFile, isCovered && episodeFiles.get(episodeFile) !== false);
    }
  }
  return {
    ...counts,
    films: [...films.values()].filter(Boolean).length,
    ...(await countEpisodes(db, { libraryId, episodeFiles })),
    examples,
  };
}

/** A file that goes takes all episodes in it along. */
async function countEpisodes(
  db: Db,
  { libraryId, episodeFiles }: { libraryId: number | null; episodeFiles: ReadonlyMap<string, boolean> },
): Promise<{ episodes: number; series: number }> {
  const shows = new Set<number>();
  let episodes = 0;
  if (![...episodeFiles.values()].includes(true)) return { episodes, series: 0 };
  const pages = (after: Page["after"]) => listKnownEpisodes(db, { after, libraryId });
  for await (const { episodeFile, seriesId } of readAll(pages)) {
    if (episodeFiles.get(episodeFile) !== true) continue;
    episodes += 1;
    shows.add(seriesId);
  }
  return { episodes, series: shows.size };
}

/** All rows of a list that is read in pages by its ids. */
async function* readAll<Row extends { rowId: number }>(read: (after: number) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.rowId;
  }
}

/** Longest first, so that a path is taken below the root it really lies in. */
async function listRootPaths(db: Db, libraryId: number | null): Promise<string[]> {
  const rows = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(and(isNull(libraries.deletedAt), libraryId === null ? undefined : eq(libraries.id, libraryId)));
  return rows.map((row) => row.path).sort((a, b) => b.length - a.length);
}
