import { rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import { decideAboutFile, publishNow } from "#app/(library)/publish-actions.ts";
import { testDb } from "#db/testing.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { getJob } from "#lib/jobs/queries.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { GET } from "./route.ts";

const db = await testDb();
removeFolders();
await aBrowser(db, "admin");
const editor = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");

const film = await aPublishableFilm(db, { library: { publishing: { artworkPolicy: "ask" } } });
const { movieId } = film;
const unit = { entityType: "movie", entityId: movieId } as const;
const poster = join(film.folder, "Heat (1995)-poster.jpg");
const fanart = join(film.folder, "Heat (1995)-fanart.jpg");
await publishMovie(db, { movieId });

const ask = (path: string, headers: Record<string, string> = editor.headers, entityId = movieId) => {
  const query = new URLSearchParams({ entityType: "movie", entityId: String(entityId), path });
  return GET(new Request(`${origin}/api/publish/outside?${query}`, { headers }), { params: Promise.resolve({}) });
};

test("a picture that was replaced outside is shown small, and kept by nobody", async () => {
  expect((await ask(poster)).status).toBe(404);
  await writeFile(poster, await jpeg(90, posterSize));
  const response = await ask(poster);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  expect(await sharp(await response.arrayBuffer()).metadata()).toMatchObject({ format: "webp" });
  await publishMovie(db, { movieId });
  expect((await ask(poster)).status).toBe(200);
});

test("S7: no other file is, whoever asks, nor what is no picture", async () => {
  const statuses = await Promise.all([
    ask(poster, anonymous),
    ask(poster, viewer.headers),
    ask(fanart),
    ask(film.filePath),
    ask("/etc/passwd"),
    ask(`${film.folder}/../${film.folder.split("/").at(-1)}/Heat (1995)-poster.jpg`),
    ask(poster, editor.headers, 999_999),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([401, 403, 404, 404, 404, 404, 404]);
  const kept = `${poster}.kept`;
  await rename(poster, kept);
  await writeFile(poster, "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
  expect((await ask(poster)).status).toBe(415);
  await writeFile(join(film.root, "secret.jpg"), await jpeg(91, posterSize));
  await rename(poster, `${poster}.svg`);
  await symlink(join(film.root, "secret.jpg"), poster);
  expect((await ask(poster)).headers.get("content-type")).toContain("problem");
  await rename(kept, poster);
});

test("a person who may edit decides about it, about nothing else, and nobody else does", async () => {
  const decide = (path: string) => decideAboutFile({ unit, path, decision: "replace" });
  setRequestHeaders(viewer.headers);
  expect(await decide(poster)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await publishNow({ unit })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  setRequestHeaders(editor.headers);
  expect(await decide("/etc/passwd")).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await decide(film.filePath)).toMatchObject({ ok: false, error: { code: "conflict" } });
  const done = await decide(poster);
  expect(done).toMatchObject({ ok: true });
  await publishMovie(db, { movieId });
  expect((await ask(poster)).status).toBe(404);
});

test("a part of a plan is asked for by its paths", async () => {
  const asked = await publishNow({ unit, only: [poster, "/etc/passwd"] });
  if (!asked.ok) throw new Error(asked.error.message);
  expect(await getJob(db, asked.data.jobId)).toMatchObject({
    type: "movie.publish",
    payload: { movieId, only: [poster, "/etc/passwd"] },
  });
  expect(await publishMovie(db, { movieId, only: new Set(["/etc/passwd"]) })).toMatchObject({ isChanged: false });
  expect(await publishNow({ unit: { entityType: "series", entityId: 999_999 } })).toMatchObject({
    ok: false,
    error: { code: "not_found" },
  });
});
