import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { link, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import {
  actors,
  assetCandidates,
  fieldChanges,
  libraryImageFiles,
  libraryNfoFiles,
  movieActors,
  movies,
  recycleBin,
  videoStreams,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { cacheLocalArtwork } from "#lib/artwork/local.ts";
import { selectArtwork } from "#lib/artwork/select.ts";
import { drawing, jpeg, posterSize } from "#lib/artwork/testing.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";
import { planUnit } from "./plan-unit.ts";
import { announce, applyUnit, getUnit, prepareUnit } from "./publish.ts";
import { publishLibrary } from "./publish-library.ts";
import {
  aPublishableFilm,
  choosePicture,
  publishMovie,
  removeFolders,
  snapshot,
  type TestFilm,
  upgrade,
} from "./testing.ts";

const db = await testDb();
removeFolders();

const N = "Heat (1995)";
const names = async (film: TestFilm) => (await readdir(film.folder)).toSorted();
const nfo = (film: TestFilm, name = `${N}.nfo`) => readFile(join(film.folder, name), "utf8");
const publish = (film: TestFilm) => publishMovie(db, { movieId: film.movieId });
const getMovie = async (film: TestFilm) => (await db.select().from(movies).where(eq(movies.id, film.movieId)))[0];
const recycledOf = (film: TestFilm) => db.select().from(recycleBin).where(eq(recycleBin.entityId, film.movieId));
const rowsOf = async (film: TestFilm) => ({
  movie: await getMovie(film),
  nfos: await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, film.movieId)),
  images: (await db.select().from(libraryImageFiles).orderBy(libraryImageFiles.id)).filter((row) =>
    row.filePath.startsWith(film.folder),
  ),
});

