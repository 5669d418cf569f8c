import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { jobs, users, verifyRuns } from "#db/schema/index.ts";
import { testDb, testTarget } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { mediaPath } from "#e2e/fixtures/library.ts";
import { createApiKey, listApiKeys } from "#lib/access/api-keys.ts";
import { verifyPassword } from "#lib/access/passwords.ts";
import { asCurrent, aUser } from "#lib/access/testing.ts";
import { findUserByName } from "#lib/access/users.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";

const db = await testDb();
removeFolders();
const target = targetOf(db);
const home = realpathSync(mkdtempSync(join(tmpdir(), "metarr-cli-")));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Each command is a process of its own, and a busy machine takes seconds to start one. */
const timeout = 120_000;

type Ended = { status: number | null; out: string; err: string };

/** Runs the command line as a person does, in a process of its own, on this file's database. */
function metarr(args: string[], input = "", place: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "index.ts"), ...args], {
    env: {
      ...process.env,
      DATA_DIR: target.type === "sqlite" ? target.dataDir : env.DATA_DIR,
      ...(target.type === "postgres" ? { DATABASE_URL: target.url } : {}),
      ...place,
    },
  });
  const ended: Ended = { status: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => (ended.out += chunk));
  child.stderr.on("data", (chunk) => (ended.err += chunk));
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (status) => done({ ...ended, status }));
  });
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

/** The objects a command printed, one a line, and nothing else. */
async function json(args: string[], input?: string): Promise<unknown[]> {
  const { status, out, err } = await metarr(args, input);
  expect(status, err).toBe(0);
  return linesOf(out).map((line) => JSON.parse(line));
}

/** What the one line says of a command that did its work. */
async function said(args: string[], input?: string): Promise<string> {
  const { status, out, err } = await metarr(args, input);
  expect({ status, out, lines: linesOf(err).length }, err).toEqual({ status: 0, out: "", lines: 1 });
  return err;
}

