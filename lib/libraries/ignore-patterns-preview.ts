import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  extras,
  libraries,
  libraryRoots,
  mediaParts,
  movies,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { compileIgnoreRules, type IgnoreRule } from "#lib/files/ignore-rules.ts";
import { isPassedOver } from "./ignore-patterns-check.ts";
import { isNotAssigned } from "./unknown-files-assigned.ts";

/** What a pattern would do to the files Metarr knows. Files it never looked at are not counted. */
export type PatternPreview = {
  files: number;
  /** Files it was compared with. */
  known: number;
  /** Films that would lose every file: the next scan shows them as missing. */
  films: number;
  /** The first paths, at most five. */
  examples: string[];
};

const batch = 5_000;
const mostExamples = 5;

type KnownFile = { rowId: number; path: string | null; movieId: number | null };

/** Compares a checked pattern with the known files of a library, or of every library. Reads a few thousand at a time. */
export async function previewIgnorePattern(
  db: Db,
  params: { rule: IgnoreRule; libraryId: number | null },
): Promise<PatternPreview> {
  const test = compileIgnoreRules([params.rule]);
  const roots = await listRootPaths(db, params.libraryId);
  const folders = new Map<string, boolean>();
  const preview: PatternPreview = { files: 0, known: 0, films: 0, examples: [] };
  const films = new Map<number, boolean>();
  for (const [place, read] of Object.entries(readers)) {
    for (let after = 0; ; ) {
      const rows = await read(db, { after, libraryId: params.libraryId });
      for (const { path, movieId } of rows) {
        const root = path === null ? undefined : roots.find((each) => path.startsWith(`${each}/`));
        if (path === null || root === undefined) continue;
        const isCovered = isPassedOver(test, path.slice(root.length + 1), folders);
        preview.known += 1;
        if (isCovered) preview.files += 1;
        if (isCovered && preview.examples.length < mostExamples) preview.examples.push(path);
        if (place === "media" && movieId !== null) films.set(movieId, isCovered && films.get(movieId) !== false);
      }
      const last = rows.at(-1);
      if (!last || rows.length < batch) break;
      after = last.rowId;
    }
  }
  preview.films = [...films.values()].filter(Boolean).length;
  return preview;
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

type Page = { after: number; libraryId: number | null };
type Reader = (db: Db, page: Page) => Promise<KnownFile[]>;

const ofLibrary = (libraryId: number | null) =>
  and(
    isNull(movies.deletedAt),
    isNull(movies.missingAt),
    libraryId === null ? undefined : eq(movies.libraryId, libraryId),
  );

const readers = {
  media: (db, { after, libraryId }) =>
    db
      .select({ rowId: mediaParts.id, path: mediaParts.path, movieId: mediaParts.movieId })
      .from(mediaParts)
      .innerJoin(movies, eq(movies.id, mediaParts.movieId))
      .where(and(gt(mediaParts.id, after), ofLibrary(libraryId)))
      .orderBy(asc(mediaParts.id))
      .limit(batch),
  extras: (db, { after, libraryId }) =>
    db
      .select({ rowId: extras.id, path: extras.path, movieId: extras.movieId })
      .from(extras)
      .innerJoin(movies, eq(movies.id, extras.movieId))
      .where(and(gt(extras.id, after), ofLibrary(libraryId), isNotAssigned(extras.path)))
      .orderBy(asc(extras.id))
      .limit(batch),
  subtitles: (db, { after, libraryId }) =>
    db
      .select({ rowId: subtitleStreams.id, path: subtitleStreams.filePath, movieId: subtitleStreams.movieId })
      .from(subtitleStreams)
      .innerJoin(movies, eq(movies.id, subtitleStreams.movieId))
      .where(
        and(
          gt(subtitleStreams.id, after),
          eq(subtitleStreams.isExternal, true),
          ofLibrary(libraryId),
          isNotAssigned(subtitleStreams.filePath),
        ),
      )
      .orderBy(asc(subtitleStreams.id))
      .limit(batch),
  unknown: async (db, { after, libraryId }) => {
    const rows = await db
      .select({ rowId: unknownFiles.id, path: unknownFiles.path })
      .from(unknownFiles)
      .where(and(gt(unknownFiles.id, after), libraryId === null ? undefined : eq(unknownFiles.libraryId, libraryId)))
      .orderBy(asc(unknownFiles.id))
      .limit(batch);
    return rows.map((row) => ({ ...row, movieId: null }));
  },
} satisfies Record<string, Reader>;
