import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { assetCandidates, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { cacheImage } from "#lib/artwork/cache.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { assetPath } from "#lib/artwork/store.ts";
import { aFilm, anOffer, drawing, jpeg, startPictureServer } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { GET as getPicture } from "./[hash]/route.ts";
import { GET as getCandidate } from "./candidate/[candidateId]/route.ts";
import { POST as postUpload } from "./upload/route.ts";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const db = await testDb();
await aBrowser(db, "admin");
const viewer = await aBrowser(db, "viewer");
const editor = await aBrowser(db, "editor");
const server = await startPictureServer(db);
afterAll(() => server.close());
beforeEach(() => db.delete(rateLimits));

const film = await aFilm(db);
const bytes = await drawing(1, { width: 500, height: 750 }).jpeg().toBuffer();
const source = { sourceType: "user", sourceUrl: null, providerName: null } as const;
const owner = { entityType: "movie", entityId: film.movieId } as const;
const { image } = await cacheImage(db, { ...owner, imageType: "poster", bytes, name: "poster", source });

const ask = (hash: string, query = "", headers: Record<string, string> = viewer.headers) =>
  getPicture(new Request(`${origin}/api/artwork/${hash}${query}`, { headers }), { params: Promise.resolve({ hash }) });

describe("a cached picture", () => {
  test("is served for ever, as nothing but a picture", async () => {
    const response = await ask(image.sha256);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
  });

  test.each([
    ["?w=150", 150],
    ["?w=600", 500],
    ["?w=1200", 500],
  ])("is served small: %s", async (query, width) => {
    const response = await ask(image.sha256, query);
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ format: "webp", width });
  });

  test("is not sent twice", async () => {
    const etag = (await ask(image.sha256, "?w=300")).headers.get("etag") ?? "";
    const again = await ask(image.sha256, "?w=300", { ...viewer.headers, "if-none-match": etag });
    expect(again.status).toBe(304);
    expect(again.headers.get("cache-control")).toContain("immutable");
  });

  test("S3: needs a person, a true hash and a known width", async () => {
    const statuses = await Promise.all([
      ask(image.sha256, "", anonymous),
      ask("f".repeat(64)),
      ask("../../metarr.sqlite"),
      ask(`${image.sha256}.jpg`),
      ask(image.sha256, "?w=151"),
      ask(image.sha256, "?w=abc"),
    ]);
    expect(statuses.map((response) => response.status)).toEqual([401, 404, 400, 400, 400, 400]);
  });

  test("whose file is gone is not found", async () => {
    await rm(join(env.DATA_DIR, assetPath(image.sha256, "jpg")));
    expect((await ask(image.sha256)).status).toBe(404);
    await writeFile(join(env.DATA_DIR, assetPath(image.sha256, "jpg")), bytes);
  });
});

