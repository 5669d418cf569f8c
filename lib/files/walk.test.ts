import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { checkRoot, type WalkedFolder, type WalkOptions, walkLibrary } from "./walk.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "metarr-walk-"));
});

function put(path: string, text = "x"): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function walk(options: Partial<WalkOptions> = {}): Promise<WalkedFolder[]> {
  const folders: WalkedFolder[] = [];
  for await (const batch of walkLibrary({ root, ...options })) folders.push(...batch);
  return folders;
}

async function listed(options: Partial<WalkOptions> = {}): Promise<string[]> {
  const folders = await walk(options);
  return folders.flatMap((folder) => folder.files.map((file) => join(folder.relativePath, file.name))).sort();
}

describe("a walk", () => {
  test("lists every file once with its facts, parents before children", async () => {
    for (const path of ["A (2000)/A.mkv", "A (2000)/extras/b.mkv", "B.mkv"]) put(path, "12345");
    const folders = await walk();
    expect(folders.map((folder) => folder.relativePath)).toEqual(["", "A (2000)", "A (2000)/extras"]);
    expect(folders[1]?.files[0]).toMatchObject({ name: "A.mkv", path: join(root, "A (2000)", "A.mkv"), sizeBytes: 5 });
    expect(Number.isInteger(folders[1]?.files[0]?.mtimeMs)).toBe(true);
    expect(await listed()).toEqual(["A (2000)/A.mkv", "A (2000)/extras/b.mkv", "B.mkv"]);
  });

  test("gives a folder the same fingerprint until something in it changes", async () => {
    put("A/a.mkv");
    put("B/b.mkv");
    const prints = async () => new Map((await walk()).map((folder) => [folder.relativePath, folder.fingerprint]));
    const before = await prints();
    expect(await prints()).toEqual(before);
    put("A/a.nfo");
    renameSync(join(root, "B/b.mkv"), join(root, "B/c.mkv"));
    const after = await prints();
    expect(after.get("A")).not.toBe(before.get("A"));
    expect(after.get("B")).not.toBe(before.get("B"));
    expect(after.get("")).toBe(before.get(""));
  });

  test("passes over what no library means to show", async () => {
    put("A/A.mkv");
    for (const path of [
      "@eaDir/x.mkv",
      ".metarr-recycle/x.mkv",
      "A/.DS_Store",
      "A/thumbs.db",
      "A/A.mkv.part",
      "A/.mtr-0123abcd",
      "A/A.trickplay/320 - 10x10/0.jpg",
      "A/._A.mkv",
      "#recycle/x.mkv",
      "_UNPACK_B/x.mkv",
    ])
      put(path);
    expect(await listed()).toEqual(["A/A.mkv"]);
    const [top, film] = await walk();
    expect(film?.leftovers).toBe(1);
    expect(top?.ignored.sort()).toEqual(["#recycle/", ".metarr-recycle/", "@eaDir/", "_UNPACK_B/"]);
  });

  test("passes over folders with .nomedia or an empty .ignore, and what an .ignore names", async () => {
    put("A/.nomedia");
    put("A/A.mkv");
    put("B/.ignore", "\n# nothing\n");
    put("B/deep/B.mkv");
    put("C/.ignore", "*.txt\n/only/\n!keep.txt\nskip/**\n");
    for (const path of ["C/a.txt", "C/keep.txt", "C/only/x.mkv", "C/deep/only/y.mkv", "C/C.mkv", "C/deep/z.txt"])
      put(path);
    expect(await listed()).toEqual(["C/C.mkv", "C/deep/only/y.mkv", "C/keep.txt"]);
  });

  test("obeys a library's own rules, by name or by path", async () => {
    for (const path of ["A/bonus.mkv", "A/A.mkv", "Kids/x.mkv", "Kids/Deep/y.mkv"]) put(path);
    const ignore = [
      { pattern: "bonus.MKV", kind: "exact" },
      { pattern: "Kids/*.mkv", kind: "glob" },
    ] as const;
    expect(await listed({ ignore })).toEqual(["A/A.mkv", "Kids/Deep/y.mkv"]);
  });

  test("says that a root which asks to be ignored was not read", async () => {
    put(".nomedia");
    put("A/A.mkv");
    const [folder] = await walk();
    expect(folder).toMatchObject({ isComplete: false, files: [], problems: [{ kind: "ignored-root" }] });
  });

  test("stops when it is cancelled, also when nobody reads on", async () => {
    for (let at = 0; at < 500; at += 1) put(`${at}/x.mkv`);
    const stop = new AbortController();
    const seen: number[] = [];
    await expect(async () => {
      for await (const batch of walkLibrary({ root, signal: stop.signal })) {
        seen.push(batch.length);
        stop.abort();
      }
    }).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toHaveLength(1);
  });

  test("waits for a slow reader and still gives every folder", async () => {
    for (let at = 0; at < 5_000; at += 1) mkdirSync(join(root, String(at)));
    let count = 0;
    for await (const batch of walkLibrary({ root })) {
      count += batch.length;
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(count).toBe(5_001);
  });
});

describe("R11: links", () => {
  test("R11: a loop ends, and a link inside the library lists nothing twice", async () => {
    put("A/A.mkv");
    symlinkSync(".", join(root, "loop"));
    symlinkSync("..", join(root, "A", "up"));
    symlinkSync(join(root, "A", "A.mkv"), join(root, "A", "again.mkv"));
    expect(await listed()).toEqual(["A/A.mkv"]);
  });

  test("R11: a link out of the library is not followed, and says so", async () => {
    symlinkSync("/etc", join(root, "etc"));
    symlinkSync(join(root, "nowhere"), join(root, "broken.mkv"));
    const [folder] = await walk();
    expect(folder?.problems.map(({ kind, message }) => [kind, message])).toEqual([
      ["broken-link", `${join(root, "broken.mkv")} is a link that leads nowhere: it does not exist any more.`],
      ["link-outside", `${join(root, "etc")} is a link out of the library, so it is not followed.`],
    ]);
    expect(await listed()).toEqual([]);
  });

  test("a root that is a link itself is walked under the name it was given", async () => {
    put("A/A.mkv");
    const link = `${root}-link`;
    symlinkSync(root, link);
    const folders = await walk({ root: link });
    expect(folders[1]?.files[0]?.path).toBe(join(link, "A/A.mkv"));
  });
});

describe("R10: odd names", () => {
  test.each([
    ["a newline", "A\nB (2000).mkv"],
    ["an emoji", "Movie 🎬 (2000).mkv"],
    ["quotes and a leading dash", `-rf "it's" \`x\` $HOME.mkv`],
    ["255 bytes", `${"a".repeat(251)}.mkv`],
    ["a trailing point and space", "Movie. "],
    ["a replacement character of its own", "Movie \ufffd (2000).mkv"],
    ["a backslash", "..\\..\\A.mkv"],
  ])("R10: a name with %s is listed once, exactly as it is", async (_what, name) => {
    put(join("film", name));
    expect(await listed()).toEqual([join("film", name)]);
  });

  test("R10: composed and decomposed letters are two files, as are letter cases", async () => {
    for (const name of ["\u00e9.mkv", "e\u0301.mkv", "Film.mkv", "film.mkv"]) put(name);
    expect(await listed()).toHaveLength(4);
  });

  test("R10: a name that is not valid UTF-8 is reported and costs only itself", async () => {
    put("film/good.mkv");
    writeFileSync(
      Buffer.concat([Buffer.from(`${join(root, "film")}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from(".mkv")]),
      "x",
    );
    const folder = (await walk()).find((each) => each.relativePath === "film");
    expect(folder?.files.map((file) => file.name)).toEqual(["good.mkv"]);
    expect(folder?.problems).toMatchObject([
      {
        kind: "invalid-name",
        message: `A name in ${join(root, "film")} is not valid UTF-8 (bad\\xff\\xfe.mkv). Rename it, then scan again.`,
      },
    ]);
  });
});

describe("R9: what cannot be read", () => {
  /** Permissions do not stop root, so the walk runs as nobody where we are root. */
  function walkAsNobody(path: string): string {
    const module = JSON.stringify(new URL("./walk.ts", import.meta.url).href);
    const script = `
      const { walkLibrary, checkRoot } = await import(${module});
      const folders = [];
      try {
        for await (const batch of walkLibrary({ root: ${JSON.stringify(path)} })) folders.push(...batch);
        console.log(JSON.stringify(folders));
      } catch (error) { console.log(JSON.stringify({ code: error.code, message: error.message })); }
    `;
    const isRoot = process.getuid?.() === 0;
    const folder = mkdtempSync(join(tmpdir(), "metarr-nobody-"));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "walk.mjs"), script);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "walk.mjs")], {
      encoding: "utf8",
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    });
    if (stdout === "") throw new Error(stderr);
    return stdout;
  }

  test("R9: an unreadable folder is reported once, and the rest is walked", () => {
    put("open/a.mkv");
    put("closed/b.mkv");
    chmodSync(root, 0o755);
    chmodSync(join(root, "closed"), 0o000);
    const folders: WalkedFolder[] = JSON.parse(walkAsNobody(root));
    chmodSync(join(root, "closed"), 0o755);
    expect(folders.flatMap((folder) => folder.files.map((file) => file.name))).toEqual(["a.mkv"]);
    const closed = folders.find((folder) => folder.relativePath === "closed");
    expect(closed).toMatchObject({ isComplete: false });
    expect(closed?.problems.map(({ kind, message }) => [kind, message])).toEqual([
      [
        "unreadable",
        `${join(root, "closed")} cannot be read: Metarr has no permission. Give the user that runs Metarr access to it.`,
      ],
    ]);
  });

  test("R9: an unreadable root is one clear error", () => {
    chmodSync(root, 0o000);
    const answer = JSON.parse(walkAsNobody(root));
    chmodSync(root, 0o755);
    expect(answer.code).toBe("disk");
    expect(answer.message).toBe(
      `The folder ${root} cannot be read: Metarr has no permission. Give the user that runs Metarr access to it.`,
    );
  });
});

describe("a root", () => {
  test.each([
    ["that does not exist", "missing", "not_found"],
    ["that is a file", "file", "invalid"],
  ])("%s is refused with its name", async (_what, name, code) => {
    put("file");
    await expect(checkRoot(join(root, name))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(join(root, name)),
    });
  });

  test("that is a relative path is refused", async () => {
    await expect(checkRoot("films")).rejects.toMatchObject({ code: "invalid" });
  });

  test("that is empty is told from one that is not", async () => {
    expect(await checkRoot(root)).toMatchObject({ isEmpty: true });
    put("a.mkv");
    expect(await checkRoot(root)).toMatchObject({ isEmpty: false });
  });

  test("that vanishes while it is walked ends the walk without an invented file", async () => {
    put("A/A.mkv");
    rmSync(root, { recursive: true });
    await expect(walk()).rejects.toMatchObject({ code: "not_found" });
  });
});
