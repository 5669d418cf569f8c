import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { movies, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { env } from "#lib/env.ts";
import { getJob } from "#lib/jobs/queries.ts";
import { editMovie } from "#lib/movies/testing.ts";
import { decideOutside } from "./decide-outside.ts";
import { planUnit } from "./plan-unit.ts";
import { aPublishableFilm, publishMovie, removeFolders, type TestFilm } from "./testing.ts";

const db = await testDb();
removeFolders();
const editor = await aUser(db, { role: "editor" });

const unitOf = (film: TestFilm) => ({ entityType: "movie" as const, entityId: film.movieId });
const nfoPath = (film: TestFilm) => join(film.folder, "Heat (1995).nfo");
const nfo = (film: TestFilm) => readFile(nfoPath(film), "utf8");
const publish = (film: TestFilm) => publishMovie(db, { movieId: film.movieId });
const getMovie = async (film: TestFilm) => (await db.select().from(movies).where(eq(movies.id, film.movieId)))[0];
const recycledOf = (film: TestFilm) => db.select().from(recycleBin).where(eq(recycleBin.entityId, film.movieId));

async function edit(film: TestFilm, from: string, to: string): Promise<string> {
  const text = (await nfo(film)).replace(from, to);
  await writeFile(nfoPath(film), text);
  return text;
}

describe("a change of the NFO outside", () => {
  const decide = (film: TestFilm, decision: "take" | "replace") =>
    decideOutside(db, { ...unitOf(film), path: nfoPath(film), decision, userId: editor.id });
  const toDecide = async (film: TestFilm) => (await planUnit(db, unitOf(film))).toDecide[0] ?? null;

  test("without a lock in the way needs nobody", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await edit(film, "<title>Heat</title>", "<title>Theirs</title>");
    expect(await toDecide(film)).toBeNull();
  });

  test("becomes the film's when a person takes it, locked or not", async () => {
    const film = await aPublishableFilm(db, { movie: { titleLocked: true } });
    await publish(film);
    await edit(film, "<title>Heat</title>", "<title>Theirs</title><watched>true</watched>");
    expect(await toDecide(film)).toMatchObject({
      isReadable: true,
      changes: [{ label: "Title", inFile: "Theirs", here: "Heat", isLocked: true }],
    });
    const { jobId } = await decide(film, "take");
    expect(await getJob(db, jobId)).toMatchObject({ type: "movie.publish", entityId: film.movieId });
    expect(await getMovie(film)).toMatchObject({ title: "Theirs", titleLocked: true });
    await publish(film);
    expect(await nfo(film)).toContain("<title>Theirs</title>");
    expect(await nfo(film)).toContain("<watched>true</watched>");
    expect(await publish(film)).toMatchObject({ isChanged: false, plan: { conflicts: [] } });
    await expect(decide(film, "take")).rejects.toMatchObject({ code: "conflict" });
  });

  test("goes to the recycle bin when a person keeps what the film says", async () => {
    const film = await aPublishableFilm(db, { library: { nfoPolicy: "ask" } });
    await publish(film);
    const theirs = await edit(film, "<title>Heat</title>", "<title>Theirs</title><mytag>mine</mytag>");
    expect(await toDecide(film)).toMatchObject({ changes: [{ label: "Title", isLocked: false }] });
    await decide(film, "replace");
    expect(await publish(film)).toMatchObject({ recycled: 1, nfoWritten: 1, plan: { conflicts: [] } });
    expect(await nfo(film)).toContain("<title>Heat</title>");
    // What only their file says goes with it, as the page tells before.
    expect(await nfo(film)).not.toContain("<mytag>");
    const [row] = await recycledOf(film);
    expect(await readFile(join(env.DATA_DIR, row?.recyclePath ?? ""), "utf8")).toBe(theirs);
    expect(await publish(film)).toMatchObject({ isChanged: false });
  });

  test("and unreadable can be replaced, not taken", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await writeFile(nfoPath(film), "<movie><title>half");
    expect(await toDecide(film)).toMatchObject({ isReadable: false, changes: [] });
    await expect(decide(film, "take")).rejects.toMatchObject({ code: "invalid" });
    await decide(film, "replace");
    expect(await publish(film)).toMatchObject({ recycled: 1, nfoWritten: 1 });
  });

  test("leaves alone what was edited here and not there", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await transaction(db, (tx) =>
      editMovie(tx, { movieId: film.movieId, patch: { plot: "Mine." }, userId: editor.id }),
    );
    await edit(film, "<title>Heat</title>", "<title>Theirs</title>");
    await publish(film);
    expect(await getMovie(film)).toMatchObject({ title: "Theirs", plot: "Mine.", genresLocked: false });
    expect(await nfo(film)).toContain("<plot>Mine.</plot>");
  });

  test("to what no film can say is left to a person", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    const tooLong = `<title>Heat</title><tagline>${"Heat".repeat(300)}</tagline>`;
    const theirs = await edit(film, "<title>Heat</title>", tooLong);
    await publish(film);
    expect(await nfo(film)).toBe(theirs);
    expect(await getMovie(film)).toMatchObject({ tagline: null });
    await expect(decide(film, "take")).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Tagline"),
    });
  });

  test("to a title longer than is kept takes its beginning, and leaves the whole one in the file", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    const whole = `<title>${"Heat".repeat(300)}</title>`;
    await edit(film, "<title>Heat</title>", whole);
    await publish(film);
    expect(await getMovie(film)).toMatchObject({ title: "Heat".repeat(125) });
    await publish(film);
    expect(await nfo(film)).toContain(whole);
    expect(await nfo(film)).toContain("<lockedfields>Name</lockedfields>");
  });
});
