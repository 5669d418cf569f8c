import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { libraries, libraryRoots, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { recycle } from "./recycle.ts";
import { restoreRecycled } from "./restore.ts";
import { settleMoves } from "./settle-moves.ts";

const db = await testDb();
const target = targetOf(db);

/** A library on the disk of DATA_DIR, and one on another disk where this machine has a second one. */
const otherDisk = "/dev/shm";
const hasOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(env.DATA_DIR).dev;
const roots = {
  same: await mkdtemp(join(tmpdir(), "metarr-crash-")),
  other: await mkdtemp(join(hasOther ? otherDisk : tmpdir(), "metarr-crash-")),
};
afterAll(() => Promise.all(Object.values(roots).map((root) => rm(root, { recursive: true }))));
for (const path of Object.values(roots)) {
  const [library] = await db.insert(libraries).values({ name: path, path, type: "movie" }).returning();
  await db.insert(libraryRoots).values({ libraryId: library?.id ?? 0, path });
}

type Stop = { what: "recycle" | "restore"; disk: keyof typeof roots; failAt: string };
const stopsAt = (what: Stop["what"], disk: Stop["disk"], points: readonly string[]): Stop[] =>
  points.map((failAt) => ({ what, disk, failAt }));
const moveOver = ["create", "flush", "rename", "copied", "removed"];
const all = [
  ...stopsAt("recycle", "same", ["recycle.renamed", "recycle.recorded", "recycle.moved"]),
  ...stopsAt("restore", "same", ["restore.linked", "restore.renamed", "recycle.restored"]),
  ...(hasOther
    ? [
        ...stopsAt("recycle", "other", ["recycle.recorded", ...moveOver.map((at) => `recycle.${at}`), "recycle.moved"]),
        ...stopsAt("restore", "other", [
          "restore.linked",
          ...moveOver.map((at) => `restore.${at}`),
          "recycle.restored",
        ]),
      ]
    : []),
];
const few = [
  "same recycle.renamed",
  "same recycle.recorded",
  "same restore.linked",
  "other recycle.copied",
  "other restore.copied",
];
/** The full number is the long tier's (npm run test:faults): 50 kills, each point in turn. */
const stops = process.env.FAULTS
  ? Array.from({ length: 50 }, (_, index) => ({ ...(all[index % all.length] ?? all[0]), round: index }))
  : all.filter(({ disk, failAt }) => few.includes(`${disk} ${failAt}`)).map((stop, round) => ({ ...stop, round }));
const why = hasOther ? "" : " (one disk only: this machine has no second one)";

function run(args: readonly string[], failAt: string | undefined): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-child.ts"), ...args], {
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

test.each(stops)(
  `R4: a $what on the $disk disk that is killed at $failAt leaves the file in exactly one place after recovery${why}`,
  { timeout: 20_000 },
  async ({ what = "recycle", disk = "same", failAt, round }) => {
    const root = roots[disk];
    const path = join(root, `poster ${round}.jpg`);
    const content = `picture ${round} ${what} ${failAt}`;
    await writeFile(path, content);
    const begin = what === "recycle" ? undefined : await recycle(db, { root, path, reason: "A test" });
    const args = begin === undefined ? ["recycle", root, path] : ["restore", String(begin)];
    expect(await run(args, failAt)).toBe("SIGKILL");

    const [row] = await db
      .select()
      .from(recycleBin)
      .where(eq(recycleBin.originalPath, path))
      .orderBy(desc(recycleBin.id));
    const binned = join(env.DATA_DIR, row?.recyclePath ?? "");
    const places = () => [path, binned].filter((place) => existsSync(place));
    expect(places().length).toBeGreaterThan(0);

    // By the one who wanted it, who asks again, or by the daily purge when nobody does.
    const isAgain = Math.floor(round / all.length) % 2 === 0;
    if (what === "restore") await restoreRecycled(db, { recycleId: begin ?? 0 });
    else if (isAgain && existsSync(path)) await recycle(db, { root, path, reason: "A test" });
    else await settleMoves(db, { begunForMs: -60_000 });

    expect(places()).toHaveLength(1);
    expect(await readFile(places()[0] ?? "", "utf8")).toBe(content);
    const rows = await db.select().from(recycleBin).where(eq(recycleBin.originalPath, path));
    const told = rows
      .filter(({ restoredAt }) => restoredAt === null)
      .map(({ recyclePath }) => join(env.DATA_DIR, recyclePath));
    expect(told).toEqual(places()[0] === path ? [] : [binned]);
  },
);
