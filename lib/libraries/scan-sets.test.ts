import { statSync, utimesSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { collections, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { findCollection } from "#lib/collections/find-collection.ts";
import { mergeCollections } from "#lib/collections/merge-collections.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const nfo = (set: string, title: string) => `<movie><title>${title}</title>${set}</movie>`;
const named = (name: string) => `<set><name>${name}</name></set>`;

test("sets that NFO files name differently are one after a merge, for films found later too", async () => {
  const { library, root } = await home.library(db, {
    type: "movie",
    files: {
      "One (1979)/One (1979).mkv": "one",
      "One (1979)/One (1979).nfo": nfo(named("Alien Saga"), "One"),
      "Two (1986)/Two (1986).mkv": "two",
      "Two (1986)/Two (1986).nfo": nfo(`<set tmdbcolid="8091"><name>Alien Collection</name></set>`, "Two"),
      // The id alone says that it is the same set.
      "Zero (1992)/Zero (1992).mkv": "three",
      "Zero (1992)/Zero (1992).nfo": nfo(`<set tmdbcolid="8091"><name>Alien Filmreihe</name></set>`, "Zero"),
    },
  });
  const scan = () => scanLibrary(db, { libraryId: library.id });
  const sets = async () =>
    Object.fromEntries(
      (
        await db
          .select({ title: movies.title, set: collections.name })
          .from(movies)
          .leftJoin(collections, eq(collections.id, movies.collectionId))
      ).map(({ title, set }) => [title, set]),
    );
  await scan();
  expect(await sets()).toEqual({ One: "Alien Saga", Two: "Alien Collection", Zero: "Alien Collection" });

  const into = await findCollection(db, { tmdbId: 8091, name: "" });
  const from = await findCollection(db, { tmdbId: null, name: "Alien Saga" });
  await transaction(db, (tx) => mergeCollections(tx, { intoId: into?.id ?? 0, fromId: from?.id ?? 0, userId: 1 }));
  writeBelow(root, "Four (1997)/Four (1997).mkv", "four");
  writeBelow(root, "Four (1997)/Four (1997).nfo", nfo(named("Alien Saga"), "Four"));
  const rewritten = writeBelow(root, "Two (1986)/Two (1986).nfo", nfo(named("Alien Saga"), "Two"));
  const later = new Date(statSync(rewritten).mtimeMs + 5_000);
  utimesSync(rewritten, later, later);
  await scan();
  const all = "Alien Collection";
  expect(await sets()).toEqual({ One: all, Two: all, Zero: all, Four: all });
});
