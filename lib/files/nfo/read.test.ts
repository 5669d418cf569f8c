import { describe, expect, test } from "vitest";
import { rootsOf } from "./kept.ts";
import { readNfo } from "./read.ts";

const read = (text: string | Uint8Array, fileName = "film.nfo") =>
  readNfo(typeof text === "string" ? new TextEncoder().encode(text) : text, { fileName });
const film = (inner: string) => read(`<movie>${inner}</movie>`).entities[0];

const kodi = `<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<movie>
  <title>The Matrix</title>
  <originaltitle>The Matrix</originaltitle>
  <sorttitle>Matrix 1</sorttitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>8.7</value><votes>1,900,000</votes></rating>
    <rating name="metacritic" max="100"><value>73</value></rating>
    <rating name="broken" max="10"><value>11</value></rating>
  </ratings>
  <userrating>9</userrating>
  <top250>16</top250>
  <plot>A hacker learns &amp; fights.</plot>
  <tagline>Free your mind</tagline>
  <runtime>136</runtime>
  <thumb aspect="poster" preview="http://x/p.jpg">http://x/poster.jpg</thumb>
  <thumb aspect="set.poster">http://x/set.jpg</thumb>
  <fanart><thumb preview="http://x/fp.jpg">http://x/fanart.jpg</thumb></fanart>
  <mpaa>R</mpaa>
  <uniqueid type="imdb" default="true">tt0133093</uniqueid>
  <uniqueid type="tmdb">603</uniqueid>
  <genre>Action / Science Fiction</genre><genre>Action</genre>
  <country>USA</country>
  <set tmdbcolid="2344"><name>The Matrix Collection</name><overview>All of it.</overview></set>
  <tag>favourite</tag>
  <credits>Lana Wachowski</credits><credits>Lilly Wachowski</credits>
  <director>Lana Wachowski</director>
  <premiered>1999-03-31</premiered><year>1990</year>
  <studio>Warner Bros.</studio>
  <trailer>plugin://plugin.video.youtube/play/?video_id=abc</trailer>
  <fileinfo><streamdetails>
    <video><codec>HEVC</codec><aspect>2.39</aspect><width>3840</width><height>1600</height><durationinseconds>8160</durationinseconds><hdrtype>dolbyvision</hdrtype></video>
    <audio><codec>dca</codec><language>eng</language><channels>6</channels></audio>
    <subtitle><language>ger</language></subtitle>
  </streamdetails></fileinfo>
  <actor><name>Keanu Reeves</name><role>Neo</role><order>0</order><thumb>http://x/k.jpg</thumb><profile>http://p</profile></actor>
  <actor><name></name><role>Nobody</role></actor>
  <dateadded>2020-01-02 03:04:05</dateadded>
  <lockdata>true</lockdata><lockedfields>Name|Overview|Emby Only</lockedfields>
  <customThing kind="x">kept <b>bold</b></customThing>
</movie>`;

describe("a film's NFO of Kodi", () => {
  const document = read(kodi);
  const [movie] = document.entities;

  test("gives every field", () => {
    expect(document.kind).toBe("movie");
    expect(document.warnings).toEqual([]);
    expect(movie).toMatchObject({
      title: "The Matrix",
      sortTitle: "Matrix 1",
      year: 1999,
      premiered: "1999-03-31",
      plot: "A hacker learns & fights.",
      tagline: "Free your mind",
      runtimeMinutes: 136,
      mpaa: "R",
      userRating: 9,
      genres: ["Action", "Science Fiction"],
      writers: ["Lana Wachowski", "Lilly Wachowski"],
      collection: { name: "The Matrix Collection", overview: "All of it.", tmdbId: 2344 },
      dateAdded: "2020-01-02 03:04:05",
      lockData: true,
      lockedFields: ["Name", "Overview", "Emby Only"],
    });
    expect(movie?.uniqueIds).toEqual([
      { type: "imdb", value: "tt0133093", default: true },
      { type: "tmdb", value: "603", default: false },
    ]);
    expect(movie?.actors).toEqual([
      { name: "Keanu Reeves", role: "Neo", order: 0, thumb: "http://x/k.jpg", type: null },
    ]);
  });

  test("keeps ratings within their scale and drops impossible ones", () => {
    expect(movie?.ratings).toEqual([
      { name: "imdb", value: 8.7, max: 10, votes: 1_900_000, default: true },
      { name: "metacritic", value: 73, max: 100, votes: null, default: false },
    ]);
  });

  test("stores streams under Metarr's names and languages", () => {
    expect(movie?.streams.video[0]).toMatchObject({
      codec: "h265",
      width: 3840,
      aspectRatio: 2.39,
      hdrFormat: "Dolby Vision",
    });
    expect(movie?.streams.audio[0]).toMatchObject({ codec: "dts", language: "en", channels: 6 });
    expect(movie?.streams.subtitle[0]).toMatchObject({ language: "de" });
  });

  test("names what it does not know and keeps its XML", () => {
    expect(document.unknown).toEqual(["customThing"]);
    const kept = document.kept[0]?.elements ?? [];
    expect(kept.join("")).toContain('<customThing kind="x">kept <b>bold</b></customThing>');
    expect(rootsOf(kept)).toHaveLength(34);
  });
});

