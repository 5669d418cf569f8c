import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheImageFiles, libraryImageFiles, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";
import { openFindings, verify } from "./testing.ts";

const db = await testDb();
removeFolders();

/** No disk takes such a name, whoever asks for it. */
const tooLong = "x".repeat(300);

/** Many films in a library, each by its number. */
async function addFilms(count: number, fileNameOf: (index: number) => string) {
  const film = await aPublishableFilm(db);
  const values = Array.from({ length: count }, (_, index) => {
    const fileName = fileNameOf(index);
    return { libraryId: film.libraryId, filePath: join(film.root, `Film ${index}`, fileName), fileName, title: "Film" };
  });
  for (const [index, { filePath, fileName }] of values.entries()) {
    await mkdir(join(film.root, `Film ${index}`));
    if (fileName.length < 255) await writeFile(filePath, "video");
  }
  const rows = await db.insert(movies).values(values).returning();
  return {
    ...film,
    films: rows.map(({ id: movieId }, index) => ({ movieId, folder: join(film.root, `Film ${index}`) })),
  };
}

type Films = Awaited<ReturnType<typeof addFilms>>["films"];

/** A picture of each film in the cache, of which nothing is on the disk. */
const addCached = (films: Films, pathOf: (index: number) => string) =>
  db
    .insert(cacheImageFiles)
    .values(
      films.map(({ movieId: entityId }, index) => ({
        ...{ entityType: "movie" as const, entityId, imageType: "poster" as const, fileName: "poster.jpg" },
        ...{ filePath: pathOf(index), fileHash: `${entityId}`, fileSizeBytes: 1, width: 1, height: 1, format: "jpg" },
      })),
    )
    .returning();

const unreadable = async (libraryId: number) =>
  (await openFindings(db, libraryId)).filter(({ kind }) => kind === "file.unreadable").length;

test("folders of films that cannot be looked at here and there are findings, each by itself", async () => {
  const { libraryId } = await addFilms(44, (index) => (index % 2 ? `${tooLong}.mkv` : "film.mkv"));
  await verify(db, { libraryId });
  expect(await unreadable(libraryId)).toBe(22);
});

test("files of the cache that cannot be read here and there are findings, each by itself", async () => {
  const { libraryId, films } = await addFilms(44, () => "film.mkv");
  await addCached(films, (index) => `cache/images/${index % 2 ? tooLong : `gone ${index}`}${index}.jpg`);
  await verify(db, { libraryId });
  expect(await unreadable(libraryId)).toBe(22);
});

test("R9 files that cannot be read one after the other are one trouble, though the folders around them can be listed", async () => {
  const { libraryId, films } = await addFilms(22, () => "film.mkv");
  const cached = await addCached(films, (index) => `cache/images/${index}.jpg`);
  await db.insert(libraryImageFiles).values(
    cached.map(({ id: cacheFileId }, index) => ({
      cacheFileId,
      filePath: join(films[index]?.folder ?? "", tooLong),
    })),
  );
  await expect(verify(db, { libraryId })).rejects.toMatchObject({ code: "disk" });
});
