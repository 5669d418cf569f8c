import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { extras, mediaParts, subtitleStreams, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Role } from "#lib/access/vocabulary.ts";
import { aShow } from "#lib/series/testing.ts";
import { getEpisodePage } from "../seasons/[seasonNumber]/episodes/[episodeNumber]/queries.ts";
import { getFolder } from "./queries.ts";

let db: Db;
let seriesId: number;
const people = new Map<Role, Record<string, string>>();
const as = (role: Role) => setRequestHeaders(people.get(role) ?? {});

beforeAll(async () => {
  db = await testDb();
  for (const role of ["editor", "viewer"] as const) people.set(role, (await aBrowser(db, role)).headers);
  // Both episodes lie in one file, which hangs on the first.
  const file = "Dark S01E01-E02.mkv";
  const show = await aShow(db, {
    series: { title: "Dark", directoryPath: "/tv/Dark" },
    episodes: [1, 2].map((number) => ({ season: 1, number, file })),
  });
  seriesId = show.seriesId;
  const { libraryId } = show;
  const [first, second] = show.episodeIds;
  const external = { isExternal: true, language: "de" };
  await db.insert(extras).values([
    { seriesId, kind: "clip", path: "/tv/Dark/clip.mkv" },
    { seriesId, kind: "trailer", path: "/tv/odd.mkv" },
  ]);
  await db.insert(subtitleStreams).values([
    { ...external, episodeId: first, filePath: "/tv/Dark/Dark S01E01-E02.de.srt" },
    { ...external, episodeId: second, filePath: "/tv/odd.srt" },
  ]);
  await db.insert(unknownFiles).values([
    { libraryId, path: "/tv/odd.mkv", kind: "video", assignedAs: "trailer", entityType: "series", entityId: seriesId },
    {
      libraryId,
      path: "/tv/odd.srt",
      kind: "subtitle",
      assignedAs: "subtitle",
      entityType: "episode",
      entityId: second,
    },
    { libraryId, path: "/tv/Dark/notes.txt", kind: "other", reason: "Odd." },
  ]);
  expect(await db.$count(mediaParts)).toBe(1);
});

const marks = (files: readonly { name: string; isAssigned: boolean }[]) =>
  files.map(({ name, isAssigned }) => [name, isAssigned]);

test("what a person assigned is marked beside what was found by its name", async () => {
  as("editor");
  const { extras, unknown, folder } = await getFolder(seriesId);
  expect(marks(extras)).toEqual([
    ["clip.mkv", false],
    ["odd.mkv", true],
  ]);
  expect(folder.path).toBe("/tv/Dark");
  expect(unknown).toMatchObject([{ name: "notes.txt", reason: "Odd." }]);
  for (const episodeNumber of [1, 2]) {
    const { subtitles } = await getEpisodePage({ seriesId, seasonNumber: 1, episodeNumber });
    expect(marks(subtitles)).toEqual([
      ["Dark S01E01-E02.de.srt", false],
      ["odd.srt", true],
    ]);
  }
});

test("S5: viewers get no paths and no reasons", async () => {
  as("viewer");
  const { extras, unknown, folder } = await getFolder(seriesId);
  expect([
    folder.path,
    ...extras.map(({ path }) => path),
    ...unknown.flatMap(({ path, reason }) => [path, reason]),
  ]).toEqual([null, null, null, null, null]);
});
