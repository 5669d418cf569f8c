import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { jobs, movies, rateLimits, series, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aFilm } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { aShow } from "#lib/series/testing.ts";
import { maxTrailerBytes } from "#lib/trailers/vocabulary.ts";
import { POST as postFilm } from "../movies/[movieId]/trailers/route.ts";
import { POST as postSeries } from "../series/[seriesId]/trailers/route.ts";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

const db = await testDb();
await aBrowser(db, "admin");
const editor = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");
beforeEach(() => db.delete(rateLimits));

const video = readFileSync(join(import.meta.dirname, "../../../e2e/fixtures/media/h264-scope-aac.mp4"));
const { movieId } = await aFilm(db);

type Sent = { query?: string; headers?: Record<string, string>; id?: number; body?: BodyInit };
function send({ query = "", headers = editor.headers, id = movieId, body = new Uint8Array(video) }: Sent = {}) {
  // Node wants it for a body that is a stream; the types of browsers do not know it.
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  const request = new Request(`${origin}/api/movies/${id}/trailers${query}`, init);
  return postFilm(request, { params: Promise.resolve({ movieId: String(id) }) });
}

describe("uploading a trailer", () => {
  test("chooses it, locks, and leaves the rest to the worker", async () => {
    const answer = await send({ query: "?name=My%20trailer.mp4" });
    expect(answer.status).toBe(200);
    const { candidateId }: { candidateId: number } = await answer.json();
    const [row] = await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
    expect(row).toMatchObject({ title: "My trailer.mp4", sourceType: "upload", isSelected: true, selectedBy: "user" });
    expect((await db.select().from(movies).where(eq(movies.id, movieId)))[0]?.trailerLocked).toBe(true);
    expect((await db.select({ type: jobs.type }).from(jobs)).map(({ type }) => type)).toContain("trailer.download");
  });

  test("works for a series", async () => {
    const { seriesId } = await aShow(db);
    const request = { method: "POST", headers: editor.headers, body: new Uint8Array(video) };
    const answer = await postSeries(new Request(`${origin}/api/series/${seriesId}/trailers`, request), {
      params: Promise.resolve({ seriesId: String(seriesId) }),
    });
    expect(answer.status).toBe(200);
    expect((await db.select().from(series).where(eq(series.id, seriesId)))[0]?.trailerLocked).toBe(true);
  });

  test("S7: takes its name for nothing but a text", async () => {
    for (const name of [
      "../../../etc/cron.d/x.mp4",
      "/etc/passwd",
      "a\0b\u202e4pm.mp4",
      "..",
      "C:\\x.mp4",
      "a".repeat(900),
    ]) {
      expect((await send({ query: `?name=${encodeURIComponent(name)}` })).status).toBe(200);
    }
    const names = readdirSync(join(env.DATA_DIR, "cache/uploads"));
    expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
    const rows = await db.select({ title: trailerCandidates.title }).from(trailerCandidates);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(rows.every(({ title }) => title === null || !/[\u0000-\u001f\u202e]/.test(title))).toBe(true);
  });

  test("S21: refuses a declared size above 500 MB before it reads anything", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await send({ headers: { ...editor.headers, "content-length": String(maxTrailerBytes + 1) }, body });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("500 MB");
    expect(pulled).toBe(0);
  });

  test("is for editors, for films that are there, and for videos", async () => {
    expect((await send({ headers: anonymous })).status).toBe(401);
    expect((await send({ headers: viewer.headers })).status).toBe(403);
    expect((await send({ id: 999_999 })).status).toBe(404);
    expect((await send({ body: "<!doctype html><script>alert(1)</script>".padEnd(100) })).status).toBe(415);
    expect((await send({ body: "" })).status).toBe(400);
  });
});
