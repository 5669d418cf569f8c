import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { listFolders } from "./browse-folders.ts";
import { checkLibraryPaths } from "./check-paths.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "metarr-places-")));
const given = { MEDIA_ROOTS: env.MEDIA_ROOTS, DATA_DIR: env.DATA_DIR };
let media = "";
let count = 0;

beforeEach(() => {
  count += 1;
  media = join(home, `media-${count}`);
  mkdirSync(join(media, "films", "Heat (1995)"), { recursive: true });
  Object.assign(env, { MEDIA_ROOTS: [media], DATA_DIR: join(home, `data-${count}`) });
});
afterEach(() => Object.assign(env, given));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const films = () => join(media, "films");
const check = (...paths: string[]) => checkLibraryPaths(paths, []);

describe("the folders of a library", () => {
  test("are kept without slashes at their end", async () => {
    expect(await check(`${films()}//`)).toEqual([films()]);
  });

  test.each([
    ["that does not exist", () => join(media, "nowhere"), "not_found", "does not exist"],
    ["that is a file", () => join(films(), "notes.txt"), "invalid", "is a file. Choose a folder."],
    ["that is no full path", () => "films", "invalid", "is not a full path. Start it with /."],
    ["outside MEDIA_ROOTS", () => home, "forbidden", "is not in a place libraries may lie in"],
    ["beside MEDIA_ROOTS with a name that begins alike", () => `${media}-more`, "forbidden", "is not in a place"],
    ["that is the system's", () => "/proc", "forbidden", "is not in a place"],
  ])("%s are refused by name, with what to do", async (_, path, code, message) => {
    writeFileSync(join(films(), "notes.txt"), "text");
    mkdirSync(`${media}-more`);
    await expect(check(path())).rejects.toMatchObject({
      code,
      field: "paths",
      message: expect.stringMatching(new RegExp(`${path()}.*${message}`)),
    });
  });

  test("that may not be read are refused by name, with what to do", () => {
    chmodSync(home, 0o755);
    chmodSync(films(), 0o000);
    const module = JSON.stringify(new URL("./check-paths.ts", import.meta.url).href);
    const script = `const { checkLibraryPaths } = await import(${module});
      await checkLibraryPaths([${JSON.stringify(films())}], []).catch(({ code, field, message }) => console.log(JSON.stringify({ code, field, message })));`;
    // Permissions do not stop root, so the check runs as nobody where we are root.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      cwd: home,
      env: { ...process.env, MEDIA_ROOTS: media, DATA_DIR: env.DATA_DIR },
      ...user,
    });
    chmodSync(films(), 0o755);
    expect(stdout, stderr).not.toBe("");
    expect(JSON.parse(stdout)).toEqual({
      code: "disk",
      field: "paths",
      message: `The folder ${films()} cannot be read: Metarr has no permission. Give the user that runs Metarr access to it.`,
    });
  });

  test("may not lie outside MEDIA_ROOTS through a link, and may where a root is a link itself", async () => {
    const away = join(home, `away-${count}`);
    mkdirSync(join(away, "films"), { recursive: true });
    symlinkSync(away, join(media, "link"));
    await expect(check(join(media, "link"))).rejects.toMatchObject({ code: "forbidden" });
    const linked = join(home, `linked-${count}`);
    symlinkSync(away, linked);
    env.MEDIA_ROOTS = [linked];
    expect(await check(join(linked, "films"))).toEqual([join(linked, "films")]);
  });

  test("hold nothing of Metarr's own data and do not lie in it, also behind a link", async () => {
    const real = join(media, "metarr");
    mkdirSync(join(real, "cache"), { recursive: true });
    mkdirSync(join(real, "demo", "films"), { recursive: true });
    env.DATA_DIR = join(media, "data");
    symlinkSync(real, env.DATA_DIR);
    await expect(check(real)).rejects.toMatchObject({ code: "forbidden" });
    await expect(check(join(real, "cache"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(check(media)).rejects.toMatchObject({
      code: "forbidden",
      message: `Metarr keeps its own data in ${media}. Choose a folder that holds only films.`,
    });
    expect(await check(join(env.DATA_DIR, "demo", "films"))).toHaveLength(1);
  });

  test("overlap no other library, above, below or through a link", async () => {
    const taken = [{ path: films(), libraryName: "Films" }];
    symlinkSync(films(), join(media, "same"));
    const overlapping = [films(), join(films(), "Heat (1995)"), media, join(media, "same")];
    for (const path of overlapping) {
      await expect(checkLibraryPaths([path], taken)).rejects.toMatchObject({
        code: "conflict",
        field: "paths",
        message: `${path} overlaps the library Films (${films()}). Choose a folder outside it.`,
      });
    }
    mkdirSync(join(media, "films 4K"));
    expect(await checkLibraryPaths([join(media, "films 4K")], taken)).toHaveLength(1);
  });

  test("do not overlap each other", async () => {
    await expect(check(films(), join(films(), "Heat (1995)"))).rejects.toMatchObject({
      code: "conflict",
      message: `${join(films(), "Heat (1995)")} and ${films()} overlap. Choose one of them.`,
    });
  });
});

describe("S25 the folder browser", () => {
  test("S25 shows names of folders only, and no way out of MEDIA_ROOTS", async () => {
    writeFileSync(join(media, "secret.txt"), "text");
    mkdirSync(join(media, ".hidden"));
    symlinkSync("/etc", join(media, "etc"));
    expect(await listFolders(undefined)).toEqual({
      path: media,
      parent: null,
      folders: [{ name: "films", path: films() }],
    });
    expect(await listFolders(films())).toMatchObject({ parent: media, folders: [{ name: "Heat (1995)" }] });
  });

  test.each([
    ["above", () => dirname(media)],
    ["the system", () => "/proc/self"],
    ["a way round", () => `${media}/../..`],
    ["a link out", () => join(media, "etc")],
    ["Metarr's data", () => env.DATA_DIR],
  ])("S25 opens nothing else: %s", async (_, path) => {
    symlinkSync("/etc", join(media, "etc"));
    env.DATA_DIR = join(media, "data");
    mkdirSync(env.DATA_DIR);
    await expect(listFolders(path())).rejects.toMatchObject({ code: "forbidden", field: "path" });
    expect((await listFolders(media)).folders.map(({ name }) => name)).toEqual(["films"]);
  });

  test("S25 leaves system folders out where every folder is allowed", async () => {
    env.MEDIA_ROOTS = ["/"];
    const names = (await listFolders("/")).folders.map(({ name }) => name);
    expect(names).toContain("usr");
    for (const name of ["proc", "sys", "dev", "run"]) expect(names).not.toContain(name);
  });

  test("S25 says which folder is gone, and shows nothing of a file", async () => {
    writeFileSync(join(media, "film.mkv"), "film");
    for (const path of [join(media, "gone"), join(media, "film.mkv")]) {
      await expect(listFolders(path)).rejects.toMatchObject({
        code: "not_found",
        message: expect.stringContaining(path),
      });
    }
  });
});
