import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Db } from "#db/client.ts";
import { episodes, libraries, libraryRoots, seasons, series } from "#db/schema/index.ts";
import { drawing, type Size } from "./testing.ts";

let seed = 500;
/** A picture nobody else has. */
export function picture(size: Size): Promise<Buffer> {
  seed += 1;
  return drawing(seed, size).png().toBuffer();
}

export type Episode = { file: string; season: number; number: number };

/** A series whose videos and pictures lie on disk, in a library of its own. Remove `root` afterwards. */
export async function aShow(
  db: Db,
  params: {
    folder?: string;
    episodes: Episode[];
    pictures: Record<string, Size>;
    library?: Partial<typeof libraries.$inferInsert>;
    series?: Partial<typeof series.$inferInsert>;
  },
) {
  const root = await mkdtemp(join(tmpdir(), "metarr-show-"));
  const directoryPath = join(root, params.folder ?? "Show (2010)");
  const [library] = await db
    .insert(libraries)
    .values({ name: basename(root), path: root, type: "tv", ...params.library })
    .returning();
  const libraryId = library?.id ?? 0;
  await db.insert(libraryRoots).values({ libraryId, path: root });
  const [show] = await db
    .insert(series)
    .values({ libraryId, directoryPath, title: "Show", ...params.series })
    .returning();
  const seriesId = show?.id ?? 0;
  const seasonIds = new Map<number, number>();
  const episodeIds: number[] = [];
  for (const { file, season, number } of params.episodes) {
    const filePath = join(root, file);
    await put(root, { [file]: "video" });
    if (!seasonIds.has(season)) {
      const [row] = await db.insert(seasons).values({ seriesId, seasonNumber: season }).returning();
      seasonIds.set(season, row?.id ?? 0);
    }
    const seasonId = seasonIds.get(season) ?? 0;
    const numbers = { seasonNumber: season, episodeNumber: number };
    const [row] = await db
      .insert(episodes)
      .values({ seriesId, seasonId, filePath, ...numbers })
      .returning();
    episodeIds.push(row?.id ?? 0);
  }
  for (const [path, size] of Object.entries(params.pictures)) await put(root, { [path]: await picture(size) });
  return { root, libraryId, seriesId, seasonIds, episodeIds, directoryPath };
}

/** Writes files below a folder, with the folders they need. */
export async function put(root: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
}
