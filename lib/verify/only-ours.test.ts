import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { jpeg, posterSize } from "#lib/artwork/testing.ts";
import { aPublishableFilm, publishMovie, removeFolders, upgrade } from "#lib/publish/testing.ts";
import { repairFindings } from "./repair.ts";
import { verify } from "./testing.ts";
import { repairableKinds, safeKinds } from "./vocabulary.ts";

const db = await testDb();
removeFolders();

/** Every file below a folder with its bytes, except what Metarr keeps there itself. */
async function bytesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path, "latin1")] as const)));
}

/** Some are names of what is published: a person was there before, or puts theirs in the place of it. */
const theirNames = [
  "Heat (1995)-poster.jpg",
  "Heat (1995)-fanart.jpg",
  "Heat (1995).nfo",
  "poster.jpg",
  "Heat (1995)-extra.jpg",
  "notes.txt",
  "movie.nfo",
  ".hidden",
  "Heat (1995).en.srt",
  "tvshow.nfo",
];
const picture = await jpeg(77, posterSize);
const operations = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("theirs" as const),
      name: fc.constantFrom(...theirNames),
      bytes: fc.oneof(
        fc.string().map((text) => Buffer.from(text)),
        fc.constant(picture),
      ),
    }),
    fc.record({ do: fc.constantFrom("rot" as const, "remove" as const, "change" as const), pick: fc.nat(9) }),
    fc.record({
      do: fc.constantFrom("upgrade" as const, "lose" as const, "hide" as const, "show" as const, "publish" as const),
    }),
    fc.record({ do: fc.constant("verify" as const), all: fc.boolean() }),
  ),
  { minLength: 3, maxLength: 9 },
);

/** A person's poster is taken over where it lies, and then the film goes. */
const adopted = [
  { do: "theirs" as const, name: "Heat (1995)-poster.jpg", bytes: picture },
  { do: "publish" as const },
  { do: "lose" as const },
  { do: "hide" as const },
];

// Of up to as many steps as an example has.
const numRuns = process.env.FAULTS ? 1_000 : 8;

test("S26 whatever happens, verifying and repairing removes no file that Metarr has no record of", {
  timeout: 60_000 + numRuns * 3_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(operations, async (steps) => {
      const film = await aPublishableFilm(db);
      const { libraryId, movieId } = film;
      await publishMovie(db, { movieId });
      // So that the folder is never taken for an empty disk.
      const own = new Map([[join(film.root, "keep.me"), "keep"]]);
      await writeFile(join(film.root, "keep.me"), "keep");
      let video = film.filePath;
      let count = 0;
      own.set(video, "video");
      const published = async () =>
        [...(await bytesBelow(film.root)).keys()]
          .filter((path) => dirname(path) === film.folder && !own.has(path))
          .toSorted();
      for (const step of [...steps, { do: "verify" as const, all: false }]) {
        if (step.do === "theirs") {
          const path = join(film.folder, step.name);
          own.set(path, Buffer.from(step.bytes).toString("latin1"));
          await mkdir(film.folder, { recursive: true });
          await writeFile(path, step.bytes);
        } else if (step.do === "rot" || step.do === "remove" || step.do === "change") {
          const files = await published();
          const path = files[step.pick % Math.max(1, files.length)];
          if (path === undefined) continue;
          if (step.do === "remove") await rm(path);
          else {
            const facts = await stat(path);
            const bytes = await readFile(path);
            bytes[0] = (bytes[0] ?? 0) ^ 1;
            await writeFile(path, step.do === "rot" ? bytes : Buffer.concat([bytes, bytes]));
            if (step.do === "rot") await utimes(path, facts.atime, (Math.floor(facts.mtimeMs) + 0.5) / 1000);
          }
        } else if (step.do === "upgrade") {
          count += 1;
          own.delete(video);
          await rm(video, { force: true });
          await mkdir(film.folder, { recursive: true });
          await upgrade(db, { ...film, filePath: video }, `Heat (1995) ${count}.mkv`);
          video = join(film.folder, `Heat (1995) ${count}.mkv`);
          own.set(video, "better video");
        } else if (step.do === "lose") {
          own.delete(video);
          await rm(video, { force: true });
        } else if (step.do === "hide" || step.do === "show") {
          const deletedAt = step.do === "hide" ? new Date() : null;
          await db.update(movies).set({ deletedAt }).where(eq(movies.id, movieId));
        } else if (step.do === "publish") {
          await publishMovie(db, { movieId }).catch(() => undefined);
          // Publishing may put what is in the way of its names into the recycle bin, and says so in its plan.
          const now = await bytesBelow(film.root);
          for (const path of [...own.keys()]) if (now.get(path) !== own.get(path)) own.delete(path);
        } else {
          await verify(db, { libraryId });
          await repairFindings(db, {
            libraryId,
            kinds: "all" in step && step.all ? repairableKinds.filter((kind) => kind !== "file.changed") : safeKinds,
          });
          const now = await bytesBelow(film.root);
          for (const [path, text] of own) expect(now.get(path), path).toBe(text);
        }
      }
    }),
    { numRuns, examples: [[adopted]] },
  );
});
