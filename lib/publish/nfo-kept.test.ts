import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { audioStreams, fieldChanges, libraries, videoStreams } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import { listLeaves } from "#lib/files/nfo/testing.ts";
import { announce, getUnit, prepareUnit } from "./publish.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "./testing.ts";
import { aPublishableShow, publishSeries } from "./testing-show.ts";

const db = await testDb();
removeFolders();
const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))));

const put = async (path: string, text: string) => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
};
/** What a file of theirs said and the file of Metarr does not, by the names of elements. */
const lost = (theirs: string, ours: string) => {
  const said = new Set(listLeaves(ours));
  return listLeaves(theirs).filter((leaf) => !said.has(leaf));
};

const odd = '<!-- why --><odd a="1"><b c="2">3</b></odd>';
const days = "<year>2001</year><premiered>2001-02-03</premiered>";
const common =
  "<originaltitle>O</originaltitle><sorttitle>S</sorttitle><outline>Out</outline><tagline>Tag</tagline><mpaa>XX</mpaa>" +
  "<genre>G</genre><country>C</country><tag>T</tag><studio>St</studio><trailer>https://t.example/1</trailer>" +
  "<status>Paused</status><episodenumberend>9</episodenumberend><playcount>2</playcount><dateadded>2020-01-02 03:04:05</dateadded>";
const files = {
  "tvshow.nfo": `<!-- made by --><tvshow><!-- <episodeguide>old</episodeguide> --><aired>2001-02-03</aired><credits>W</credits><director>D</director><set><name>Sets</name></set><episodenumberend>9</episodenumberend><namedseason number="7" x="1">Seven</namedseason>${odd}</tvshow>`,
  "Season 01/season.nfo": `<season><showtitle>S</showtitle>${common}<aired>2004-05-06</aired><rating>7,5</rating><userrating>7</userrating><credits>W</credits><director>D</director><actor><name>A</name></actor><year>2003</year>${odd}</season>`,
  "Season 01/Dark Harbour S01E01.nfo": `<episodedetails>${common}${days}<aired>2004-05-06</aired>${odd}</episodedetails>`,
  // By their numbers, not by their place.
  "Season 01/Dark Harbour S01E02-E03.nfo": [3, 2]
    .map(
      (number) =>
        `<episodedetails><season>1</season><episode>${number}</episode><outline>Of ${number}</outline>${days}</episodedetails>`,
    )
    .join(""),
};
/** What Metarr holds of these says something else. */
const replaced = /^file\/episodedetails\/aired=/;

test("what files of a series said and Metarr does not hold stays there, at the first publish and at later ones", async () => {
  const show = await aPublishableShow(db, { library: { profile: "jellyfin" } });
  roots.push(show.root);
  const pathOf = (name: string) => join(show.directoryPath, name);
  for (const [name, text] of Object.entries(files)) await put(pathOf(name), text);
  const publish = () => publishSeries(db, { seriesId: show.seriesId });
  await publish();
  for (const [name, text] of Object.entries(files)) {
    const left = lost(text, await readFile(pathOf(name), "utf8"));
    expect([name, left.filter((leaf) => !replaced.test(leaf))]).toEqual([name, []]);
  }
  expect(await readFile(pathOf("Season 01/season.nfo"), "utf8")).toContain("<title>The Fog</title>");
  const both = await readNfoFile(pathOf("Season 01/Dark Harbour S01E02-E03.nfo"));
  expect(both.document.entities.map(({ episode, outline }) => [episode, outline])).toEqual([
    [2, "Of 2"],
    [3, "Of 3"],
  ]);
  expect(await publish()).toMatchObject({ nfoWritten: 0, isChanged: false });

  // A player saves more into a file of Metarr's: that is no edit of any field, and its file goes to the bin all the same.
  const path = pathOf("Season 02/Dark Harbour S02E01.nfo");
  const saved = (await readFile(path, "utf8")).replace("</title>", `</title><mpaa>TV-MA</mpaa><year>2003</year>${odd}`);
  await writeFile(path, saved);
  expect(await publish()).toMatchObject({ plan: { conflicts: [] }, recycled: 1 });
  expect(lost(saved, await readFile(path, "utf8"))).toEqual([]);
  expect(await publish()).toMatchObject({ nfoWritten: 0, isChanged: false });
  const edits = await db
    .select({ field: fieldChanges.field })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "episode"),
        inArray(fieldChanges.entityId, show.episodeIds),
        eq(fieldChanges.source, "nfo"),
      ),
    );
  expect(edits).toEqual([]);
});

