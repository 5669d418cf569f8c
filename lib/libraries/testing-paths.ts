import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, movies, series } from "#db/schema/index.ts";
import { scanLibrary } from "./scan-library.ts";
import type { makeHome } from "./testing-library.ts";
import { writeBelow } from "./testing-library.ts";

type Home = ReturnType<typeof makeHome>;
type Paths = { paths: string[]; replaced?: { from: string; to: string }[] };

/**
 * For tests: a scanned library on real files. Every film or episode has the path of its first file as a locked edit of a
 * person, so that it is seen which row is whose.
 */
export async function anEditedLibrary(
  db: Db,
  home: Home,
  params: { type: "movie" | "tv"; files: Record<string, string> },
) {
  const { library, root } = await home.library(db, params);
  const ofLibrary = db.select({ id: series.id }).from(series).where(eq(series.libraryId, library.id));
  await scanLibrary(db, { libraryId: library.id });
  const rows = async () =>
    params.type === "movie"
      ? db.select().from(movies).where(eq(movies.libraryId, library.id)).orderBy(asc(movies.id))
      : db.select().from(episodes).where(inArray(episodes.seriesId, ofLibrary)).orderBy(asc(episodes.id));
  const table = params.type === "movie" ? movies : episodes;
  for (const { id, filePath } of await rows())
    await db.update(table).set({ plot: filePath, plotLocked: true }).where(eq(table.id, id));
  const whole = (path: string) => join(root, path);
  const below = (path: string | null) => path?.slice(root.length + 1) ?? "new";
  return {
    library,
    root,
    whole,
    write: (path: string, content = path) => writeBelow(root, path, content),
    remove: (path: string) => rmSync(whole(path), { recursive: true }),
    move(from: string, to: string) {
      mkdirSync(dirname(whole(to)), { recursive: true });
      renameSync(whole(from), whole(to));
    },
    scan: ({ paths, replaced = [] }: Paths) =>
      scanLibrary(db, {
        libraryId: library.id,
        paths: [...paths, ...replaced.flatMap(({ from, to }) => [from, to])].map(whole),
        replaced: replaced.map(({ from, to }) => ({ from: whole(from), to: whole(to) })),
      }),
    scanAll: () => scanLibrary(db, { libraryId: library.id }),
    rows,
    /** `path of the edit -> path now`, with `missing` where it is. */
    async listed(): Promise<string[]> {
      const found = await rows();
      return found
        .map(({ plot, plotLocked, filePath, missingAt }) =>
          [plotLocked ? below(plot) : "new", "->", below(filePath), missingAt ? "missing" : ""].join(" ").trim(),
        )
        .toSorted();
    },
  };
}
