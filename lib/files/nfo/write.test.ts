import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { readNfo } from "./read.ts";
import { fixtureNames, listLeaves, readFixture } from "./testing.ts";
import { films } from "./testing-entities.ts";
import { emptyEntity, type NfoEntity, type NfoKept } from "./types.ts";
import { writeNfo } from "./write.ts";

const writeMovieNfo = (entity: NfoEntity, { keep }: { keep?: NfoKept | undefined } = {}) =>
  writeNfo({ kind: "movie", entities: [entity], kept: keep ? [keep] : [] });

const read = (text: string | Uint8Array) =>
  readNfo(typeof text === "string" ? new TextEncoder().encode(text) : text, { fileName: "film.nfo" });
const kinds = ["movie", "tvshow", "episode", "season", "set"] as const;

/** A strict XML parser of another make: throws at the first fault. */
function checkWellFormed(text: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}

describe("a written NFO", () => {
  test("reads back as exactly what was written, whatever the values", () => {
    fc.assert(
      fc.property(films, (entity) => {
        const written = writeMovieNfo(entity);
        checkWellFormed(written);
        expect(read(written).entities).toEqual([entity]);
      }),
      { numRuns: 300 },
    );
  });

  test("is well-formed even for text no XML may hold", () => {
    const nasty = "a\u0000b\u000bc\ud800d\uffffe ]]> <![CDATA[ & <x> \" '";
    const written = writeMovieNfo({
      ...emptyEntity,
      title: nasty,
      actors: [{ name: nasty, role: null, order: 1, thumb: null, type: null }],
    });
    checkWellFormed(written);
    expect(read(written).entities[0]?.title).toBe("abcde ]]> <![CDATA[ & <x> \" '");
  });

  test("holds ids, ratings, streams and people in Kodi's words and order", () => {
    const written = writeMovieNfo({
      ...emptyEntity,
      title: "The Matrix",
      year: 1999,
      premiered: "1999-03-31",
      plot: "First line.\nSecond line.",
      ratings: [{ name: "imdb", value: 8.7, max: 10, votes: 1_900_000, default: true }],
      uniqueIds: [
        { type: "imdb", value: "tt0133093", default: false },
        { type: "tmdb", value: "603", default: true },
      ],
      collection: { name: "The Matrix Collection", overview: null, tmdbId: 2344 },
      actors: [{ name: "Keanu Reeves", role: "Neo", order: 0, thumb: null, type: null }],
      streams: {
        video: [
          {
            codec: "h265",
            width: 3840,
            height: 1600,
            aspectRatio: 2.4,
            frameRate: null,
            bitRate: null,
            durationSeconds: 8160.4,
            hdrFormat: "Dolby Vision 8.1 / HDR10",
            stereoMode: null,
            language: null,
          },
        ],
        audio: [
          {
            codec: "dts",
            channels: 6,
            language: "de",
            bitRate: null,
            sampleRate: null,
            isDefault: true,
            isForced: false,
          },
        ],
        subtitle: [{ codec: "srt", language: "fr", isDefault: false, isForced: true }],
      },
      lockData: true,
      lockedFields: ["Name", "Overview"],
    });
    expect(written).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie>
    <title>The Matrix</title>
    <ratings>
        <rating name="imdb" max="10" default="true">
            <value>8.7</value>
            <votes>1900000</votes>
        </rating>
    </ratings>
    <plot>First line.
Second line.</plot>
    <id>603</id>
    <uniqueid type="imdb">tt0133093</uniqueid>
    <uniqueid type="tmdb" default="true">603</uniqueid>
    <set tmdbcolid="2344">
        <name>The Matrix Collection</name>
    </set>
    <premiered>1999-03-31</premiered>
    <year>1999</year>
    <fileinfo>
        <streamdetails>
            <video>
                <codec>hevc</codec>
                <aspect>2.4</aspect>
                <width>3840</width>
                <height>1600</height>
                <durationinseconds>8160</durationinseconds>
                <hdrtype>dolbyvision</hdrtype>
            </video>
            <audio>
                <codec>dca</codec>
                <language>ger</language>
                <channels>6</channels>
                <default>true</default>
            </audio>
            <subtitle>
                <codec>subrip</codec>
                <language>fre</language>
                <forced>true</forced>
            </subtitle>
        </streamdetails>
    </fileinfo>
    <actor>
        <name>Keanu Reeves</name>
        <role>Neo</role>
        <order>0</order>
    </actor>
    <lockdata>true</lockdata>
    <lockedfields>Name|Overview</lockedfields>
</movie>
`);
  });

  test("keeps unknown elements and attributes of the file it replaces", () => {
    const before = read(
      '<movie><title lang="en">A</title><top250>16</top250><customThing kind="x">k <b>b</b> &amp; &eacute;</customThing>' +
        '<ratings><rating name="imdb" max="10" source="mine"><value>8</value></rating></ratings>' +
        '<uniqueid type="tmdb" checked="yes">603</uniqueid><set><name>S</name><originalname>O</originalname></set>' +
        '<thumb aspect="poster" preview="http://x/s.jpg">http://x/p.jpg</thumb><fanart url="u"><thumb preview="z">http://x/f.jpg</thumb></fanart>' +
        "<actor><name>K</name><tmdbid>6384</tmdbid></actor></movie>",
    );
    const written = writeNfo(before);
    checkWellFormed(written);
    for (const kept of [
      '<title lang="en">A</title>',
      "<top250>16</top250>",
      '<customThing kind="x">k <b>b</b> &amp; é</customThing>',
      '<rating name="imdb" max="10" source="mine">',
      '<uniqueid type="tmdb" checked="yes">603</uniqueid>',
      "<originalname>O</originalname>",
      '<thumb aspect="poster" preview="http://x/s.jpg">http://x/p.jpg</thumb>',
      '<fanart url="u">',
      '<thumb preview="z">http://x/f.jpg</thumb>',
      "<tmdbid>6384</tmdbid>",
    ]) {
      expect(written).toContain(kept);
    }
    expect(writeNfo(read(written))).toBe(written);
  });

  test("takes what an older version of Metarr kept: only the elements it did not know", () => {
    const keep = {
      elements: ["<top250>16</top250>"],
      children: { "actor K": ["<x/>"] },
      attributes: { title: { a: "1" } },
    };
    const written = writeMovieNfo({ ...emptyEntity, title: "A" }, { keep });
    expect(listLeaves(written)).toEqual(["file/movie/title=A", "file/movie/top250=16"]);
  });

  test("has one root per episode of a file that holds several", () => {
    const episodes = [1, 2].map((episode) => ({ ...emptyEntity, title: `Part ${episode}`, season: 0, episode }));
    const written = writeNfo({ kind: "episode", entities: episodes, kept: [] });
    expect(read(written).entities).toEqual(episodes);
    expect(written.match(/<episodedetails>/g)).toHaveLength(2);
  });

  test("says what it should whatever file it replaces", () => {
    const files = fixtureNames.filter((name) => name.includes("-movie")).map((name) => read(readFixture(name)));
    // Addresses after the XML stay, and give ids of their own.
    const replaced = fc.constantFrom(...files.filter(({ kept }) => kept[0]?.children.links?.length === 0));
    fc.assert(
      fc.property(films, replaced, (entity, { kept }) => {
        const [said] = read(writeMovieNfo(entity, { keep: kept[0] })).entities;
        expect(said && inOrder(said)).toEqual(inOrder(entity));
      }),
      { numRuns: 200 },
    );
  });

  test.each(kinds)("a %s reads back as what was written, several in one file", (kind) => {
    const common = fc.record({
      season: fc.option(fc.nat(99), { nil: null }),
      episode: fc.option(fc.nat(999), { nil: null }),
      episodeEnd: fc.option(fc.nat(999), { nil: null }),
      displaySeason: fc.option(fc.nat(99), { nil: null }),
      displayEpisode: fc.option(fc.nat(4096), { nil: null }),
      status: fc.constantFrom(null, "Ended", "Continuing"),
      namedSeasons: fc.constantFrom<NfoEntity["namedSeasons"][]>(
        [],
        [
          { number: 0, name: "Specials" },
          { number: 1, name: "One & two" },
        ],
      ),
    });
    const entity = fc.tuple(films, common).map(([film, others]) => ({
      ...film,
      ...others,
      ...(kind === "tvshow" ? { season: null, episode: null } : {}),
    }));
    fc.assert(
      fc.property(fc.array(entity, { minLength: 1, maxLength: 3 }), (entities) => {
        const document = read(writeNfo({ kind, entities, kept: [] }));
        expect(document).toMatchObject({ kind, warnings: [], unknown: [] });
        expect(document.entities).toEqual(entities);
      }),
      { numRuns: 30 },
    );
  });
});

const byText = (a: string, b: string) => (a < b ? -1 : 1);

/** Where an NFO replaces another, ids and ratings may stand in the order they had there. */
function inOrder(entity: NfoEntity): NfoEntity {
  return {
    ...entity,
    uniqueIds: entity.uniqueIds.toSorted((a, b) => byText(a.type, b.type)),
    ratings: entity.ratings.toSorted((a, b) => byText(a.name, b.name)),
  };
}

describe("an NFO of which something changed", () => {
  const file = read(readFixture("tmm5-movie.nfo"));
  const [before = emptyEntity] = file.entities;
  const leaves = listLeaves(writeNfo(file)).map((leaf) => leaf.replace("file/movie/", ""));
  /** Leaves that went and came. */
  const changes = (change: Partial<NfoEntity>) => {
    const written = writeNfo({ ...file, entities: [{ ...before, ...change }] });
    checkWellFormed(written);
    const after = listLeaves(written).map((leaf) => leaf.replace("file/movie/", ""));
    return {
      gone: leaves.filter((leaf) => !after.includes(leaf)),
      fresh: after.filter((leaf) => !leaves.includes(leaf)),
    };
  };
  const [first, second] = before.ratings;
  const [actor] = before.actors;

  test.each<[string, Partial<NfoEntity>, string[], string[]]>([
    ["title", { title: "Friday" }, ["title=His Girl Friday"], ["title=Friday"]],
    ["plot taken away", { plot: null }, ["plot=An editor <b>wants</b> his best reporter back."], []],
    ["value that was not there", { tagline: "Fast" }, [], ["tagline=Fast"]],
    ["genre added", { genres: ["Comedy", "Romance"] }, [], ["genre=Romance"]],
    ["director", { directors: ["Howard Hawks", "Ann"] }, [], ["director=Ann"]],
    [
      "rating",
      { ratings: first && second ? [{ ...first, value: 93 }, second] : [] },
      ["ratings/rating/value=92"],
      ["ratings/rating/value=93"],
    ],
    [
      "role of an actor, whose ids stay",
      { actors: actor ? [{ ...actor, role: "Hildy" }] : [] },
      ["actor/role=Hildy Johnson"],
      ["actor/role=Hildy"],
    ],
    [
      "id, in every element that holds it",
      { uniqueIds: before.uniqueIds.map((id) => (id.type === "tmdb" ? { ...id, value: "7" } : id)) },
      ["tmdbid=3085", "uniqueid=3085"],
      ["tmdbid=7", "uniqueid=7"],
    ],
    [
      "name of the set",
      { collection: { name: "Press", overview: "Reporters.", tmdbId: 99 } },
      ["set/name=Newspapers"],
      ["set/name=Press"],
    ],
    ["lock", { lockData: null, lockedFields: ["Name", "Odd"] }, ["lockdata=true"], ["lockedfields=Name|Odd"]],
    [
      "date, and the year with it",
      { premiered: "1941-02-03", year: 1941 },
      ["premiered=1940-01-18", "year=1940"],
      ["premiered=1941-02-03", "year=1941"],
    ],
    ["date without its year", { premiered: null }, ["premiered=1940-01-18"], []],
    [
      "picture",
      { artwork: before.artwork.slice(1) },
      ["thumb=https://image.example/friday.jpg", "thumb@aspect=poster"],
      [],
    ],
  ])("changes only the %s", (_name, change, gone, fresh) => {
    expect(changes(change)).toEqual({ gone, fresh });
  });

  test("puts a new element at its place in Kodi's order", () => {
    const names = [...writeNfo({ ...file, entities: [{ ...before, tagline: "Fast" }] }).matchAll(/^ {4}<(\w+)/gm)];
    const at = names.findIndex(([, name]) => name === "tagline");
    expect([names[at - 1]?.[1], names[at + 1]?.[1]]).toEqual(["plot", "runtime"]);
  });

  test("puts new elements among those it carries along as Kodi orders them", () => {
    const carried = "<top250>5</top250><episodeguide>{}</episodeguide><code>c</code><odd/>";
    const show = read(`<tvshow>${carried}</tvshow>`);
    const entity = {
      ...emptyEntity,
      title: "A",
      plot: "B",
      uniqueIds: [{ type: "tmdb", value: "1", default: true }],
      status: "Ended",
      studios: ["S"],
    };
    const names = [...writeNfo({ ...show, entities: [entity] }).matchAll(/^ {4}<(\w+)/gm)].map(([, name]) => name);
    const order = "title top250 plot episodeguide id uniqueid status code studio odd";
    expect(names.join(" ")).toBe(order);
  });

  test("reads back as meant where an old element says more than one thing", () => {
    const show = read(
      "<episodedetails><displayafterseason>1</displayafterseason><premiered>1999-01-02</premiered></episodedetails>",
    );
    const [episode = emptyEntity] = show.entities;
    expect(episode).toMatchObject({ displaySeason: 1, displayEpisode: 4096, year: 1999 });
    const changed = { ...episode, displaySeason: 2, displayEpisode: 5, premiered: null };
    expect(read(writeNfo({ ...show, entities: [changed] })).entities).toEqual([changed]);
  });

  test("streams and ratings keep what Metarr does not know, whatever of them changes or cannot be told in full", () => {
    const file = read(
      '<movie><ratings><rating name="x" max="10" a="1"><value>7.1</value><of>me</of></rating></ratings><fileinfo><streamdetails>' +
        '<video b="2"><codec>avc1</codec><width>1920</width><height>800</height><micodec>x</micodec></video>' +
        "<audio><codec>dca</codec><channels>6</channels><title>T</title></audio>" +
        "<subtitle><language>eng</language><path>p</path></subtitle></streamdetails></fileinfo></movie>",
    );
    const [said = emptyEntity] = file.entities;
    const { video, audio, subtitle } = said.streams;
    const entity = {
      ...said,
      ratings: said.ratings.map((rating) => ({ ...rating, value: 7.123_456 })),
      streams: {
        video: video.map((stream) => ({ ...stream, width: 1280, durationSeconds: 99.5 })),
        audio: audio.map((stream) => ({ ...stream, codec: "dts_es" })),
        subtitle: subtitle.map((stream) => ({ ...stream, isForced: true })),
      },
    };
    const written = writeNfo({ ...file, entities: [entity] });
    const leaves = listLeaves(written);
    const before = listLeaves(writeNfo(file));
    expect(before.filter((leaf) => !leaves.includes(leaf))).toEqual([
      "file/movie/fileinfo/streamdetails/video/width=1920",
      "file/movie/ratings/rating/value=7.1",
    ]);
    expect(leaves).toContain("file/movie/fileinfo/streamdetails/video/durationinseconds=100");
    expect(writeNfo({ ...read(written), entities: [entity] })).toBe(written);
  });

  test("a stream of another file takes nothing of the one that stood at its place", () => {
    const file = read(
      "<movie><fileinfo><streamdetails><video><codec>h264</codec><width>1920</width><height>1080</height><micodec>x264</micodec></video></streamdetails></fileinfo></movie>",
    );
    const [said = emptyEntity] = file.entities;
    const video = said.streams.video.map((stream) => ({ ...stream, codec: "h265", width: 3840, height: 2160 }));
    const written = writeNfo({ ...file, entities: [{ ...said, streams: { ...said.streams, video } }] });
    expect(written).not.toContain("micodec");
  });

  test("an older <rating> follows the default, and short sets stay short", () => {
    const old = read("<movie><rating max='5'>3,5</rating><votes>1,000</votes><set>Old</set></movie>");
    const [movie = emptyEntity] = old.entities;
    const ratings = [{ name: "imdb", value: 8, max: 10, votes: 2000, default: true }];
    const written = writeNfo({
      ...old,
      entities: [{ ...movie, ratings, collection: { name: "New", overview: null, tmdbId: 5 } }],
    });
    expect(listLeaves(written)).toEqual(
      expect.arrayContaining([
        "file/movie/rating=4",
        "file/movie/votes=2000",
        "file/movie/set=New",
        "file/movie/set@tmdbcolid=5",
        "file/movie/ratings/rating/value=8",
      ]),
    );
    expect(read(written).entities[0]).toMatchObject({ ratings, collection: { name: "New", tmdbId: 5 } });
  });
});