describe("a candidate", () => {
  const askCandidate = (candidateId: number | string, headers: Record<string, string> = viewer.headers) =>
    getCandidate(new Request(`${origin}/api/artwork/candidate/${candidateId}`, { headers }), {
      params: Promise.resolve({ candidateId: String(candidateId) }),
    });
  const offer = async (path: string) => {
    const { movieId } = await aFilm(db);
    const params = { entityType: "movie", entityId: movieId, provider: "tmdb", candidates: [anOffer(path)] } as const;
    await transaction(db, (tx) => saveCandidates(tx, params));
    const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId));
    return row?.id ?? 0;
  };

  test("is fetched small by the server, once", async () => {
    server.files.set("/small.jpg", await jpeg(2));
    const candidateId = await offer("/small.jpg");
    server.asked.length = 0;
    const [one, other] = await Promise.all([askCandidate(candidateId), askCandidate(candidateId)]);
    expect([one.status, other.status, (await askCandidate(candidateId)).status]).toEqual([200, 200, 200]);
    expect(one.headers.get("content-type")).toBe("image/jpeg");
    expect(server.asked).toEqual(["/small.jpg"]);
  });

  test("that is no picture is refused, and not kept", async () => {
    server.files.set("/evil.jpg", Buffer.from("<html><script>alert(1)</script></html>"));
    const candidateId = await offer("/evil.jpg");
    expect((await askCandidate(candidateId)).status).toBe(415);
    server.files.set("/evil.jpg", await jpeg(3));
    expect((await askCandidate(candidateId)).status).toBe(200);
  });

  test("S5: at an address inside this network is not asked for", async () => {
    const candidateId = await offer("/x.jpg");
    server.asked.length = 0;
    for (const url of ["http://127.0.0.1:1/x.jpg", "http://169.254.169.254/latest", "http://[::1]/x.jpg"]) {
      await db.update(assetCandidates).set({ url }).where(eq(assetCandidates.id, candidateId));
      expect((await askCandidate(candidateId)).status).toBeGreaterThanOrEqual(400);
    }
    expect(server.asked).toEqual([]);
  });

  test("is fetched whole for those who choose, once", async () => {
    server.files.set("/whole.jpg", await jpeg(4));
    const candidateId = await offer("/whole.jpg");
    const whole = (headers: Record<string, string>) =>
      getCandidate(new Request(`${origin}/api/artwork/candidate/${candidateId}?size=full`, { headers }), {
        params: Promise.resolve({ candidateId: String(candidateId) }),
      });
    server.asked.length = 0;
    expect([(await whole(editor.headers)).status, (await whole(editor.headers)).status]).toEqual([200, 200]);
    expect(server.asked).toEqual(["/whole.jpg"]);
    // Who may only look gets the small one.
    await whole(viewer.headers);
    await askCandidate(candidateId);
    expect(server.asked).toEqual(["/whole.jpg", "/whole.jpg"]);
  });

  test("S3: needs a person and a number", async () => {
    const answers = await Promise.all([askCandidate(1, anonymous), askCandidate("1x"), askCandidate(99_999)]);
    expect(answers.map((response) => response.status)).toEqual([401, 400, 404]);
  });
});

describe("an upload", () => {
  const upload = (
    body: Uint8Array<ArrayBuffer> | string,
    query: Record<string, string> = {},
    headers: Record<string, string> = editor.headers,
  ) => {
    const address = new URLSearchParams({ ...ofFilm, type: "poster", ...query });
    const asked = { ...headers, origin, "content-type": "application/octet-stream" };
    return postUpload(
      new Request(`${origin}/api/artwork/upload?${address}`, { method: "POST", headers: asked, body }),
      {
        params: Promise.resolve({}),
      },
    );
  };
  const ofFilm = { entityType: "movie", entityId: String(film.movieId) };

  test("is a candidate that is chosen", async () => {
    const answer = await upload(new Uint8Array(await jpeg(5)));
    expect(answer.status).toBe(200);
    const { candidateId } = z.object({ candidateId: z.int() }).parse(await answer.json());
    const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.id, candidateId));
    expect(row).toMatchObject({ provider: "user", isSelected: true, userLocked: true });
  });

  test.each([
    ["a drawing", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`],
    ["a drawing behind a declaration", `<?xml version="1.0"?><!DOCTYPE svg><svg onload="alert(1)"/>`],
    ["a web page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing that begins like a picture of another kind", `GIF89a<svg onload="alert(1)"/>`],
  ])("S10: %s is refused, and nothing of it is kept", async (_, body) => {
    const before = await db.$count(assetCandidates);
    expect((await upload(body)).status).toBe(415);
    expect(await db.$count(assetCandidates)).toBe(before);
  });

  test("S10: bytes that go on as a script after a true beginning are served as nothing but a picture", async () => {
    const evil = Buffer.concat([await jpeg(6), Buffer.from("<script>alert(1)</script>")]);
    const other = {
      ...owner,
      imageType: "poster",
      bytes: evil,
      name: `"><script>alert(1)</script>.jpg`,
      source,
    } as const;
    const kept = await cacheImage(db, other).catch(() => undefined);
    const answer = await ask(kept?.image.sha256 ?? image.sha256);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": expect.stringMatching(/^inline; filename="[0-9a-f]{12}\.jpg"$/),
    });
  });

  test("S3: needs an editor, and an owner that has such pictures", async () => {
    const bytes = new Uint8Array(await jpeg(7));
    const answers = await Promise.all([
      upload(bytes, {}, anonymous),
      upload(bytes, {}, viewer.headers),
      upload(bytes, { type: "characterart" }),
      upload(bytes, { entityType: "actor" }),
      upload(bytes, { entityId: "1e3" }),
      upload(bytes, { entityType: "season", entityId: "99999" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 400, 400, 404, 404]);
  });
});