test("what files of a film and its set said and Metarr does not hold stays there, in streams too", async () => {
  const film = await aPublishableFilm(db, { library: { publishing: { setsFolder: "Movie Sets" } } });
  const { movieId } = film;
  await db.insert(videoStreams).values({ movieId, streamIndex: 0, codec: "h264", width: 1920, height: 800 });
  await db.insert(audioStreams).values({ movieId, streamIndex: 1, codec: "dts_es", channels: 6, language: "en" });
  const publish = () => publishMovie(db, { movieId });
  const path = join(film.folder, "Heat (1995).nfo");
  const streams =
    '<fileinfo><streamdetails><video x="1"><codec>h264</codec><stereomode>left_right</stereomode><language>eng</language><micodec>h264</micodec>' +
    "<scantype>progressive</scantype><format3d>HSBS</format3d></video><audio><codec>dca</codec><language>eng</language><channels>6</channels>" +
    "<forced>true</forced><micodec>dts</micodec></audio></streamdetails></fileinfo>";
  const theirs = `<movie><showtitle>S</showtitle><aired>2001-02-03</aired><status>Released</status>${streams}<ratings><rating name="metacritic" max="100" x="1"><value>70</value></rating></ratings>${odd}</movie>`;
  await put(path, theirs);
  const [set = ""] = (await publish()).plan.write.map((step) => step.path).filter((each) => each.endsWith("set.nfo"));
  expect(lost(theirs, await readFile(path, "utf8"))).toEqual([]);
  expect(await publish()).toMatchObject({ isChanged: false });

  const saved = (await readFile(set, "utf8")).replace(
    "</title>",
    `</title>${common}${days}<aired>2001-02-03</aired>${odd}`,
  );
  await writeFile(set, saved);
  await publish();
  expect(lost(saved, await readFile(set, "utf8"))).toEqual([]);
  expect(await publish()).toMatchObject({ isChanged: false });
});

test("a player that reads no NFO in between loses nothing it said", async () => {
  const film = await aPublishableFilm(db);
  const path = join(film.folder, "Heat (1995).nfo");
  await put(path, `<movie><title>Heat</title><playcount>2</playcount>${odd}</movie>`);
  const publishFor = async (profile: "kodi" | "plex") => {
    await db.update(libraries).set({ profile }).where(eq(libraries.id, film.libraryId));
    return publishMovie(db, { movieId: film.movieId });
  };
  await publishFor("kodi");
  const first = await readFile(path, "utf8");
  expect(await publishFor("plex")).toMatchObject({ recycled: 1 });
  expect(await publishFor("plex")).toMatchObject({ isChanged: false });
  expect(await publishFor("kodi")).toMatchObject({ nfoWritten: 1, recycled: 0 });
  expect(await readFile(path, "utf8")).toBe(first);
  expect(first).toContain("<playcount>2</playcount>");
  expect(await publishFor("kodi")).toMatchObject({ isChanged: false });
});

test("a publish that stops once theirs is in the recycle bin loses nothing it said", async () => {
  const film = await aPublishableFilm(db);
  const { movieId } = film;
  const path = join(film.folder, "Heat (1995).nfo");
  const theirs = `<movie><showtitle>S</showtitle><top250>5</top250>${odd}</movie>`;
  await put(path, theirs);
  const unit = await getUnit(db, { entityType: "movie", entityId: movieId });
  await announce(db, [await prepareUnit(db, unit, {})], {});
  await rm(path);
  await publishMovie(db, { movieId });
  expect(lost(theirs, await readFile(path, "utf8"))).toEqual([]);
  expect(await publishMovie(db, { movieId })).toMatchObject({ isChanged: false });
});
