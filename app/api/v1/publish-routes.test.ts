import { join } from "node:path";
import { expect, test } from "vitest";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { testDb } from "#db/testing.ts";
import { createApiKey } from "#lib/access/api-keys.ts";
import { asCurrent } from "#lib/access/testing.ts";
import { getJob } from "#lib/jobs/queries.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { aPublishableShow } from "#lib/publish/testing-show.ts";
import { GET as getFilmPlan, POST as publishFilm } from "./movies/[movieId]/publish/route.ts";
import { GET as getShowPlan, POST as publishShow } from "./series/[seriesId]/publish/route.ts";

const db = await testDb();
removeFolders();
await aBrowser(db, "admin");
const { user } = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");
const withKey = (key: string) => ({ host: "localhost:3000", "x-api-key": key });
const editorKey = withKey((await createApiKey(db, asCurrent(user), { name: "script", role: "editor" })).key);
const viewerKey = withKey((await createApiKey(db, asCurrent(user), { name: "wall", role: "viewer" })).key);

const film = await aPublishableFilm(db);
const movieId = String(film.movieId);
const url = `${origin}/api/v1/movies/${movieId}/publish`;
const ask = (headers: Record<string, string>, id = movieId) =>
  getFilmPlan(new Request(url, { headers }), { params: Promise.resolve({ movieId: id }) });
const publish = (headers: Record<string, string>, body?: string) =>
  publishFilm(new Request(url, { method: "POST", headers, ...(body === undefined ? {} : { body }) }), {
    params: Promise.resolve({ movieId }),
  });

test("the plan of a film is told step by step, and nothing is written", async () => {
  const plan = await (await ask(editorKey)).json();
  expect(plan).toMatchObject({ isChanged: true, rename: [], recycle: [], conflicts: [], problems: [] });
  expect(plan.write).toContainEqual({
    path: join(film.folder, "Heat (1995).nfo"),
    kind: "nfo",
    reason: expect.any(String),
    sizeBytes: expect.any(Number),
  });
  expect(await (await ask(editorKey)).json()).toEqual(plan);
});

test("S3: a plan has paths, so that it takes a person or key who may edit; an unknown film is not found", async () => {
  const answers = await Promise.all([
    ask(anonymous),
    ask(viewer.headers),
    ask(viewerKey),
    ask(editorKey, "999999"),
    ask(editorKey, "x"),
    publish(viewerKey),
    publish(editorKey, "{"),
    publish(editorKey, '{"only":[]}'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 404, 400, 403, 400, 400]);
  for (const answer of answers) expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("publishing becomes a job, of the whole or a part", async () => {
  const nfo = join(film.folder, "Heat (1995).nfo");
  const part = await publish(editorKey, JSON.stringify({ only: [nfo] }));
  expect(part.status).toBe(202);
  const { jobId } = await part.json();
  expect(await getJob(db, jobId)).toMatchObject({
    type: "movie.publish",
    payload: { only: [nfo] },
    createdBy: user.id,
  });
  const whole = await (await publish(editorKey)).json();
  expect(await getJob(db, whole.jobId)).toMatchObject({ payload: { movieId: film.movieId } });
  expect(await publishMovie(db, { movieId: film.movieId, only: new Set([nfo]) })).toMatchObject({
    nfoWritten: 1,
    artworkWritten: 0,
  });
});

test("a path where nothing of the film can be published is refused by name", async () => {
  for (const path of ["/etc/passwd", "Heat (1995).nfo", `${film.folder}/../../etc/passwd`]) {
    const answer = await publish(editorKey, JSON.stringify({ only: [join(film.folder, "Heat (1995).nfo"), path] }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ field: "only", message: expect.stringContaining(`at ${path}.`) });
  }
});

test("series have the same", async () => {
  const { seriesId } = await aPublishableShow(db);
  const request = (method: string) =>
    new Request(`${origin}/api/v1/series/${seriesId}/publish`, { method, headers: editorKey });
  const context = { params: Promise.resolve({ seriesId: String(seriesId) }) };
  const plan = await (await getShowPlan(request("GET"), context)).json();
  expect(plan.write.map(({ kind }: { kind: string }) => kind)).toContain("season.1.poster");
  expect((await publishShow(request("POST"), context)).status).toBe(202);
});
