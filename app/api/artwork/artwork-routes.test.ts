import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
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

const db = await testDb();
await aBrowser(db, "admin");
const viewer = await aBrowser(db, "viewer");
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

  test("S3: needs a person and a number", async () => {
    const answers = await Promise.all([askCandidate(1, anonymous), askCandidate("1x"), askCandidate(99_999)]);
    expect(answers.map((response) => response.status)).toEqual([401, 400, 404]);
  });
});
