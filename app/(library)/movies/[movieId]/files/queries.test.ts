import { dirname } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { extras, mediaParts, subtitleStreams, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Role } from "#lib/access/vocabulary.ts";
import { getMovie } from "#lib/movies/get-movie.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { getFiles } from "./queries.ts";

let db: Db;
let movieId: number;
let copyId: number;
const people = new Map<Role, Record<string, string>>();
const as = (role: Role) => setRequestHeaders(people.get(role) ?? {});

beforeAll(async () => {
  db = await testDb();
  for (const role of ["admin", "editor", "viewer"] as const) people.set(role, (await aBrowser(db, role)).headers);
  movieId = await aMovie(db, { title: "Heat", tmdbId: 949 });
  copyId = await aMovie(db, { title: "Heat", tmdbId: 949 }, { name: "Films 4K" });
  await aMovie(db, { title: "Heat", tmdbId: 949, deletedAt: new Date() }, { name: "Gone" });
  const { filePath, libraryId } = await getMovie(db, movieId);
  const folder = dirname(filePath);
  await db.insert(mediaParts).values([
    { movieId, kind: "version", path: `${folder}/Heat 720p.mkv`, resolution: "720p", sizeBytes: 9 },
    { movieId, kind: "version", path: filePath, resolution: "1080p", sizeBytes: 5 },
  ]);
  await db.insert(extras).values({ movieId, kind: "trailer", path: `${folder}/odd.mkv` });
  await db
    .insert(subtitleStreams)
    .values({ movieId, filePath: `${folder}/Heat.de.srt`, isExternal: true, language: "de", isForced: true });
  await db.insert(unknownFiles).values([
    {
      libraryId,
      path: `${folder}/odd.mkv`,
      kind: "video",
      assignedAs: "trailer",
      entityType: "movie",
      entityId: movieId,
    },
    { libraryId, path: `${folder}/notes.txt`, kind: "other" },
  ]);
});

test("the main version comes first and says why; what lies beside it and other copies are told", async () => {
  as("editor");
  const found = await getFiles(movieId);
  expect(found.files.map(({ name, isMain, why }) => ({ name, isMain, why }))).toEqual([
    { name: "Heat.mkv", isMain: true, why: "The highest resolution by its name, 1080p." },
    { name: "Heat 720p.mkv", isMain: false, why: undefined },
  ]);
  expect(found.subtitles).toMatchObject([{ name: "Heat.de.srt", language: "de", isForced: true, isAssigned: false }]);
  expect(found.extras).toMatchObject([{ kind: "trailer", isAssigned: true }]);
  expect(found.copies).toEqual([{ movieId: copyId, title: "Heat", libraryName: "Films 4K", missingAt: null }]);
  expect(found.unknown.count).toBe(1);
});

test("viewers get names and no paths", async () => {
  as("viewer");
  const found = await getFiles(movieId);
  const paths = [...found.files, ...found.subtitles, ...found.extras, found.unknown].map((file) =>
    "path" in file ? file.path : file.folder,
  );
  expect(new Set(paths)).toEqual(new Set([null]));
  expect(JSON.stringify(found)).not.toContain("/films-");
  expect(found.unknown.count).toBe(0);
});