describe("the database", { timeout }, () => {
  test("library add and list print a library", async () => {
    const args = [
      "library",
      "add",
      "--name",
      "Films",
      "--path",
      home,
      "--type",
      "movie",
      "--profile",
      "plex",
      "--watch",
      "--json",
    ];
    const films = { name: "Films", path: home, paths: [home], type: "movie", profile: "plex", automation: "review" };
    const [added, ...others] = await json(args);
    expect(added).toEqual({
      id: expect.any(Number),
      ...films,
      language: expect.any(String),
      region: expect.anything(),
      watch: true,
    });
    expect(others).toEqual([]);
    expect(await json(["library", "list", "--json"])).toEqual([added]);
  });

  test("publish --dry-run prints the plan of each film, and a run without its disk ends with 1 and one line", async () => {
    const film = await aPublishableFilm(db);
    const library = String(film.libraryId);
    const [plan, ...others] = await json(["publish", library, "--dry-run", "--json"]);
    const write = expect.arrayContaining([
      expect.objectContaining({ path: join(film.folder, "Heat (1995).nfo"), reason: expect.any(String) }),
    ]);
    const lists = { rename: [], recycle: [], conflicts: [], problems: [] };
    expect(plan).toMatchObject({ movieId: film.movieId, plan: { write, ...lists }, lines: expect.any(Array) });
    expect(others).toEqual([]);

    rmSync(film.root, { recursive: true });
    // The run takes over the scan that waits: its one attempt saves the pauses before the others.
    const jobId = await transaction(db, (tx) => enqueue(tx, "library.scan", { libraryId: film.libraryId }));
    await db.update(jobs).set({ maxAttempts: 1 }).where(eq(jobs.id, jobId));
    const { status, out, err } = await metarr(["run", library, "--json"]);
    expect(status).toBe(1);
    expect(linesOf(err)).toEqual([expect.stringMatching(/^metarr: .*does not exist/)]);
    const path = expect.stringContaining("library.scan");
    expect(JSON.parse(out)).toMatchObject({ library: { id: film.libraryId }, scanned: 0, errors: [{ path }] });
    // Nothing was published without a scan.
    expect(await json(["jobs", "list", "--json"])).toMatchObject([
      { jobId, type: "library.scan", status: "failed", error: expect.any(String), createdAt: expect.any(String) },
    ]);
  });

  test("verify of a library that the worker verifies ends with 1, says so, and shows nothing of that run", async () => {
    const { libraryId } = await aPublishableFilm(db);
    const [job] = await db
      .insert(jobs)
      .values({
        type: "library.verify",
        lane: "verify",
        status: "running",
        heartbeatAt: fromNow(0),
        payload: { libraryId },
      })
      .returning();
    await db.insert(verifyRuns).values({ libraryId, stage: "units", itemsChecked: 7, jobId: job?.id ?? 0 });
    const ended = await metarr(["verify", String(libraryId), "--json"]);
    expect(ended).toEqual({ status: 1, out: "", err: expect.stringMatching(/^metarr: .*being verified already.*\n$/) });
    await db.delete(jobs);
  });

  test("user list, key list and migrate status print what is there", async () => {
    const ann = await aUser(db, { username: "Ann", role: "admin" });
    await createApiKey(db, asCurrent(ann), { name: "script", role: "viewer" });
    expect(await json(["user", "list", "--json"])).toEqual([
      expect.objectContaining({ id: ann.id, username: "Ann", role: "admin", disabledAt: null }),
    ]);
    expect(await json(["key", "list", "--json"])).toEqual([
      expect.objectContaining({ keyId: expect.any(Number), name: "script", role: "viewer", username: "Ann" }),
    ]);
    const [status] = await json(["migrate", "status", "--json"]);
    expect(status).toEqual({ changed: [], applied: expect.arrayContaining([expect.any(String)]), pending: [] });
  });

  test("backup writes one file while others are connected, and restore refuses as long as they are", async () => {
    const file = join(home, "metarr.tar");
    const [written] = await json(["backup", file, "--json"]);
    expect(written).toMatchObject({ path: file, engine: dialect, cache: null, hasSecrets: false });
    expect(await metarr(["backup", file])).toMatchObject({
      status: 1,
      err: expect.stringContaining("is there already"),
    });
    const nowhere = join(home, "nowhere");
    expect(await metarr(["backup", join(nowhere, "a.tar")])).toMatchObject({
      status: 1,
      err: expect.stringContaining(`The folder ${nowhere} does not exist.`),
    });
    expect(existsSync(nowhere)).toBe(false);
    const missing = join(home, "missing.tar");
    expect((await metarr(["restore", missing, "--yes"])).err).toContain(`${missing} does not exist.`);
    await db.select().from(users);
    expect(await metarr(["restore", file])).toMatchObject({ status: 1, err: expect.stringContaining("--yes") });
    const refused = { status: 1, err: expect.stringContaining("Stop its server and its workers first") };
    expect(await metarr(["restore", file, "--yes"])).toMatchObject(refused);
  });

  test("restore puts a backup in the place of the database", async () => {
    const other = await testTarget();
    const dataDir = other.type === "sqlite" ? other.dataDir : join(home, "other");
    const place = { DATA_DIR: dataDir, ...(other.type === "postgres" ? { DATABASE_URL: other.url } : {}) };
    const { status, out, err } = await metarr(["restore", join(home, "metarr.tar"), "--yes", "--json"], "", place);
    expect(status, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      engine: dialect,
      rows: { users: 1 },
      migrated: [],
      savedAs: expect.stringContaining(join(dataDir, "backups/before-restore-")),
      // Its secret is another: what is encrypted cannot be read there.
      secrets: "other",
    });
    expect(err).toContain("Enter them again");
  });
});

describe.runIf(dialect === "sqlite")(
  "people and keys (on one engine: lib/access is tested on both)",
  { timeout },
  () => {
    const bob = async () => (await findUserByName(db, "bob"))?.id ?? 0;
    const rowOf = async () =>
      (
        await db
          .select()
          .from(users)
          .where(eq(users.id, await bob()))
      )[0];

    test("user add, set-password, set-role and disable change a person", async () => {
      const [added] = await json(["user", "add", "bob", "--role", "editor", "--json"], "correct horse battery\n");
      expect(added).toMatchObject({ id: await bob(), username: "bob", role: "editor", disabledAt: null });
      expect(JSON.stringify(added)).not.toContain("argon2");
      expect(await said(["user", "set-password", "bob"], "another horse battery\n")).toContain("bob");
      expect(await verifyPassword((await rowOf())?.passwordHash, "another horse battery")).toBe(true);
      expect(await said(["user", "set-role", "bob", "viewer"])).toContain("bob is now viewer");
      expect(await said(["user", "disable", "bob"])).toContain("bob may no longer sign in");
      expect(await rowOf()).toMatchObject({ role: "viewer", disabledAt: expect.any(Date) });
    });

    test("key create shows a key once, and revoke ends it", async () => {
      await aUser(db, { username: "Cleo", role: "admin" });
      const [made] = await json(["key", "create", "Cleo", "backup", "--role", "viewer", "--json"]);
      expect(made).toMatchObject({ keyId: expect.any(Number), key: expect.stringMatching(/^mtr_/) });
      const keyOf = async () => (await listApiKeys(db)).find(({ name }) => name === "backup");
      expect(await said(["key", "revoke", "Cleo", String((await keyOf())?.keyId)])).toContain("no longer works");
      expect(await keyOf()).toBeUndefined();
    });
  },
);

