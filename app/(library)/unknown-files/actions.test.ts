import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { jobs, movies, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Role } from "#lib/access/vocabulary.ts";
import type { AssignWay } from "#lib/libraries/unknown-files-vocabulary.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { ownerInShow, pictureOf, readDraft } from "./_components/assign-draft.ts";
import { placesSchema } from "./_components/show-places.ts";
import { suggestPatterns } from "./_components/suggest-patterns.ts";
import { groupByFolder, toUnknownPage, unknownPageSchema } from "./_components/unknown-file.ts";
import { readUnknownParams } from "./_components/unknown-params.ts";
import { assign, guess, ignore, recycleFiles, unassign, undoRecycling } from "./actions.ts";
import { GET } from "./files/route.ts";
import { GET as getPlaces } from "./places/route.ts";
import { getUnknownFiles } from "./queries.ts";

let db: Db;
let movieId: number;
const people: Partial<Record<Role, Record<string, string>>> = {};
const as = (role: Role) => setRequestHeaders(people[role] ?? {});

beforeAll(async () => {
  db = await testDb();
  for (const role of ["admin", "editor", "viewer"] as const) people[role] = (await aBrowser(db, role)).headers;
  movieId = await aMovie(db, { title: "Heat" });
});

async function aFile(name: string, kind: string, at?: { libraryId: number; folder: string }): Promise<number> {
  const [film] = await db.select({ libraryId: movies.libraryId }).from(movies);
  const [row] = await db
    .insert(unknownFiles)
    .values({
      libraryId: at?.libraryId ?? film?.libraryId ?? 0,
      path: `${at?.folder ?? "/films"}/${name}`,
      kind,
      sizeBytes: 4,
      modifiedMs: 0,
      reason: "Odd.",
    })
    .returning({ unknownFileId: unknownFiles.id });
  return row?.unknownFileId ?? 0;
}
const done = { ok: true };

