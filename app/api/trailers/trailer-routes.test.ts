import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { cacheVideoFiles, rateLimits, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aFilm, jpeg, startPictureServer } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { aTrailer, keepBytes } from "#lib/trailers/testing-rows.ts";
import { GET as getThumbnail } from "./[candidateId]/thumbnail/route.ts";
import { GET as getVideo } from "./[candidateId]/video/route.ts";

const db = await testDb();
await aBrowser(db, "admin");
const viewer = await aBrowser(db, "viewer");
const server = await startPictureServer(db);
afterAll(() => server.close());
beforeEach(() => db.delete(rateLimits));

const { movieId } = await aFilm(db);
const owner = { entityType: "movie", entityId: movieId } as const;
const candidateId = await aTrailer(db, owner);
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
const { hash, cacheFileId } = await keepBytes(db, { candidateId, bytes });

const ask = (headers: Record<string, string> = {}, { method = "GET", id = String(candidateId) } = {}) =>
  getVideo(new Request(`${origin}/api/trailers/${id}/video`, { method, headers: { ...viewer.headers, ...headers } }), {
    params: Promise.resolve({ candidateId: id }),
  });
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("the video of a trailer", () => {
  test("comes whole, as nothing but a video", async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toEqual(bytes);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "content-type": "video/mp4",
      "content-length": "300000",
      "content-disposition": `inline; filename="${hash.slice(0, 12)}.mp4"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });

  test.each([
    ["bytes=0-99", 0, 99],
    ["bytes=299990-", 299_990, 299_999],
    ["bytes=-5", 299_995, 299_999],
    ["bytes=262140-262150", 262_140, 262_150],
    ["bytes=0-", 0, 299_999],
  ])("comes in the part that is asked for: %s", async (range, first, last) => {
    const response = await ask({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${first}-${last}/300000`);
    expect(response.headers.get("content-length")).toBe(String(last - first + 1));
    expect(await bodyOf(response)).toEqual(bytes.subarray(first, last + 1));
  });

  test("has no part beyond its end", async () => {
    const response = await ask({ range: "bytes=300000-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */300000");
  });

  test("is sent whole to who has another version of a part, and not at all to who has it", async () => {
    const etag = (await ask({}, { method: "HEAD" })).headers.get("etag") ?? "";
    expect((await ask({ range: "bytes=0-9", "if-range": etag })).status).toBe(206);
    expect((await ask({ range: "bytes=0-9", "if-range": '"another"' })).status).toBe(200);
    expect((await ask({ range: "bytes=0-9", "if-range": `W/${etag}` })).status).toBe(200);
    expect((await ask({ "if-none-match": etag })).status).toBe(304);
  });

  test("says how large it is without its bytes", async () => {
    const response = await ask({ range: "bytes=0-9" }, { method: "HEAD" });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-length")).toBe("10");
    expect(response.body).toBeNull();
  });

  test("may be given up in the middle", async () => {
    const reader = (await ask()).body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBe(256 * 1024);
    await reader?.cancel();
    await (await ask()).body?.cancel();
    expect((await ask()).status).toBe(200);
  });

  test("S3: needs a person and a true number", async () => {
    const statuses = await Promise.all([
      getVideo(new Request(`${origin}/api/trailers/1/video`, { headers: anonymous }), {
        params: Promise.resolve({ candidateId: String(candidateId) }),
      }),
      ask({}, { id: "999999" }),
      ask({}, { id: "../../metarr.sqlite" }),
      ask({}, { id: "0" }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 404, 400, 400]);
  });

  test("that is not downloaded is not found", async () => {
    const other = await aTrailer(db, owner, { sourceUrl: "https://vimeo.com/1" });
    expect((await ask({}, { id: String(other) })).status).toBe(404);
  });

  test("S7: is never a file of another place or kind, whatever its row says", async () => {
    const place = (filePath: string) =>
      db.update(cacheVideoFiles).set({ filePath }).where(eq(cacheVideoFiles.id, cacheFileId));
    const secret = join(env.DATA_DIR, "secret.mp4");
    writeFileSync(secret, "secret");
    mkdirSync(join(env.DATA_DIR, "cache/videos/folder.mp4"), { recursive: true });
    symlinkSync(secret, join(env.DATA_DIR, "cache/videos/link.mp4"));
    const places = [
      "secret.mp4",
      "cache/videos/../../secret.mp4",
      secret,
      "/etc/passwd",
      "cache/videos/link.mp4",
      "cache/videos/folder.mp4",
      "cache/videos/aa/gone.mp4",
      "cache/videos/secret.sqlite",
    ];
    const statuses: number[] = [];
    for (const filePath of places) {
      await place(filePath);
      const response = await ask();
      statuses.push(response.status);
      expect(await response.text()).not.toBe("secret");
    }
    expect(statuses.every((status) => status >= 400)).toBe(true);
    rmSync(secret);
  });
});

describe("the picture of a trailer", () => {
  const see = (id: number, headers: Record<string, string> = viewer.headers) =>
    getThumbnail(new Request(`${origin}/api/trailers/${id}/thumbnail`, { headers }), {
      params: Promise.resolve({ candidateId: String(id) }),
    });

  test("is fetched by the server, once", async () => {
    server.files.set("/still.jpg", await jpeg(7));
    const id = await aTrailer(db, owner, {
      sourceUrl: "https://vimeo.com/2",
      thumbnailUrl: "https://image.tmdb.org/t/p/original/still.jpg",
    });
    const [first, second] = [await see(id), await see(id)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.headers.get("content-type")).toBe("image/jpeg");
    expect(server.asked.filter((path) => path === "/still.jpg")).toHaveLength(1);
  });

  test("S5: is not fetched from inside this network or another kind of address", async () => {
    const statuses: number[] = [];
    for (const thumbnailUrl of ["http://127.0.0.1:8080/x.jpg", "http://169.254.169.254/x", "file:///etc/passwd"]) {
      await db.update(trailerCandidates).set({ thumbnailUrl }).where(eq(trailerCandidates.id, candidateId));
      statuses.push((await see(candidateId)).status);
    }
    expect(statuses).toEqual([400, 400, 404]);
    expect((await see(candidateId, anonymous)).status).toBe(401);
  });
});
