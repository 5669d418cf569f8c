import fc from "fast-check";
import { emptyEntity, type NfoEntity } from "./types.ts";

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

/** Films with any values an NFO can say in one way only. */
export const films: fc.Arbitrary<NfoEntity> = fc
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