test("an editor assigns, takes back and ignores; a viewer sees nothing of it", async () => {
  const unknownFileId = await aFile("a/teaser.mkv", "video");
  as("editor");
  expect(await guess({ unknownFileId })).toMatchObject({
    ok: true,
    data: { as: "trailer", ways: ["trailer", "extra"] },
  });
  expect(
    await assign({ unknownFileId, owner: { entityType: "movie", entityId: movieId }, as: "trailer" }),
  ).toMatchObject({ ok: true, data: { title: "Heat" } });
  expect(await unassign({ unknownFileId })).toMatchObject(done);
  expect(await ignore({ unknownFileIds: [unknownFileId], isIgnored: true })).toMatchObject({ data: { files: 1 } });
  as("viewer");
  expect(await guess({ unknownFileId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("a file of a series is assigned to an episode that the page offers to editors alone", async () => {
  const { seriesId, libraryId, directoryPath, episodeIds } = await aShow(db, {
    series: { title: "Dark" },
    episodes: [{ season: 1, number: 2 }],
  });
  const unknownFileId = await aFile("words of S01E02.srt", "subtitle", { libraryId, folder: directoryPath });
  const [episodeId = 0] = episodeIds;
  as("editor");
  const shown = { shows: [{ seriesId, title: "Dark" }], place: { seasonNumber: 1, episodeId } };
  expect(await guess({ unknownFileId })).toMatchObject({
    ok: true,
    data: { as: "subtitle", libraryType: "tv", ...shown },
  });
  const ask = async (role: Role, query: string) =>
    getPlaces(new Request(`http://localhost:3000/unknown-files/places?${query}`, { headers: people[role] ?? {} }), {
      params: Promise.resolve({}),
    });
  const query = `series=${seriesId}&season=1`;
  expect((await ask("viewer", query)).status).toBe(403);
  expect((await ask("editor", "series=none")).status).toBe(400);
  const places = placesSchema.parse(await (await ask("editor", query)).json());
  const owner = ownerInShow({ as: "subtitle", seriesId, place: shown.place, places });
  expect(owner).toEqual({ entityType: "episode", entityId: episodeId });
  const input = { unknownFileId, owner: owner ?? { entityType: "series", entityId: 0 }, language: "de" } as const;
  as("viewer");
  expect(await assign({ ...input, as: "subtitle", isForced: false })).toMatchObject({ error: { code: "forbidden" } });
  as("editor");
  expect(await assign({ ...input, as: "subtitle", isForced: false })).toMatchObject({ data: { title: "Dark S01E02" } });
  expect(await unassign({ unknownFileId })).toMatchObject(done);
});

test("whose a file is follows from what it is and what is chosen", () => {
  const places = {
    seasons: [{ seasonId: 5, seasonNumber: 1 }],
    episodes: [{ episodeId: 7, episodeNumber: 2, title: null }],
  };
  const owner = (as: AssignWay, seasonNumber: number | null, episodeId: number | null) => {
    const found = ownerInShow({ as, seriesId: 3, place: { seasonNumber, episodeId }, places });
    return found && `${found.entityType} ${found.entityId}`;
  };
  expect(owner("trailer", 1, 7)).toBe("series 3");
  expect([owner("artwork", null, null), owner("artwork", 1, null), owner("artwork", 1, 7)]).toEqual([
    "series 3",
    "season 5",
    "episode 7",
  ]);
  expect([owner("subtitle", 1, null), owner("subtitle", 1, 8), owner("artwork", 9, null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([pictureOf("episode", "poster"), pictureOf("season", "banner"), pictureOf("series", "discart")]).toEqual([
    "thumb",
    "banner",
    "poster",
  ]);
});

test("only an administrator has files moved from the disk, and takes that back", async () => {
  const unknownFileIds = [await aFile("b/notes.txt", "other")];
  as("editor");
  expect(await recycleFiles({ unknownFileIds })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await db.select().from(jobs)).toEqual([]);
  as("admin");
  const asked = await recycleFiles({ unknownFileIds });
  expect(asked).toMatchObject({ ok: true, data: { files: 1 } });
  expect((await db.select().from(jobs)).map((job) => job.type)).toEqual(["unknown.recycle"]);
  const jobId = asked.ok ? asked.data.jobId : 0;
  expect(await undoRecycling({ jobId })).toMatchObject({ ok: true, data: { files: 0 } });
});

test("the next page has the filters of the first, and nothing for viewers", async () => {
  for (const name of ["c/1.jpg", "c/2.jpg", "d/3.txt"]) await aFile(name, name.endsWith("jpg") ? "image" : "other");
  const ask = (role: Role) =>
    GET(
      new Request("http://localhost:3000/unknown-files/files?kind=image&after=/films/c/1.jpg", {
        headers: people[role] ?? {},
      }),
      { params: Promise.resolve({}) },
    );
  expect((await ask("viewer")).status).toBe(403);
  const { files } = unknownPageSchema.parse(await (await ask("editor")).json());
  expect(files.map((file) => file.path)).toEqual(["/films/c/2.jpg"]);
});

test("pages hold what fits, and files stand by their folders", () => {
  const row = {
    unknownFileId: 1,
    libraryId: 1,
    libraryName: "Films",
    kind: "video",
    sizeBytes: null,
    modifiedMs: 0,
    reason: null,
    ignoredAt: null,
    assignedAs: null,
    detail: null,
    entityType: null,
    owner: null,
  };
  const page = toUnknownPage(Array.from({ length: 101 }, (_, at) => ({ ...row, path: `/f/${at % 2}/${at}.mkv` })));
  expect([page.hasMore, page.files.length, page.files[0]?.modifiedAt]).toEqual([true, 100, "1970-01-01T00:00:00.000Z"]);
  expect(groupByFolder(page.files).map(({ folder, files }) => [folder, files.length])).toEqual([
    ["/f/0", 50],
    ["/f/1", 50],
  ]);
});

test("a draft is sent when its language is known", () => {
  const draft = {
    as: "subtitle",
    imageType: "poster",
    extraKind: "other",
    language: "German",
    isForced: true,
  } as const;
  const ids = { unknownFileId: 1, owner: { entityType: "movie", entityId: 2 } } as const;
  expect(readDraft(draft, ids)).toEqual({ ...ids, as: "subtitle", language: "de", isForced: true });
  expect(readDraft({ ...draft, language: " " }, ids)).toMatchObject({ language: null });
  expect(readDraft({ ...draft, language: "Klingon" }, ids)).toBeUndefined();
  expect(readDraft({ ...draft, as: "extra", language: "Klingon" }, ids)).toEqual({
    ...ids,
    as: "extra",
    extraKind: "other",
  });
  expect(readDraft({ ...draft, as: null }, ids)).toBeUndefined();
});

test("patterns are suggested with the signs of a name kept as they are", () => {
  expect(suggestPatterns("/films/Old [1]/a*.t[t", ["/films"]).map(({ pattern }) => pattern)).toEqual([
    "a*.t[t",
    "*.t\\[t",
    "**/Old \\[1\\]/*",
  ]);
  const labels = (roots: string[]) => suggestPatterns("/films/x/README", roots).map(({ label }) => label);
  expect(labels(["/films"])).toEqual(["This name", "Everything in x"]);
  expect(labels(["/other", "/films/x"])).toEqual(["This name"]);
});

test("S5: the page's data is refused to viewers", async () => {
  as("viewer");
  const params = await readUnknownParams(new Request("http://localhost:3000/unknown-files?kind=odd&library=-1"));
  expect(params).toMatchObject({ kind: [], show: "open" });
  await expect(getUnknownFiles(params)).rejects.toThrow();
});