describe.runIf(dialect === "sqlite")("inspect (on one engine: it has no database)", { timeout }, () => {
  test("names answers one object per line, in order", async () => {
    const names = [
      "Heat (1995)/Heat.1995.1080p.BluRay.x264-GRP.mkv",
      "",
      "Zwölf Monde (2001).mkv",
      "Alien (1979)/alien.avi",
    ];
    const read = await json(["inspect", "names", "--type", "movie"], `${names.join("\n")}\n`);
    expect(read.map((item) => (item as { input: string }).input)).toEqual(names);
    expect(read).toMatchObject([
      { title: "Heat", year: 1995, resolution: "1080p", source: "bluray", releaseGroup: "GRP", languages: [] },
      {},
      { title: "Zwölf Monde", year: 2001, container: "mkv", seasonNumber: null, episodeNumbers: [] },
      { title: "Alien", year: 1979, container: "avi" },
    ]);
  });

  test("nfo, media and folder answer one object", async () => {
    const place = join(home, "inspected");
    mkdirSync(place);
    const nfo = join(place, "Heat (1995).nfo");
    writeFileSync(nfo, "<movie><title>Heat</title><year>1995</year><shelf>Top</shelf></movie>");
    writeFileSync(join(place, "Heat (1995).mkv"), "video");
    const [entities, unknown] = [[expect.objectContaining({ title: "Heat", year: 1995, actors: [] })], ["shelf"]];
    expect(await json(["inspect", "nfo", nfo])).toMatchObject([{ kind: "movie", entities, unknown, warnings: [] }]);
    expect(await json(["inspect", "media", mediaPath("vp9-1080p-opus.webm")])).toMatchObject([
      {
        sizeBytes: expect.any(Number),
        video: [{ codec: "vp9", height: 1080 }],
        audio: [{ codec: "opus" }],
        subtitle: [],
      },
    ]);
    const [folder] = await json(["inspect", "folder", place, "--type", "movie"]);
    expect(folder).toMatchObject({ path: place, type: "movie", files: { length: 2 }, problems: [] });
  });
});

describe.runIf(dialect === "sqlite")(
  "what ends otherwise (on one engine: nothing is asked of the database but one name)",
  { timeout },
  () => {
    test.each([
      ["an unknown command", ["dance"], /unknown command 'dance'/],
      ["an option that is missing", ["library", "add", "--name", "Films"], /--path <folder>' not specified/],
      ["a value outside its list", ["user", "set-role", "Ann", "boss"], /^metarr: the role is one of .*, not boss\.$/],
    ])("%s is wrong usage: 2, and a line that says it", async (_, args, line) => {
      const { status, out, err } = await metarr(args);
      expect({ status, out }, err).toEqual({ status: 2, out: "" });
      const [first, ...rest] = linesOf(err);
      expect(first).toMatch(line);
      expect(rest).toEqual(rest.length === 0 ? [] : ["(see metarr --help)"]);
    });

    test("a failure is 1 and one line, with its stack only under --debug", async () => {
      const message = "metarr: There is no library Nowhere. See metarr library list.";
      const { status, out, err } = await metarr(["run", "Nowhere"]);
      expect({ status, out, err }).toEqual({ status: 1, out: "", err: `${message}\n` });
      const debug = await metarr(["--debug", "run", "Nowhere"]);
      expect({ status: debug.status, out: debug.out }).toEqual({ status: 1, out: "" });
      const [first, ...stack] = linesOf(debug.err);
      expect(first).toBe(message);
      expect(stack.join("\n")).toMatch(/at .*phases\.ts:\d+/);
    });
  },
);
