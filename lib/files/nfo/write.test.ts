import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { readNfo } from "./read.ts";
import { emptyEntity, type NfoEntity } from "./types.ts";
import { writeMovieNfo, writeNfo } from "./write.ts";

const read = (text: string) => readNfo(new TextEncoder().encode(text), { fileName: "film.nfo" });

/** A strict XML parser of another make: throws at the first fault. */
function checkWellFormed(text: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}

const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .map((value) => value.replaceAll(/\p{C}/gu, "").replaceAll(" / ", "-").trim())
  .filter((value) => value !== "" && !value.includes("|") && !value.includes("\ufffd"));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const list = fc.uniqueArray(text, { maxLength: 4 });
const count = fc.integer({ min: 1, max: 100_000 });
const language = fc.constantFrom("en", "de", "fr", "pt", "ja");
const url = fc.webUrl({ withQueryParameters: true });

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const entities: fc.Arbitrary<NfoEntity> = fc
  .record({
    title: maybe(text),
    originalTitle: maybe(text),
    sortTitle: maybe(text),
    showTitle: maybe(text),
    premiered: maybe(day),
    aired: maybe(day),
    plot: maybe(text),
    outline: maybe(text),
    tagline: maybe(text),
    runtimeMinutes: maybe(fc.integer({ min: 1, max: 999 })),
    mpaa: maybe(text),
    userRating: maybe(fc.integer({ min: 1, max: 10 })),
    ratings: fc.uniqueArray(
      fc.record({
        name: text,
        value: fc.integer({ min: 1, max: 100 }).map((value) => value / 10),
        max: fc.constant(10),
        votes: maybe(count),
        default: fc.constant(false),
      }),
      { selector: (rating) => rating.name, maxLength: 3 },
    ),
    uniqueIds: fc.uniqueArray(
      fc.record({
        type: fc.constantFrom("tmdb", "tvdb", "wikidata", "anidb"),
        value: count.map(String),
        default: fc.constant(false),
      }),
      { selector: (id) => id.type, maxLength: 3 },
    ),
    genres: list,
    countries: list,
    studios: list,
    tags: list,
    directors: list,
    writers: list,
    actors: fc.array(
      fc.record({ name: text, role: maybe(text), order: maybe(fc.nat(50)), thumb: maybe(url), type: maybe(text) }),
      { maxLength: 3 },
    ),
    collection: maybe(fc.record({ name: text, overview: maybe(text), tmdbId: maybe(count) })),
    trailer: maybe(url),
    dateAdded: maybe(day),
    playCount: maybe(fc.nat(9)),
    artwork: fc.array(fc.record({ type: fc.constantFrom("poster", "clearlogo"), url, season: fc.constant(null) }), {
      maxLength: 3,
    }),
    streams: fc.record({
      video: fc.array(
        fc.record({
          codec: fc.constantFrom("h264", "h265", "av1", "mpeg2"),
          width: count,
          height: count,
          aspectRatio: fc.constantFrom(1.33, 1.78, 2.39),
          frameRate: maybe(fc.constantFrom(23.976, 25)),
          bitRate: maybe(count),
          durationSeconds: maybe(count),
          hdrFormat: maybe(fc.constantFrom("HDR10", "HDR10+", "HLG", "Dolby Vision")),
          stereoMode: maybe(fc.constant("left_right")),
          language: maybe(language),
        }),
        { maxLength: 2 },
      ),
      audio: fc.array(
        fc.record({
          codec: fc.constantFrom("dts", "aac", "truehd_atmos", "eac3_ddp_atmos", "dtshd_ma"),
          channels: fc.constantFrom(2, 6, 8),
          language: maybe(language),
          bitRate: maybe(count),
          sampleRate: maybe(count),
          isDefault: fc.boolean(),
          isForced: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
      subtitle: fc.array(
        fc.record({
          codec: fc.constantFrom("srt", "pgs", "ass", null),
          language,
          isDefault: fc.boolean(),
          isForced: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
    lockData: maybe(fc.boolean()),
    lockedFields: list,
  })
  .map((fields) => {
    const year = fields.premiered === null ? null : Number(fields.premiered.slice(0, 4));
    const first = <T>(items: (T & { default: boolean })[]) => items.map((item, at) => ({ ...item, default: at === 0 }));
    return { ...emptyEntity, ...fields, year, ratings: first(fields.ratings), uniqueIds: first(fields.uniqueIds) };
  });

describe("a written NFO", () => {
  test("reads back as exactly what was written, whatever the values", () => {
    fc.assert(
      fc.property(entities, (entity) => {
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

  test("has one root per episode of a file that holds several", () => {
    const episodes = [1, 2].map((episode) => ({ ...emptyEntity, title: `Part ${episode}`, season: 0, episode }));
    const written = writeNfo({ kind: "episode", entities: episodes, kept: [] });
    expect(read(written).entities).toEqual(episodes);
    expect(written.match(/<episodedetails>/g)).toHaveLength(2);
  });
});
