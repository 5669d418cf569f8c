import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { recycleBin, verifyFindings } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { leftoverAgeMs } from "./check-unit.ts";
import { repairFindings } from "./repair.ts";
import { openFindings, verify } from "./testing.ts";
import { rot } from "./testing-files.ts";

const db = await testDb();
removeFolders();
afterEach(() => void vi.restoreAllMocks());
const target = targetOf(db);

/** Verifies and repairs in a process of its own. Answers how it ended. */
function run(args: readonly (string | number)[], failAt: string): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), ...args.map(String)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      DATA_DIR: target.type === "sqlite" ? target.dataDir : env.DATA_DIR,
      ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
      FAIL_AT: failAt,
    },
  });
  return new Promise((done) => child.on("exit", (code, signal) => done(signal ?? `exit ${code}`)));
}

const rowsOf = (path: string) => db.select().from(recycleBin).where(eq(recycleBin.originalPath, path));
/** What of these bytes lies at the path, and in the bin. */
async function placesOf(path: string, bytes: Buffer): Promise<string[]> {
  const all = [path, ...(await rowsOf(path)).map(({ recyclePath }) => join(env.DATA_DIR, recyclePath))];
  const here = all.filter((place) => existsSync(place));
  const read = await Promise.all(here.map((place) => readFile(place)));
  return here.filter((_, index) => read[index]?.equals(bytes));
}

/** Starting a process costs more than the repair: in the short tier each engine takes some of them. */
const isLong = Boolean(process.env.FAULTS);
const points = (short: string[], all: string[]) => (isLong ? all.flatMap((at) => Array(5).fill(at)) : short);

describe("R4: a repair that is killed", { timeout: 120_000 }, () => {
  test.each(
    points(dialect === "sqlite" ? ["verify.repaired", "recycle.moved"] : ["recycle.recorded"], [
      ...["verify.checked", "recycle.recorded", "recycle.renamed", "recycle.moved", "publish.planned", "publish.flush"],
      ...["publish.written", "publish.rows", "verify.repaired"],
    ]),
  )("at %s leaves a damaged file in exactly one place, and the next one ends it", async (failAt) => {
    const film = await aPublishableFilm(db);
    const { libraryId } = film;
    await publishMovie(db, { movieId: film.movieId });
    const path = join(film.folder, "Heat (1995)-poster.jpg");
    const good = await readFile(path);
    await rot(path);
    const damaged = await readFile(path);
    expect(await run([libraryId, "file.damaged"], failAt)).toBe("SIGKILL");
    expect(await placesOf(path, damaged)).toHaveLength(1);

    await verify(db, { libraryId });
    await repairFindings(db, { libraryId });
    expect(await readFile(path)).toEqual(good);
    expect(await placesOf(path, damaged)).toEqual([expect.stringContaining("recycle")]);
    expect(await rowsOf(path)).toHaveLength(1);
    await verify(db, { libraryId });
    expect(await openFindings(db, libraryId)).toEqual([]);
    const kinds = inArray(verifyFindings.kind, ["file.damaged", "file.missing"]);
    const told = await db
      .select({ kind: verifyFindings.kind, path: verifyFindings.path })
      .from(verifyFindings)
      .where(and(eq(verifyFindings.libraryId, libraryId), kinds));
    expect(new Set(told.map((each) => `${each.kind} ${each.path}`)).size).toBe(told.length);
  });

  test.each(
    points(dialect === "sqlite" ? ["recycle.moved"] : ["verify.repaired"], [
      ...["recycle.recorded", "recycle.renamed", "recycle.moved", "verify.repaired"],
    ]),
  )("at %s leaves the unfinished file of a killed publish in exactly one place", async (failAt) => {
    const film = await aPublishableFilm(db);
    const { libraryId } = film;
    await publishMovie(db, { movieId: film.movieId });
    await rm(join(film.folder, "Heat (1995).nfo"));
    expect(await run([libraryId], "publish.flush")).toBe("SIGKILL");
    const [name = ""] = (await readdir(film.folder)).filter(isTemporaryName);
    expect(name).not.toBe("");
    const path = join(film.folder, name);
    const bytes = await readFile(path);
    // Nobody can set back when it was made, so the clock goes on.
    const aheadMs = 2 * leftoverAgeMs;
    expect(await run([libraryId, "leftover", aheadMs], failAt)).toBe("SIGKILL");
    expect(await placesOf(path, bytes)).toHaveLength(1);

    const now = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => now() + aheadMs);
    await verify(db, { libraryId });
    await repairFindings(db, { libraryId, kinds: ["leftover"] });
    expect(await placesOf(path, bytes)).toEqual([expect.stringContaining("recycle")]);
    expect(await rowsOf(path)).toHaveLength(1);
    await repairFindings(db, { libraryId });
    expect((await readdir(film.folder)).toSorted()).toEqual(
      ["-fanart.jpg", "-poster.jpg", ".mkv", ".nfo"].map((end) => `Heat (1995)${end}`),
    );
    await verify(db, { libraryId });
    expect(await openFindings(db, libraryId)).toEqual([]);
  });
});
