import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aBrowser, anonymous, origin } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import { publishAll, publishChosen } from "#app/(library)/publish-actions.ts";
import { readSides } from "#app/(library)/review/outside/actions.ts";
import { GET as listOutside } from "#app/(library)/review/outside/list/route.ts";
import { savePublishing } from "#app/(settings)/settings/libraries/actions.ts";
import { testDb } from "#db/testing.ts";
import { createApiKey } from "#lib/access/api-keys.ts";
import { asCurrent } from "#lib/access/testing.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { getJob } from "#lib/jobs/queries.ts";
import { listConflicts } from "#lib/publish/list-conflicts.ts";
import { toPublishingInput } from "#lib/publish/publishing-input.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { GET, POST } from "./route.ts";

const db = await testDb();
removeFolders();
const admin = await aBrowser(db, "admin");
const editor = await aBrowser(db, "editor");
const viewer = await aBrowser(db, "viewer");
const film = await aPublishableFilm(db);
const { movieId, libraryId } = film;

const keyOf = async (role: "editor" | "viewer") => {
  const { key } = await createApiKey(db, asCurrent(editor.user), { name: role, role });
  return { host: "localhost:3000", "x-api-key": key };
};
const [editorKey, viewerKey] = [await keyOf("editor"), await keyOf("viewer")];

const none = { params: Promise.resolve({}) };
const ask = (query: string, headers: Record<string, string> = editor.headers) =>
  GET(new Request(`${origin}/api/v1/publish?${query}`, { headers }), none);

test("plans come page by page or by name, for those who may edit", async () => {
  expect(await (await ask(`library=${libraryId}&after=0`)).json()).toMatchObject({
    items: [{ title: "Heat", failure: null }],
    next: null,
  });
  expect(await (await ask(`type=movie&ids=${movieId}`)).json()).toMatchObject({ looked: 1 });
  const refused = await Promise.all([
    ask(`library=${libraryId}&after=0`, anonymous),
    ask(`library=${libraryId}&after=0`, viewer.headers),
    ask("library=x&after=0"),
    ask("type=movie&ids=1,x"),
    ask(`type=movie&ids=${Array.from({ length: 21 }, (_, index) => index + 1).join()}`),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([401, 403, 400, 400, 400]);
});

test("a library or chosen films are published by those who may edit", async () => {
  setRequestHeaders(viewer.headers);
  const forbidden = { ok: false, error: { code: "forbidden" } };
  const chosen = { entityType: "movie" as const, entityIds: [movieId, 999_999] };
  expect(await publishAll({ libraryId })).toMatchObject(forbidden);
  expect(await publishChosen(chosen)).toMatchObject(forbidden);
  setRequestHeaders(editor.headers);
  const asked = await publishAll({ libraryId });
  if (!asked.ok) throw new Error(asked.error.message);
  expect(await getJob(db, asked.data.jobId)).toMatchObject({ type: "library.publish", entityId: libraryId });
  expect(await publishAll({ libraryId: 999_999 })).toMatchObject({ ok: false, error: { code: "not_found" } });
  expect(await publishChosen(chosen)).toEqual({ ok: true, data: { jobs: 1 } });
});

test("a program has a library or chosen films published with its key", async () => {
  const post = (headers: Record<string, string>, body: unknown) =>
    POST(
      new Request(`${origin}/api/v1/publish`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      none,
    );
  const whole = await post(editorKey, { library: libraryId });
  expect(whole.status).toBe(202);
  const { jobId } = await whole.json();
  expect(await getJob(db, jobId)).toMatchObject({ type: "library.publish", createdBy: editor.user.id });
  const chosen = await post(editorKey, { type: "movie", ids: [movieId, 999_999] });
  expect(await chosen.json()).toEqual({ jobs: 0 });
  const refused = [
    post(anonymous, { library: libraryId }),
    post(viewerKey, { library: libraryId }),
    post(editorKey, { library: 999_999 }),
    post(editorKey, { library: "1" }),
    post(editorKey, { type: "movie", ids: [] }),
  ];
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([401, 403, 404, 400, 400]);
});

test("only an administrator says what a library publishes, and both sides of a change are for those who may edit", async () => {
  const input = { libraryId, ...toPublishingInput("kodi", {}), artworkPolicy: "ask" as const };
  setRequestHeaders(editor.headers);
  expect(await savePublishing(input)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  setRequestHeaders(admin.headers);
  expect(await savePublishing({ ...input, names: { "film.poster": "../x" } })).toMatchObject({
    ok: false,
    error: { code: "invalid" },
  });
  expect(await savePublishing(input)).toMatchObject({ ok: true });

  await publishMovie(db, { movieId });
  await writeFile(join(film.folder, "Heat (1995)-poster.jpg"), await jpeg(92, posterSize));
  await publishMovie(db, { movieId });
  const [conflict] = await listConflicts(db, { limit: 10 });
  const conflictId = conflict?.conflictId ?? 0;
  const list = (headers: Record<string, string>) =>
    listOutside(new Request(`${origin}/review/outside/list?after=0`, { headers }), none);
  setRequestHeaders(viewer.headers);
  expect(await readSides({ conflictId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect((await list(viewer.headers)).status).toBe(403);
  setRequestHeaders(editor.headers);
  expect(await readSides({ conflictId })).toMatchObject({
    ok: true,
    data: { kind: "picture", label: "Poster", mayTake: true, ours: { width: posterSize.width } },
  });
  expect(await readSides({ conflictId: 999_999 })).toMatchObject({ ok: false, error: { code: "not_found" } });
  expect(await (await list(editor.headers)).json()).toMatchObject({
    conflicts: [{ title: "Heat", label: "Poster", libraryName: expect.any(String) }],
    hasMore: false,
  });
});
