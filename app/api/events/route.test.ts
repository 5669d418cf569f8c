import { beforeAll, expect, test } from "vitest";
import { aBrowser, origin, paramsOf } from "#app/_server/testing.ts";
import type { Db } from "#db/client.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { GET } from "./route.ts";

let db: Db;
let viewer: Awaited<ReturnType<typeof aBrowser>>;
beforeAll(async () => {
  db = await testDb();
  await aBrowser(db, "admin");
  viewer = await aBrowser(db, "viewer");
});

const ask = (headers: Record<string, string> = viewer.headers, signal?: AbortSignal) =>
  GET(new Request(`${origin}/api/events`, { headers, ...(signal ? { signal } : {}) }), paramsOf("/api/events"));

/** The data of `jobs` events, as they come. */
async function* eventsOf(response: Response) {
  if (!response.body) throw new Error("The answer has no body.");
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n")) {
      const event = text.slice(0, at);
      text = text.slice(at + 2);
      if (event.startsWith("event: jobs")) yield JSON.parse(event.slice(event.indexOf("data: ") + 6));
    }
  }
}

test("an open page hears of a new job within 2 seconds", async () => {
  const events = eventsOf(await ask());
  expect((await events.next()).value).toMatchObject({ running: [], counts: { pending: 0 }, needsReview: 0 });
  const startedAt = performance.now();
  await transaction(db, (tx) => enqueue(tx, "jobs.purge", {}));
  for await (const { counts } of events) if (counts.pending === 1) break;
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("S22: another site gets nothing, and one person at most ten streams", async () => {
  const foreign = await ask({ ...viewer.headers, origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
  expect((await ask({ ...viewer.headers, origin: "", "sec-fetch-site": "cross-site" })).status).toBe(403);

  const streams = Array.from({ length: 10 }, () => new AbortController());
  for (const { signal } of streams) expect((await ask(viewer.headers, signal)).status).toBe(200);
  expect((await ask()).status).toBe(429);
  for (const stream of streams) stream.abort();
  const last = await ask();
  expect(last.status).toBe(200);
  await last.body?.cancel();
});