describe("publish", () => {
  test("writes NFO and artwork under the names of Kodi", async () => {
    const film = await aPublishableFilm(db);
    expect(await publish(film)).toMatchObject({ nfoWritten: 1, artworkWritten: 2, recycled: 0, isChanged: true });
    expect(await names(film)).toEqual([`${N}-fanart.jpg`, `${N}-poster.jpg`, `${N}.mkv`, `${N}.nfo`]);
    const text = await nfo(film);
    for (const part of [
      "<title>Heat</title>",
      "<plot>A thief &amp; a detective.</plot>",
      '<uniqueid type="tmdb" default="true">949</uniqueid>',
      '<uniqueid type="imdb">tt0113277</uniqueid>',
      '<rating name="themoviedb" max="10" default="true">',
      "<premiered>1995-12-15</premiered>",
      "<mpaa>R</mpaa>",
      "<overview>Two men.</overview>",
      "<director>Michael Mann</director>",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("cache/");
  });

  test.each([
    ["DE", "16", "DE:16"],
    ["DE", "US:R", "US:R"],
    ["DE", null, "US:PG"],
    ["US", "R", "R"],
    ["US", null, "PG"],
  ])("in a library of %s the certification %s is written as %s", async (region, contentRating, mpaa) => {
    const film = await aPublishableFilm(db, { library: { region }, movie: { contentRating, mpaaRating: "PG" } });
    await publish(film);
    expect(await nfo(film)).toContain(`<mpaa>${mpaa}</mpaa>`);
  });

  test("done twice changes no byte, no time and no row", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    const before = { files: await snapshot(film.folder), rows: await rowsOf(film) };
    expect(await publish(film)).toMatchObject({ nfoWritten: 0, artworkWritten: 0, isChanged: false });
    expect({ files: await snapshot(film.folder), rows: await rowsOf(film) }).toEqual(before);
    expect(before.rows.movie?.lastPublishedAt).toBeInstanceOf(Date);
  });

  test.each([
    ["before it says what it will write", 1, 0],
    ["before the first file", 2, 0],
    ["between two files", 3, 1],
    ["before the rows", 5, 3],
  ])("R14: by a worker that finds its job lost %s goes no further", async (_, lostAt, filesWritten) => {
    const film = await aPublishableFilm(db);
    let asked = 0;
    const assertOwned = async () => {
      asked += 1;
      if (asked === lostAt) throw new Error("lost");
    };
    await expect(publishMovie(db, { movieId: film.movieId, assertOwned })).rejects.toThrow("lost");
    expect(asked).toBe(lostAt);
    expect(await names(film)).toHaveLength(1 + filesWritten);
    expect(await rowsOf(film)).toMatchObject({ movie: { lastPublishedAt: null }, images: [] });
    // Whoever has the job now ends it, and takes nothing that lies there for somebody else's.
    expect(await publish(film)).toMatchObject({ recycled: 0 });
    expect(await rowsOf(film)).toMatchObject({
      movie: { publishedVersion: expect.any(Number) },
      nfos: [{ pending: null }],
    });
  });

  test("writes nothing beside a video that is not there, such as onto the empty folder of an unmounted disk", async () => {
    const film = await aPublishableFilm(db);
    const filePath = join(film.root, `${N}.mkv`);
    await rm(film.folder, { recursive: true });
    await db.update(movies).set({ filePath }).where(eq(movies.id, film.movieId));
    await expect(publish(film)).rejects.toMatchObject({ code: "offline" });
    expect(await readdir(film.root)).toEqual([]);
    await writeFile(filePath, "video");
    expect(await publish(film)).toMatchObject({ nfoWritten: 1, artworkWritten: 2 });
  });

  test("as a dry run writes nothing and says the same", async () => {
    const film = await aPublishableFilm(db);
    const dry = await publishMovie(db, { movieId: film.movieId, dryRun: true });
    expect(dry.plan.write.map((step) => step.kind)).toEqual(["nfo", "fanart", "poster"]);
    expect(await names(film)).toEqual([`${N}.mkv`]);
    expect((await getMovie(film))?.lastPublishedAt).toBeNull();
    expect((await publish(film)).plan.write).toEqual(dry.plan.write);
  });

  test("puts what it did not write into the recycle bin, and it can be put back", async () => {
    const film = await aPublishableFilm(db);
    const theirs = await jpeg(9, posterSize);
    await writeFile(join(film.folder, `${N}-poster.jpg`), theirs);
    await writeFile(join(film.folder, `${N}.nfo`), "<movie><title>Old</title><top250>5</top250></movie>");
    await writeFile(join(film.folder, "notes.txt"), "mine");
    expect(await publish(film)).toMatchObject({ recycled: 2, nfoWritten: 1 });
    expect(await nfo(film)).toContain("<top250>5</top250>");
    expect(await readFile(join(film.folder, "notes.txt"), "utf8")).toBe("mine");
    const rows = await recycledOf(film);
    expect(rows.map((row) => row.reason)).toEqual(["Metarr did not write it", "Metarr did not write it"]);
    const poster = rows.find((row) => row.originalPath.endsWith("-poster.jpg"));
    const restore = (overwrite: boolean) => restoreRecycled(db, { recycleId: poster?.id ?? 0, overwrite });
    await expect(restore(false)).rejects.toMatchObject({ code: "conflict" });
    await restore(true);
    expect(await readFile(join(film.folder, `${N}-poster.jpg`))).toEqual(theirs);
    expect(await recycledOf(film)).toHaveLength(3);
  });

  test("takes over a picture that is already right", async () => {
    const film = await aPublishableFilm(db);
    await writeFile(join(film.folder, `${N}-poster.jpg`), await jpeg(1, posterSize));
    const before = await snapshot(film.folder);
    expect(await publish(film)).toMatchObject({ artworkWritten: 1, recycled: 0 });
    expect(await snapshot(film.folder)).toMatchObject(before);
    expect((await rowsOf(film)).images).toHaveLength(2);
  });

  test("a picture it found already right goes to the recycle bin when another is chosen", async () => {
    const film = await aPublishableFilm(db);
    const path = join(film.folder, `${N}-banner.jpg`);
    const theirs = await jpeg(30, { width: 1000, height: 185 });
    await writeFile(path, theirs);
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    await selectArtwork(db, { movieId: film.movieId });
    await publish(film);
    expect(await publish(film)).toMatchObject({ isChanged: false });
    expect(await readFile(path)).toEqual(theirs);
    const banner = and(eq(assetCandidates.entityId, film.movieId), eq(assetCandidates.assetType, "banner"));
    await db.update(assetCandidates).set({ isSelected: false, rank: null }).where(banner);
    const bytes = await jpeg(31, { width: 1000, height: 185 });
    await choosePicture(db, { movieId: film.movieId, type: "banner", bytes });
    expect(await publish(film)).toMatchObject({ recycled: 1, artworkWritten: 1 });
    expect(await publish(film)).toMatchObject({ isChanged: false });
  });

  test("keeps attributes of unknown elements in one order", async () => {
    const film = await aPublishableFilm(db);
    const theirs = '<movie><title zz="1" a="2" long="3">Old</title></movie>';
    await writeFile(join(film.folder, `${N}.nfo`), theirs);
    await publish(film);
    expect(await nfo(film)).toContain('<title zz="1" a="2" long="3">Heat</title>');
    expect(await publish(film)).toMatchObject({ isChanged: false });
  });

  test("an upgraded film keeps its artwork and edits under the new name", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await upgrade(db, film, `${N} 2160p.mkv`);
    expect(await publish(film)).toMatchObject({ renamed: 3, recycled: 0 });
    expect(await names(film)).toEqual([
      `${N} 2160p-fanart.jpg`,
      `${N} 2160p-poster.jpg`,
      `${N} 2160p.mkv`,
      `${N} 2160p.nfo`,
    ]);
    expect(await publish(film)).toMatchObject({ isChanged: false });
  });

  test("writes everything again from the cache when the whole folder was replaced", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await rm(film.folder, { recursive: true });
    await mkdir(film.folder);
    await upgrade(db, film, `${N} 2160p.mkv`);
    expect(await publish(film)).toMatchObject({ nfoWritten: 1, artworkWritten: 2, recycled: 0 });
  });

  test("replaces a poster when another is chosen, and removes one that no longer is", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await db
      .update(assetCandidates)
      .set({ isSelected: false, rank: null })
      .where(eq(assetCandidates.entityId, film.movieId));
    const bytes = await jpeg(20, posterSize);
    await choosePicture(db, { movieId: film.movieId, type: "poster", bytes });
    expect(await publish(film)).toMatchObject({ artworkWritten: 1, recycled: 1 });
    expect(await readFile(join(film.folder, `${N}-poster.jpg`))).toEqual(bytes);
    expect(await names(film)).not.toContain(`${N}-fanart.jpg`);
    expect((await rowsOf(film)).images).toHaveLength(1);
  });

  test("publishes one of two pictures that would have the same name, and says so", async () => {
    const film = await aPublishableFilm(db, {
      library: { profile: "jellyfin", publishing: { names: { "film.fanart": "poster" } } },
    });
    const { plan } = await publish(film);
    expect(plan.problems).toMatchObject([{ path: film.folder, message: expect.stringContaining("poster.jpg") }]);
    expect(await names(film)).toEqual([`${N}.mkv`, `${N}.nfo`, "poster.jpg"]);
    expect(await publish(film)).toMatchObject({ isChanged: false });
  });

  test("takes an extra beside the film for no other film", async () => {
    const film = await aPublishableFilm(db, { library: { profile: "jellyfin" } });
    for (const extra of ["-featurette", " - behind the scenes"])
      await writeFile(join(film.folder, `${N}${extra}.mkv`), "video");
    await publish(film);
    expect(await names(film)).toEqual(expect.arrayContaining(["backdrop.jpg", "poster.jpg"]));
  });

  test("renames a file where only the case of its name changed, on a disk that does not tell case", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await upgrade(db, film, "HEAT (1995).mkv");
    const prepared = await prepareUnit(db, await getUnit(db, { entityType: "movie", entityId: film.movieId }), {});
    // As such a disk answers: the new name is that of the same file already.
    for (const { from, path } of prepared.plan.rename) await link(from, path);
    const { published } = await applyUnit(db, prepared, {});
    expect(published).toMatchObject({ renamed: 3 });
    expect(await names(film)).toEqual(expect.arrayContaining(["HEAT (1995)-fanart.jpg", "HEAT (1995)-poster.jpg"]));
  });

  test("numbers several fanarts", async () => {
    const film = await aPublishableFilm(db);
    const bytes = await jpeg(21, { width: 640, height: 360 });
    await choosePicture(db, { movieId: film.movieId, type: "fanart", bytes, rank: 2 });
    await publish(film);
    expect(await names(film)).toContain(`${N}-fanart1.jpg`);
  });

  test("passes over a picture that players do not read, and says so", async () => {
    const film = await aPublishableFilm(db);
    const bytes = await drawing(22, { width: 800, height: 310 }).webp().toBuffer();
    await choosePicture(db, { movieId: film.movieId, type: "clearlogo", bytes });
    const { plan } = await publish(film);
    expect(plan.problems).toEqual([
      { path: join(film.folder, `${N}-clearlogo.webp`), message: expect.stringContaining("Kodi does not read webp") },
    ]);
  });

  test("reads no file whose size and time are as recorded", async () => {
    const film = await aPublishableFilm(db, { library: { publishing: { artworkPolicy: "restore" } } });
    await publish(film);
    const path = join(film.folder, `${N}-poster.jpg`);
    const [row] = (await rowsOf(film)).images.filter((each) => each.filePath === path);
    const bytes = await readFile(path);
    bytes[100] = 0;
    await writeFile(path, bytes);
    const seconds = (row?.modifiedMs ?? 0) / 1000;
    await utimes(path, seconds, seconds);
    expect(await publish(film)).toMatchObject({ isChanged: false });
    await utimes(path, seconds + 5, seconds + 5);
    expect(await publish(film)).toMatchObject({ recycled: 1, artworkWritten: 1 });
  });

  test("R3: removes temporary files of a publish that was stopped, not those of one at work", async () => {
    const film = await aPublishableFilm(db);
    const left = join(film.folder, ".mtr-0123abcd");
    await writeFile(left, "half");
    await publishMovie(db, { movieId: film.movieId });
    expect(await readdir(film.folder)).toContain(".mtr-0123abcd");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_000 });
    try {
      await publishMovie(db, { movieId: film.movieId, dryRun: true });
      expect(await readdir(film.folder)).toContain(".mtr-0123abcd");
      await publishMovie(db, { movieId: film.movieId });
    } finally {
      vi.useRealTimers();
    }
    expect(await readdir(film.folder)).not.toContain(".mtr-0123abcd");
  });

  test("R11: follows no link", async () => {
    const film = await aPublishableFilm(db);
    const outside = join(film.root, "outside.nfo");
    await writeFile(outside, "precious");
    await symlink(outside, join(film.folder, `${N}.nfo`));
    const { plan } = await publish(film);
    expect(plan.problems).toMatchObject([{ path: join(film.folder, `${N}.nfo`) }]);
    expect(await readFile(outside, "utf8")).toBe("precious");
  });

  test("a hard link elsewhere keeps its content", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    const twin = join(film.root, "twin.nfo");
    await link(join(film.folder, `${N}.nfo`), twin);
    const before = await readFile(twin, "utf8");
    await db.update(movies).set({ title: "Changed" }).where(eq(movies.id, film.movieId));
    await publish(film);
    expect(await readFile(twin, "utf8")).toBe(before);
  });

  test("holds streams, cast in order and locks", async () => {
    const film = await aPublishableFilm(db, { movie: { titleLocked: true, plotLocked: true } });
    await db.insert(videoStreams).values({
      movieId: film.movieId,
      streamIndex: 0,
      codec: "h265",
      width: 3840,
      height: 1600,
      hdrFormat: "HDR10",
    });
    for (const [index, name] of ["Al Pacino", "Robert De Niro"].entries()) {
      const nameNormalized = `${name.toLowerCase()} ${film.movieId}`;
      const [actor] = await db.insert(actors).values({ name, nameNormalized }).returning();
      const actorId = actor?.id ?? 0;
      await db.insert(movieActors).values({ movieId: film.movieId, actorId, role: "Man", actorOrder: 2 - index });
    }
    await publish(film);
    const text = await nfo(film);
    expect(text).toMatch(/<hdrtype>hdr10<\/hdrtype>/);
    expect(text.indexOf("Robert De Niro")).toBeLessThan(text.indexOf("Al Pacino"));
    expect(text).toContain("<lockedfields>Name|Overview</lockedfields>");
  });

  test("says which folder is gone", async () => {
    const film = await aPublishableFilm(db);
    await rm(film.folder, { recursive: true });
    await expect(publish(film)).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining(film.folder),
    });
    await expect(publishMovie(db, { movieId: 999_999 })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("bad input", () => {
  test.each([
    ["a newline", "Heat\nagain.mkv"],
    ["emoji", "🎬 Heat 🔥.mkv"],
    ["quotes, markup and a leading dash", `-Heat "<&>' %s.mkv`],
  ])("R10: a film whose name holds %s is published under that name, twice without a change", async (_, name) => {
    const film = await aPublishableFilm(db);
    await upgrade(db, film, name);
    expect((await publish(film)).plan.problems).toEqual([]);
    const base = name.slice(0, -".mkv".length);
    expect(await names(film)).toEqual([`${base}-fanart.jpg`, `${base}-poster.jpg`, name, `${base}.nfo`].toSorted());
    expect((await publish(film)).isChanged).toBe(false);
  });

  const longest = `${"ü".repeat(125)}x`;

  test("R10: a film whose name has 255 bytes gets the short names in a folder of its own", async () => {
    const film = await aPublishableFilm(db);
    await upgrade(db, film, `${longest}.mkv`);
    expect((await publish(film)).plan.problems).toEqual([]);
    expect(await names(film)).toEqual(["fanart.jpg", "movie.nfo", "poster.jpg", `${longest}.mkv`]);
    expect((await publish(film)).isChanged).toBe(false);
  });

  test("R10: beside other films it gets its NFO, and says which pictures would be longer than a disk allows", async () => {
    const film = await aPublishableFilm(db);
    await upgrade(db, film, `${longest}.mkv`);
    await writeFile(join(film.folder, "Other.mkv"), "video");
    const { plan } = await publish(film);
    expect(await names(film)).toEqual(["Other.mkv", `${longest}.mkv`, `${longest}.nfo`]);
    const paths = plan.problems.map((problem) => problem.path);
    expect(paths.toSorted()).toEqual(["fanart", "poster"].map((type) => join(film.folder, `${longest}-${type}.jpg`)));
    expect(plan.problems[0]?.message).toBe(
      "The name would be longer than a disk allows. Shorten the name of the video file.",
    );
  });

  test("an NFO of 5 MB that somebody left goes to the recycle bin as it is", async () => {
    const film = await aPublishableFilm(db);
    const huge = `<movie><title>Huge</title>${"<x>y</x>".repeat(700_000)}</movie>`;
    await writeFile(join(film.folder, `${N}.nfo`), huge);
    await publish(film);
    expect(await nfo(film)).toContain("<title>Heat</title>");
    const [row] = await recycledOf(film);
    await rm(join(film.folder, `${N}.nfo`));
    await restoreRecycled(db, { recycleId: row?.id ?? 0 });
    expect((await nfo(film)) === huge).toBe(true);
  });
});

describe("an NFO changed outside after it was published", () => {
  const edit = async (film: TestFilm, from: string, to: string) => {
    const text = (await nfo(film)).replace(from, to);
    await writeFile(join(film.folder, `${N}.nfo`), text);
    return text;
  };

  test("is imported as an edit that locks its field", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    const theirs = await edit(film, "<title>Heat</title>", "<title>Heat, mine</title><watched>true</watched>");
    const plan = (await planUnit(db, { entityType: "movie", entityId: film.movieId })).plan;
    expect(plan.conflicts).toMatchObject([{ resolution: "import" }]);
    await publish(film);
    expect(await getMovie(film)).toMatchObject({ title: "Heat, mine", titleLocked: true, plotLocked: false });
    const changes = await db
      .select()
      .from(fieldChanges)
      .where(and(eq(fieldChanges.entityId, film.movieId), eq(fieldChanges.field, "title")));
    expect(changes).toMatchObject([{ source: "nfo", oldValue: "Heat", newValue: "Heat, mine" }]);
    const text = await nfo(film);
    expect(text).toContain("<title>Heat, mine</title>");
    expect(text).toContain("<watched>true</watched>");
    expect(text).toContain("<lockedfields>Name</lockedfields>");
    // The file itself was somebody's: it went to the bin before Metarr's took its place.
    const fileHash = createHash("sha256").update(theirs).digest("hex");
    expect(await recycledOf(film)).toMatchObject([{ fileHash }]);
    expect(await publish(film)).toMatchObject({ isChanged: false, plan: { conflicts: [] } });
  });

  test("edits only what was changed, not a text or a list that the file says in its own way", async () => {
    const movie = { plot: "One\r\ntwo. ", studios: ["Arte / ZDF"], outline: "\ufeffShort" };
    const film = await aPublishableFilm(db, { movie });
    await publish(film);
    await edit(film, "<title>Heat</title>", "<title>Mine</title>");
    await publish(film);
    const locks = { titleLocked: true, plotLocked: false, studiosLocked: false, outlineLocked: false };
    expect(await getMovie(film)).toMatchObject({ ...movie, ...locks, title: "Mine" });
  });

  test("in a locked field stays untouched and is a conflict", async () => {
    const film = await aPublishableFilm(db, { movie: { titleLocked: true } });
    await publish(film);
    const theirs = await edit(film, "<title>Heat</title>", "<title>Theirs</title>");
    const { plan } = await publish(film);
    expect(plan.conflicts).toMatchObject([{ reason: expect.stringContaining("Decide about: Title") }]);
    expect(await nfo(film)).toBe(theirs);
    expect(await getMovie(film)).toMatchObject({ title: "Heat" });
  });

  test("an emptied tag erases nothing", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await edit(film, "<plot>A thief &amp; a detective.</plot>", "<plot></plot>");
    await publish(film);
    expect(await getMovie(film)).toMatchObject({ plot: "A thief & a detective.", plotLocked: false });
    expect(await nfo(film)).toContain("A thief &amp; a detective.");
  });

  test("goes to the recycle bin where the library overwrites", async () => {
    const film = await aPublishableFilm(db, { library: { nfoPolicy: "overwrite" } });
    await publish(film);
    await edit(film, "<title>Heat</title>", "<title>Theirs</title>");
    expect(await publish(film)).toMatchObject({ recycled: 1, nfoWritten: 1 });
    expect(await nfo(film)).toContain("<title>Heat</title>");
  });

  test("is left alone where the library asks", async () => {
    const film = await aPublishableFilm(db, { library: { nfoPolicy: "ask" } });
    await publish(film);
    const theirs = await edit(film, "<title>Heat</title>", "<title>Theirs</title>");
    expect((await publish(film)).plan.conflicts).toMatchObject([{ resolution: "ask" }]);
    expect(await nfo(film)).toBe(theirs);
  });

  test("and cut off is neither believed nor lost", async () => {
    const film = await aPublishableFilm(db);
    await publish(film);
    await writeFile(join(film.folder, `${N}.nfo`), "<movie><title>half");
    expect((await publish(film)).plan.conflicts).toHaveLength(1);
    expect(await nfo(film)).toBe("<movie><title>half");
    expect(await getMovie(film)).toMatchObject({ title: "Heat" });
  });
});

