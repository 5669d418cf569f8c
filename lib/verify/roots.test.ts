import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { episodes, libraryRoots, mediaParts, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { aPublishableShow } from "#lib/publish/testing-show.ts";
import { sliceLimits } from "./budget.ts";
import { repairFindings } from "./repair.ts";
import { listGuardedRoots } from "./roots.ts";
import { openFindings, verify } from "./testing.ts";

const db = await testDb();
removeFolders();

const knownItems = async (libraryId: number) =>
  (await listGuardedRoots(db, await getLibrary(db, libraryId))).map((root) => root.knownItems);

/** A second folder of a library. */
async function anotherRoot(libraryId: number): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "metarr-second%_-"));
  await db.insert(libraryRoots).values({ libraryId, path });
  return path;
}

test("a folder of the library that never held anything does not keep the other from being verified and repaired", async () => {
  const film = await aPublishableFilm(db);
  const { libraryId, movieId } = film;
  await publishMovie(db, { movieId });
  const second = await anotherRoot(libraryId);
  await rm(join(film.folder, "Heat (1995).nfo"));
  expect(await verify(db, { libraryId })).toMatchObject({ status: "completed", found: { "file.missing": 1 } });
  expect(await repairFindings(db, { libraryId, kinds: ["file.missing"] })).toMatchObject({ repaired: 1 });
  expect(await knownItems(libraryId)).toEqual([1, 0]);
  await rm(second, { recursive: true });
});

test("each folder of a library of series is known to hold the episodes below it", async () => {
  const show = await aPublishableShow(db);
  const second = await anotherRoot(show.libraryId);
  const [, last = 0] = show.episodeIds;
  expect(await knownItems(show.libraryId)).toEqual([5, 0]);
  await db
    .update(episodes)
    .set({ filePath: join(second, "a/b.mkv") })
    .where(eq(episodes.id, last));
  expect(await knownItems(show.libraryId)).toEqual([4, 1]);
  await db.update(episodes).set({ missingAt: new Date() }).where(eq(episodes.id, last));
  expect(await knownItems(show.libraryId)).toEqual([4, 0]);
  for (const path of [show.root, second]) await rm(path, { recursive: true });
});

test("R6 what is gone is measured against all that a folder is known to hold, not against what was looked at so far", async () => {
  const film = await aPublishableFilm(db);
  const { libraryId, movieId } = film;
  const parts = (count: number, folder: string) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ movieId, kind: "part" as const, partNumber: index },
      path: join(folder, `part ${index}.mkv`),
    }));
  await db.insert(mediaParts).values(parts(25, film.folder));
  const folder = join(film.root, "Other");
  const [other] = await db
    .insert(movies)
    .values({ libraryId, filePath: join(folder, "part 0.mkv"), fileName: "part 0.mkv", title: "Other" })
    .returning();
  const rest = parts(275, folder).map((part) => ({ ...part, movieId: other?.id ?? 0 }));
  await db.insert(mediaParts).values(rest);
  await mkdir(folder);
  for (const { path } of rest) await writeFile(path, "video");
  const run = await verify(db, { libraryId }, { ...sliceLimits, items: 1 });
  expect(run).toMatchObject({ status: "completed", found: { "media.gone": 25 } });
  expect(await verify(db, { libraryId, entityType: "movie", entityId: movieId })).toMatchObject({
    status: "completed",
  });
  // Below another folder of the library is nothing of this one.
  const second = await anotherRoot(libraryId);
  await writeFile(join(second, "keep.me"), "keep");
  await db
    .update(mediaParts)
    .set({ path: join(second, "part 1.mkv") })
    .where(eq(mediaParts.path, join(folder, "part 1.mkv")));
  await db.insert(mediaParts).values(parts(20, second).map((part) => ({ ...part, path: `${part.path}.avi` })));
  await expect(verify(db, { libraryId }, { ...sliceLimits, items: 1 })).rejects.toThrow(`missing in ${second}`);
  expect((await openFindings(db, libraryId)).filter(({ path }) => path.startsWith(second))).toEqual([]);
  await rm(second, { recursive: true });
});
