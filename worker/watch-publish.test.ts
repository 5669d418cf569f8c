import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { jobs, libraryRoots } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";

const db = await testDb();
removeFolders();

test("the scan that follows a publish in a watched library asks for no other publish", async () => {
  const film = await aPublishableFilm(db, { library: { automation: "full", watch: true } });
  const { libraryId, movieId, root } = film;
  if ((await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, libraryId))).length === 0)
    await db.insert(libraryRoots).values({ libraryId, path: root });
  await scanLibrary(db, { libraryId });
  await db.delete(jobs);
  expect(await publishMovie(db, { movieId })).toMatchObject({ isChanged: true });
  // A publish writes down how it left the folder, so the scan does not even read it; also read anew it is known.
  expect(await scanLibrary(db, { libraryId })).toMatchObject({ foldersChanged: 0, itemsSeen: 1 });
  expect(await scanLibrary(db, { libraryId, full: true })).toMatchObject({ foldersChanged: 2, itemsSeen: 1 });
  const asked = (await db.select({ type: jobs.type }).from(jobs)).map(({ type }) => type);
  expect(asked.filter((type) => type === "movie.publish" || type === "artwork.select")).toEqual([]);
});
