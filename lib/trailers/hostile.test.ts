import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { cacheVideoFiles, jobs, rateLimits, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { downloadTrailer } from "./download-trailer.ts";
import { storeVideo } from "./store-video.ts";
import { testTrailer } from "./test-trailer.ts";
import { aFilmWithTrailers, stubYtdlp, videoSites } from "./testing.ts";

const db = await testDb();
const sites = videoSites();
const stub = stubYtdlp();
const key = "sim00000603";
const watch = `https://www.youtube.com/watch?v=${key}`;
beforeEach(async () => {
  await db.delete(rateLimits);
  await db.delete(jobs);
});

/** What somebody might write in the place of an address, so that a program runs or another one is asked. */
function payloads(canary: string): string[] {
  const commands = [`--exec=touch ${canary}`, `--exec`, `-Utouch`, `$(touch ${canary})`, `\`touch ${canary}\``];
  const ends = ["", ";", "|", "&&", "\n", "\r\n", "\t", "\0", "%0a", "%00", " ", "'", '"', "\u2028", "\\"];
  const after = ends.flatMap((end) => commands.map((command) => `${watch}${end}${command}`));
  const before = ["", " ", "\n", "\t", "-- ", "\u00a0"].flatMap((start) =>
    [...commands, "--config-locations=/tmp/x", "--load-info-json=/tmp/x"].map(
      (command) => `${start}${command} ${watch}`,
    ),
  );
  const schemes = ["file:///etc/passwd", "javascript:alert(1)", "data:video/mp4;base64,AA", "ftp://host/a.mp4"];
  const more = ["ytsearch:heat", "ytdl:x", "rtmp://host/x", "unix:/run/x", "about:blank", "//www.youtube.com/watch"];
  const hosts = [
    "youtube.com.evil.example",
    "evilyoutube.com",
    "www.youtube.com.",
    "xn--yutube-wqf.com",
    "youtu.be.evil",
  ];
  const others = [
    ...["127.0.0.1", "[::1]", "0x7f.1", "2130706433", "169.254.169.254", "[::ffff:7f00:1]", "10.0.0.1", "localhost"],
    ...[
      "www.youtube.com:8080",
      "www.youtube.com:22",
      "vimeo.com.evil.example",
      "vimeo.com@evil.example",
      "ｙoutube.evil",
    ],
  ];
  const atHosts = [...hosts, ...others].flatMap((host) =>
    ["watch?v=", "embed/"].map((path) => `https://${host}/${path}${key}`),
  );
  const users = ["user:secret@", "www.youtube.com@", "www.youtube.com%40", "a%0a@", "-oProxyCommand=x@"];
  const withUsers = users.flatMap((user) => [
    `https://${user}evil.example/a.mp4`,
    `http://${user}www.youtube.com/watch?v=${key}`,
  ]);
  const ids = [
    "--exec-1234",
    "-oProxyComm",
    "../../../et",
    "%2e%2e%2f%2",
    "abc def ghi",
    "$(id)aaaaaa",
    "{{7*7}}aaaa",
    "';--aaaaaaa",
  ];
  const withIds = ids.flatMap((id) => [`https://www.youtube.com/watch?v=${id}`, `https://youtu.be/${id}`]);
  const vimeo = ["--exec", "1;touch", "1%0a--exec", "-1", "../1", "1/--exec", "1?h=--exec"].map(
    (id) => `https://vimeo.com/${id}`,
  );
  const rest = [
    "",
    "-",
    "--",
    "https://",
    "http:///x",
    "https://www.youtube.com",
    `${watch}&list=PL1`,
    "x".repeat(3000),
  ];
  return [...after, ...before, ...schemes, ...more, ...atHosts, ...withUsers, ...withIds, ...vimeo, ...rest].slice(
    0,
    200,
  );
}

test("S6: 200 payloads, 0 executed", async () => {
  const canary = "/tmp/metarr-canary-of-s6";
  const { folder } = await stub(
    `{ printf 'run\\n'; for arg in "$@"; do printf '%s\\n' "$arg"; done; } >> "$here/argv"
     echo '{"title":"A trailer","duration":90}'`,
  );
  const all = payloads(canary);
  expect(new Set(all).size).toBe(200);
  const { rows } = await aFilmWithTrailers(db, [{}]);
  const candidateId = rows[0]?.id ?? 0;
  for (const sourceUrl of all) {
    // As if it had come into the database some other way than by the form.
    const stored = sourceUrl.replaceAll("\0", "\u0001");
    const fresh = { failureReason: null, sourceUrl: stored, isSelected: true, cacheVideoFileId: null };
    await db.update(trailerCandidates).set(fresh).where(eq(trailerCandidates.id, candidateId));
    await testTrailer(db, { candidateId });
    await db.update(trailerCandidates).set(fresh).where(eq(trailerCandidates.id, candidateId));
    await downloadTrailer(db, { candidateId });
  }
  const runs = (await readFile(join(folder, "argv"), "utf8").catch(() => "")).split("run\n").slice(1);
  expect(runs.length).toBeGreaterThan(0);
  const home = sites.simulator.url;
  const isPage = /^\/(?:youtube\/watch\?v=[\w-]{11}|vimeo\/\d+(?:\/[0-9a-f]+)?)$/;
  const options = new Set<string>();
  for (const run of runs) {
    const args = run.trimEnd().split("\n");
    // One address, behind `--`, and written anew by Metarr.
    expect(args.indexOf("--")).toBe(args.length - 2);
    const address = args.at(-1) ?? "";
    expect(address.startsWith(home) && isPage.test(address.slice(home.length)), address).toBe(true);
    options.add(args.slice(0, -2).join("\n"));
  }
  // Whatever the payload, the options are one of two fixed lists: to look, and to download.
  expect(options.size).toBe(2);
  expect(existsSync(canary)).toBe(false);
}, 180_000);

describe("S5: an address of a video file", () => {
  const server = async (location?: string) => {
    let asked = 0;
    const made = createServer((_, response) => {
      asked += 1;
      if (location) response.writeHead(302, { location }).end();
      else response.writeHead(200, { "content-type": "video/mp4" }).end("secret of this network");
    });
    await new Promise<void>((ready) => made.listen(0, "127.0.0.1", ready));
    onTestFinished(() => new Promise<void>((done) => made.close(() => done())));
    const address: AddressInfo | string | null = made.address();
    const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return { host, asked: () => asked };
  };
  const failureOf = async (sourceUrl: string) => {
    const { rows } = await aFilmWithTrailers(db, [
      { sourceType: "user", sourceUrl, isSelected: true, selectedBy: "user" },
    ]);
    const candidateId = rows[0]?.id ?? 0;
    const tested = await testTrailer(db, { candidateId });
    const { failure } = await downloadTrailer(db, { candidateId });
    return [tested.failure?.message, failure?.message];
  };

  test.each([
    "http://127.0.0.1/a.mp4",
    "http://[::1]/a.webm",
    "http://169.254.169.254/latest/a.mp4",
    "http://2130706433/a.mkv",
    "http://0177.0.0.1/a.mp4",
    "http://[::ffff:10.0.0.1]/a.mp4",
    "http://100.64.0.1/a.mp4",
    "https://192.168.1.1/a.mp4",
  ])("inside this network is not asked: %s", async (url) => {
    for (const message of await failureOf(url)) expect(message).toMatch(/inside|private|not on the internet|network/i);
  });

  test("that redirects into this network is not followed there", async () => {
    const canary = await server();
    const given = env.TRAILER_HOSTS;
    onTestFinished(() => {
      env.TRAILER_HOSTS = given;
    });
    const targets = [
      `http://${canary.host}/a.mp4`,
      `http://localhost:${canary.host.split(":")[1]}/a.mp4`,
      "file:///etc/passwd",
    ];
    for (const target of targets) {
      const outside = await server(target);
      env.TRAILER_HOSTS = [outside.host];
      const messages = await failureOf(`http://${outside.host}/a.mp4`);
      expect(messages.every((message) => message !== undefined)).toBe(true);
      expect(outside.asked()).toBeGreaterThan(0);
    }
    expect(canary.asked()).toBe(0);
  });
});

describe("S23: a hostile video", () => {
  const media = (name: string) => join(import.meta.dirname, "../../e2e/fixtures/media", name);
  const work = join(env.DATA_DIR, "cache/videos/tmp");
  const put = async (name: string, bytes: Uint8Array | string) => {
    await mkdir(work, { recursive: true });
    await writeFile(join(work, name), bytes);
    return join(work, name);
  };
  const below = async () =>
    (await readdir(env.DATA_DIR, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());

  test("with attachments that name other files is kept whole, and nothing of it is unpacked", async () => {
    const bytes = await readFile(media("kinds/flags-chapters-attachments.mkv"));
    const text = bytes.toString("latin1");
    const name = /[\w-]{6,40}\.(?:ttf|jpg|png|otf)/.exec(text)?.[0] ?? "";
    expect(name).not.toBe("");
    const evil = "../../../../../../../../../tmp/metarr-s23".slice(0, name.length).padEnd(name.length, "x");
    const crafted = Buffer.from(text.replaceAll(name, evil), "latin1");
    const before = (await below()).length;
    const stored = await storeVideo(await put("video.mkv", crafted));
    expect(stored).toMatchObject({ format: "mkv", sizeBytes: crafted.length });
    expect((await below()).length).toBe(before + 1);
    expect(existsSync("/tmp/metarr-s23")).toBe(false);
  });

  test.each([
    ["text", Buffer.from("<html>Please sign in</html>")],
    ["nothing", Buffer.alloc(0)],
    ["random bytes", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
    [
      "an MP4 of 4 GB in its head",
      Buffer.concat([Buffer.from("ffffffff", "hex"), Buffer.from("ftypisom"), Buffer.alloc(64, 255)]),
    ],
    [
      "boxes without end",
      Buffer.concat(Array.from({ length: 2000 }, () => Buffer.from(`00000010${"6d6f6f76".repeat(3)}`, "hex"))),
    ],
  ])("that is %s under the name of one is refused, and never comes into the cache", async (_, bytes) => {
    await expect(storeVideo(await put("video.mp4", bytes))).rejects.toMatchObject({ code: "unsupported" });
  });

  test("in another container than its name says is kept as what it is", async () => {
    await mkdir(work, { recursive: true });
    await copyFile(media("vp9-1080p-opus.webm"), join(work, "video.mp4"));
    expect(await storeVideo(join(work, "video.mp4"))).toMatchObject({ format: "webm", codec: "vp9" });
    await copyFile(media("xvid-480p-mp3.avi"), join(work, "video.mp4"));
    await expect(storeVideo(join(work, "video.mp4"))).rejects.toMatchObject({ code: "unsupported" });
  });

  test.runIf(process.env.FAULTS === "1")("that its reader never comes to an end with is given up", async () => {
    await mkdir(work, { recursive: true });
    await copyFile(media("kinds/hangs.flv"), join(work, "video.mp4"));
    await expect(storeVideo(join(work, "video.mp4"))).rejects.toMatchObject({ code: "unsupported" });
  });

  test("that a page gives under the name of a trailer fails in plain words and leaves no row", async () => {
    await stub(`echo garbage > video.mp4`);
    const { movieId, rows } = await aFilmWithTrailers(db, [{ isSelected: true, selectedBy: "enrichment" }]);
    const { failure } = await downloadTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    expect(failure).toMatchObject({ reason: "download_error" });
    expect(await db.select().from(cacheVideoFiles).where(eq(cacheVideoFiles.entityId, movieId))).toEqual([]);
  });
});