describe("while others are at work", () => {
  test("an NFO that is edited right after it was written is somebody's edit", async () => {
    const film = await aPublishableFilm(db, { library: { nfoPolicy: "ask" } });
    const path = join(film.folder, `${N}.nfo`);
    let isEdited = false;
    const assertOwned = async () => {
      if (isEdited || !existsSync(path)) return;
      isEdited = true;
      writeFileSync(path, readFileSync(path, "utf8").replace("<title>Heat</title>", "<title>Theirs</title>"));
    };
    await publishMovie(db, { movieId: film.movieId, assertOwned });
    expect(isEdited).toBe(true);
    expect((await publish(film)).plan.conflicts).toMatchObject([{ path }]);
    expect(await nfo(film)).toContain("<title>Theirs</title>");
  });

  test("a publish that another one overtook takes nothing of it for an edit", async () => {
    const film = await aPublishableFilm(db);
    const old = await getUnit(db, { entityType: "movie", entityId: film.movieId });
    await publish(film);
    await db.update(movies).set({ tagline: "New" }).where(eq(movies.id, film.movieId));
    await publish(film);
    const stale = await prepareUnit(db, old, {});
    expect(stale.plan.write).toHaveLength(1);
    expect(await announce(db, [stale], {})).toEqual([]);
  });
});