describe("dialects and accidents", () => {
  test("a rating in the old form, with a comma for its fraction, is read", () => {
    const movie = film('<rating max="10">7,4</rating><votes>4.990 votes</votes><id>tt0133093</id>');
    expect(movie?.ratings).toEqual([{ name: "default", value: 7.4, max: 10, votes: 4990, default: true }]);
    expect(movie?.uniqueIds).toEqual([{ type: "imdb", value: "tt0133093", default: true }]);
  });

  test("Jellyfin's flat ids and Radarr's attributes on id are read", () => {
    expect(film("<imdbid>tt1</imdbid><tmdbid>603</tmdbid>")?.uniqueIds.map((id) => id.value)).toEqual(["tt1", "603"]);
    expect(film('<id IMDB="tt2" TMDB="7">tt2</id>')?.uniqueIds).toEqual([
      { type: "imdb", value: "tt2", default: true },
      { type: "tmdb", value: "7", default: false },
    ]);
  });

  test("an address after the XML adds its id, and an address alone is enough", () => {
    const combined = read("<movie><title>A</title></movie>\nhttps://www.imdb.com/title/tt0133093/\n");
    expect(combined.entities[0]?.uniqueIds).toEqual([{ type: "imdb", value: "tt0133093", default: true }]);
    const alone = read("https://www.themoviedb.org/movie/603-the-matrix?language=en");
    expect(alone.kind).toBe("url");
    expect(alone.entities[0]?.uniqueIds).toEqual([{ type: "tmdb", value: "603", default: true }]);
    const two = read("https://www.themoviedb.org/movie/603\nhttps://www.imdb.com/title/tt0133093\n");
    expect(two.entities[0]?.uniqueIds.map((id) => id.type)).toEqual(["tmdb", "imdb"]);
  });

  test("lone ampersands, names of HTML and numbered characters become text", () => {
    expect(
      film("<title>Tom & Jerry</title><plot>caf&eacute; &#8211; &#x41; &unknown; &lt;b&gt; a < b</plot>"),
    ).toMatchObject({
      title: "Tom & Jerry",
      plot: "café – A &unknown; <b> a < b",
    });
  });

  test("comments are skipped and CDATA is taken literally", () => {
    expect(film("<!-- <title>No</title> --><title><![CDATA[A <b> & C]]></title>")?.title).toBe("A <b> & C");
  });

  test("HTML in a plot becomes plain text", () => {
    expect(film("<plot>One.<br/>Two <b>bold</b>.<br>Three.</plot><year>1999</year>")).toMatchObject({
      plot: "One.\nTwo bold.\nThree.",
      year: 1999,
    });
  });

  test("ids that cannot be ids are dropped, and an IMDb number gets its letters", () => {
    const ids = film('<uniqueid type="tmdb">abc</uniqueid><uniqueid type="imdb">0133093</uniqueid>')?.uniqueIds;
    expect(ids).toEqual([{ type: "imdb", value: "tt0133093", default: true }]);
  });

  test("empty elements say nothing", () => {
    const movie = film(
      "<title></title><plot/><year>0</year><genre></genre><set/><userrating>0</userrating><runtime>0</runtime>",
    );
    expect(movie).toMatchObject({
      title: null,
      plot: null,
      year: null,
      genres: [],
      collection: null,
      userRating: null,
      runtimeMinutes: null,
    });
  });

  test("a tag that is closed wrongly or never costs only itself", () => {
    const document = read("<movie><title>A</plot></title><year>1999</year><plot>B");
    expect(document.entities[0]).toMatchObject({ title: "A", year: 1999, plot: "B" });
    expect(document.warnings[0]).toContain("faults");
  });

  test("UTF-16, a byte order mark and Latin-1 are recognised", () => {
    const xml = "<movie><title>Amélie</title></movie>";
    const wide = Buffer.from(`\ufeff${xml}`, "utf16le");
    expect(read(wide)).toMatchObject({ encoding: "utf-16le", entities: [{ title: "Amélie" }] });
    expect(read(Buffer.from(wide).swap16())).toMatchObject({ encoding: "utf-16be", entities: [{ title: "Amélie" }] });
    expect(read(Buffer.from(xml, "utf16le")).entities[0]?.title).toBe("Amélie");
    expect(read(`\ufeff${xml}`)).toMatchObject({ encoding: "utf-8", entities: [{ title: "Amélie" }] });
    expect(read(Buffer.from(xml, "latin1"))).toMatchObject({
      encoding: "windows-1252",
      entities: [{ title: "Amélie" }],
    });
  });

  test("a file in UTF-8 with one damaged character stays UTF-8, with a warning", () => {
    const bytes = Buffer.concat([
      Buffer.from("<movie><title>Amélie à"),
      Buffer.from([0xe9]),
      Buffer.from("</title></movie>"),
    ]);
    expect(read(bytes)).toMatchObject({
      encoding: "utf-8",
      entities: [{ title: "Amélie à\ufffd" }],
      warnings: ["Some characters are damaged and cannot be read."],
    });
  });

  test.each([
    ["1999-3-1", "1999-03-01"],
    ["1999/12/31", "1999-12-31"],
    ["19991231", "1999-12-31"],
    ["1999-12-31T20:00:00Z", "1999-12-31"],
    ["31.12.1999", "1999-12-31"],
    ["31/12/1999", "1999-12-31"],
    ["12/31/1999", "1999-12-31"],
    ["05-05-1999", "1999-05-05"],
    ["31 December 1999", "1999-12-31"],
    ["Dec. 31st, 1999", "1999-12-31"],
    ["03/04/1999", null],
    ["1999-02-30", null],
    ["0000-00-00", null],
    ["1601-01-01", null],
    ["31 Foo 1999", null],
    ["1999", null],
  ])("the day %s is %s", (written, day) => {
    const movie = film(`<premiered>${written}</premiered>`);
    expect(movie?.premiered).toBe(day);
    const isYear = /1999/.test(written);
    expect(movie?.year).toBe(isYear ? 1999 : null);
  });

  test.each([
    ["96", 96],
    ["96 min", 96],
    ["1h 30min", 90],
    ["2 h 5", 125],
    ["PT1H36M", 96],
    ["1:36:20", 96],
    ["5400", 5400],
    ["0", null],
    ["long", null],
  ])("a runtime of %s is %s minutes", (written, minutes) => {
    expect(film(`<runtime>${written}</runtime>`)?.runtimeMinutes).toBe(minutes);
  });

  test("several episodes in one file are several entities", () => {
    const document = read(
      "<?xml version='1.0'?><episodedetails><title>One</title><season>1</season><episode>1</episode></episodedetails>\n" +
        "<episodedetails><title>Two</title><season>1</season><episode>2</episode><displayseason>-1</displayseason></episodedetails>",
    );
    expect(document.kind).toBe("episode");
    expect(document.entities.map((each) => [each.title, each.episode, each.displaySeason])).toEqual([
      ["One", 1, null],
      ["Two", 2, null],
    ]);
  });

  test("a show's named seasons and season pictures are read", () => {
    const show = read(
      '<tvshow><title>S</title><namedseason number="1">Book One</namedseason>' +
        '<thumb aspect="poster" type="season" season="-1">http://x/a.jpg</thumb><id>121361</id></tvshow>',
    ).entities[0];
    expect(show?.namedSeasons).toEqual([{ number: 1, name: "Book One" }]);
    expect(show?.artwork).toEqual([{ type: "poster", url: "http://x/a.jpg", season: -1 }]);
    expect(show?.uniqueIds[0]?.type).toBe("tvdb");
  });

  test("a file with nothing useful has no entities and says so", () => {
    const document = read("just some words", "odd.nfo");
    expect(document.entities).toEqual([]);
    expect(document.warnings).toEqual(["odd.nfo holds neither metadata nor the address of a film or series."]);
  });
});
