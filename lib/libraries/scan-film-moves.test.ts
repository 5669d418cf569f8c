import { mkdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles, mediaParts, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

/** A scanned library; each film has the path of its first file as an edit by hand. */
async function aShelf(files: Record<string, string>) {
  const { library, root } = await home.library(db, { type: "movie", files });
  const scan = (assertOwned?: () => Promise<void>) => scanLibrary(db, { libraryId: library.id, assertOwned });
  await scan();
  const rows = () => db.select().from(movies).where(eq(movies.libraryId, library.id)).orderBy(movies.id);
  const below = (path: string) => path.slice(root.length + 1);
  await db
    .update(movies)
    .set({ tagline: sql`${movies.filePath}` })
    .where(eq(movies.libraryId, library.id));
  return {
    library,
    root,
    scan: () => scan(),
    /** Ends before its second batch, as when the job was given to another worker. */
    stoppedScan() {
      let batches = 0;
      return scan(async () => {
        batches += 1;
        if (batches === 3) throw new Error("stopped");
      });
    },
    move(from: string, to: string) {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, from), join(root, to));
    },
    remove: (path: string) => rmSync(join(root, path), { recursive: true }),
    /** `first path -> path now`, with `missing` where it is. */
    async listed() {
      return (await rows()).map(({ tagline, filePath, missingAt }) =>
        [tagline ? below(tagline) : "new", "->", below(filePath), missingAt && "missing"].filter(Boolean).join(" "),
      );
    },
    /** Paths of files, each with the path of the film it belongs to. */
    async files() {
      const parts = await db
        .select({ path: mediaParts.path, of: movies.filePath, size: mediaParts.sizeBytes })
        .from(mediaParts)
        .innerJoin(movies, eq(movies.id, mediaParts.movieId))
        .where(eq(movies.libraryId, library.id))
        .orderBy(movies.id);
      return parts.map(({ path, of, size }) => `${below(path)} of ${below(of)} ${size}`);
    },
    rows,
  };
}

describe("films that change places in one scan", () => {
  test.each(["movie.mkv", "own name"])("swap their folders (%s)", async (name) => {
    const [ant, bee] = name === "own name" ? ["Ant.mkv", "Bee.mkv"] : [name, name];
    const shelf = await aShelf({ [`Ant (2001)/${ant}`]: "1", [`Bee (2002)/${bee}`]: "22" });
    shelf.move("Ant (2001)", "between");
    shelf.move("Bee (2002)", "Ant (2001)");
    shelf.move("between", "Bee (2002)");
    expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0, moved: 2 });
    expect(await shelf.listed()).toEqual([
      `Ant (2001)/${ant} -> Bee (2002)/${ant}`,
      `Bee (2002)/${bee} -> Ant (2001)/${bee}`,
    ]);
    expect(await shelf.files()).toEqual([
      `Bee (2002)/${ant} of Bee (2002)/${ant} 1`,
      `Ant (2001)/${bee} of Ant (2001)/${bee} 2`,
    ]);
    expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0, moved: 0, changed: 0 });
  });

  test("move up one after another, and a new one comes to the last place", async () => {
    const shelf = await aShelf({ "X/film.mkv": "1", "Y/film.mkv": "22" });
    shelf.move("X", "Z");
    shelf.move("Y", "X");
    writeBelow(shelf.root, "Y/film.mkv", "new one");
    expect(await shelf.scan()).toMatchObject({ added: 1, missing: 0, moved: 2 });
    expect(await shelf.listed()).toEqual(["X/film.mkv -> Z/film.mkv", "Y/film.mkv -> X/film.mkv", "new -> Y/film.mkv"]);
    expect((await shelf.files()).toSorted()).toEqual([
      "X/film.mkv of X/film.mkv 2",
      "Y/film.mkv of Y/film.mkv 7",
      "Z/film.mkv of Z/film.mkv 1",
    ]);
  });

  test("and one whose file is gone is missing, though another has its path", async () => {
    const shelf = await aShelf({ "X/film.mkv": "1", "Y/film.mkv": "22" });
    const [first] = await shelf.rows();
    shelf.remove("X");
    shelf.move("Y", "X");
    expect(await shelf.scan()).toMatchObject({ added: 0, missing: 1, moved: 1 });
    const rows = [`X/film.mkv -> X/film.mkv (${first?.id}) missing`, "Y/film.mkv -> X/film.mkv"];
    expect(await shelf.listed()).toEqual(rows);
    expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0, moved: 0 });
    expect(await shelf.listed()).toEqual(rows);
  });

  test("take their NFO files along, also where those are alike in name, size and time", async () => {
    const nfo = (plot: string) => `<movie><plot>${plot}</plot></movie>`;
    const shelf = await aShelf({
      "Ant (2001)/Ant.mkv": "1",
      "Ant (2001)/movie.nfo": nfo("Of ants."),
      "Bee (2002)/Bee.mkv": "22",
      "Bee (2002)/movie.nfo": nfo("Of bees."),
    });
    for (const folder of ["Ant (2001)", "Bee (2002)"]) utimesSync(join(shelf.root, folder, "movie.nfo"), 1_000, 1_000);
    await shelf.scan();
    shelf.move("Ant (2001)", "between");
    shelf.move("Bee (2002)", "Ant (2001)");
    shelf.move("between", "Bee (2002)");
    await shelf.scan();
    const told = await db
      .select({ plot: movies.plot, path: libraryNfoFiles.path })
      .from(movies)
      .innerJoin(libraryNfoFiles, eq(libraryNfoFiles.entityId, movies.id))
      .where(and(eq(movies.libraryId, shelf.library.id), eq(libraryNfoFiles.entityType, "movie")))
      .orderBy(movies.id);
    expect(told).toEqual([
      { plot: "Of ants.", path: join(shelf.root, "Bee (2002)/movie.nfo") },
      { plot: "Of bees.", path: join(shelf.root, "Ant (2001)/movie.nfo") },
    ]);
  });

  test.each(["at once", "with a stop after the first"])("in two batches of writing, %s", async (when) => {
    const name = (number: number) => `Film ${number} (2001)/movie.mkv`;
    const content = (number: number) => "x".repeat(number + 1);
    const count = 130;
    const shelf = await aShelf(
      Object.fromEntries(Array.from({ length: count }, (_, number) => [name(number), content(number)])),
    );
    for (let number = 0; number < count; number += 1) shelf.move(dirname(name(number)), `between ${number}`);
    const next = (number: number) => (number + 1) % count;
    for (let number = 0; number < count; number += 1) shelf.move(`between ${number}`, dirname(name(next(number))));
    if (when === "at once") expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0, moved: count });
    else {
      await expect(shelf.stoppedScan()).rejects.toThrow("stopped");
      expect((await shelf.listed()).some((line) => line.endsWith(")"))).toBe(true);
      expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0 });
    }
    const moved = Array.from({ length: count }, (_, number) => `${name(number)} -> ${name(next(number))}`);
    expect((await shelf.listed()).toSorted()).toEqual(moved.toSorted());
    expect((await shelf.files()).toSorted()).toEqual(
      Array.from(moved, (_, number) => `${name(next(number))} of ${name(next(number))} ${number + 1}`).toSorted(),
    );
  });
});