test("the page sees the plan with the lines that change", async () => {
  const film = await aPublishableFilm(db);
  await publish(film);
  await db.update(movies).set({ tagline: "New" }).where(eq(movies.id, film.movieId));
  const {
    plan,
    nfos: [shown],
  } = await planUnit(db, { entityType: "movie", entityId: film.movieId });
  expect(plan.write.map((step) => [step.kind, step.reason])).toEqual([["nfo", "What was published is out of date"]]);
  expect(shown?.diff.filter((line) => line.kind !== "same")).toMatchObject([
    { kind: "added", text: expect.stringContaining("<tagline>New</tagline>") },
  ]);
});

describe("a library", () => {
  test("is published film by film, and one that fails costs only itself", async () => {
    const film = await aPublishableFilm(db);
    const { libraryId } = film;
    const add = async (name: string) => {
      const filePath = join(film.root, name, `${name}.mkv`);
      const [row] = await db
        .insert(movies)
        .values({ libraryId, filePath, fileName: `${name}.mkv`, title: name, identificationStatus: "enriched" })
        .returning();
      return row?.id ?? 0;
    };
    await mkdir(join(film.root, "Ronin"));
    await writeFile(join(film.root, "Ronin", "Ronin.mkv"), "video");
    const ronin = await add("Ronin");
    const gone = await add("Gone");
    expect(await publishLibrary(db, { libraryId, dryRun: true })).toMatchObject({
      items: 3,
      published: 2,
      nfoWritten: 2,
    });
    expect(await names(film)).toEqual([`${N}.mkv`]);
    const total = await publishLibrary(db, { libraryId });
    expect(total).toMatchObject({ items: 3, published: 2, nfoWritten: 2, artworkWritten: 2 });
    expect(total.changed.map((each) => each.entityId).toSorted()).toEqual([film.movieId, ronin].toSorted());
    expect(total.problems).toMatchObject([{ entityId: gone, message: expect.stringContaining("is not there") }]);
    expect(await publishLibrary(db, { libraryId })).toMatchObject({ published: 0, nfoWritten: 0, changed: [] });
  });

  test("leaves out films that nobody knows yet", async () => {
    const film = await aPublishableFilm(db, { movie: { identificationStatus: "needs_identification" } });
    expect(await publishLibrary(db, { libraryId: film.libraryId })).toMatchObject({ items: 0 });
  });
});