describe("an upgrade keeps the row", () => {
  const cases: [string, string, string][] = [
    ["in a folder of many", "Heat.1995.720p.mkv", "Heat.1995.1080p.BluRay.mkv"],
    ["with its folder", "Heat (1995) [720p]/Heat.1995.720p.mkv", "Heat (1995) [1080p]/Heat.1995.1080p.mkv"],
  ];
  test.each(cases)("%s", async (_, before, now) => {
    const shelf = await aShelf({ [before]: "1", "Ronin.1998.mkv": "22" });
    shelf.remove(before.split("/")[0] ?? before);
    writeBelow(shelf.root, now, "longer");
    expect(await shelf.scan()).toMatchObject({ added: 0, missing: 0, changed: 1 });
    expect(await shelf.listed()).toEqual(
      expect.arrayContaining([`${before} -> ${now}`, "Ronin.1998.mkv -> Ronin.1998.mkv"]),
    );
  });

  test.each(cases)("%s, also when it was missing in between", async (_, before, now) => {
    const shelf = await aShelf({ [before]: "1", "Ronin.1998.mkv": "22" });
    shelf.remove(before.split("/")[0] ?? before);
    expect(await shelf.scan()).toMatchObject({ missing: 1 });
    writeBelow(shelf.root, now, "longer");
    expect(await shelf.scan()).toMatchObject({ added: 0, returned: 1 });
    expect(await shelf.listed()).toContain(`${before} -> ${now}`);
  });

  test("but not of a film that a person removed, nor of two", async () => {
    const shelf = await aShelf({ "Heat.1995.720p.mkv": "1", "Ronin.1998.a.mkv": "22", "old/Ronin (1998).mkv": "333" });
    await db
      .update(movies)
      .set({ deletedAt: new Date() })
      .where(eq(movies.filePath, join(shelf.root, "Heat.1995.720p.mkv")));
    for (const path of ["Heat.1995.720p.mkv", "Ronin.1998.a.mkv", "old"]) shelf.remove(path);
    writeBelow(shelf.root, "Heat.1995.1080p.mkv", "longer");
    writeBelow(shelf.root, "Ronin.1998.1080p.mkv", "longest");
    expect(await shelf.scan()).toMatchObject({ added: 2, missing: 2 });
    expect(await shelf.listed()).toEqual(
      expect.arrayContaining(["new -> Heat.1995.1080p.mkv", "new -> Ronin.1998.1080p.mkv"]),
    );
  });
});
