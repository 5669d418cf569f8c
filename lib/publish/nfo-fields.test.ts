import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import { readNfo } from "#lib/files/nfo/read.ts";
import { listLeaves } from "#lib/files/nfo/testing.ts";
import { films } from "#lib/files/nfo/testing-entities.ts";
import { emptyEntity, type NfoEntity } from "#lib/files/nfo/types.ts";
import { writeNfo } from "#lib/files/nfo/write.ts";
import { loadFilms } from "./load-films.ts";
import { loadShow } from "./load-shows.ts";
import { type Before, ownedFields } from "./nfo-fields.ts";
import { nfoOfFilm, nfoOfSet } from "./nfo-film.ts";
import { nfoOfEpisode, nfoOfSeason, nfoOfShow } from "./nfo-show.ts";
import { aPublishableFilm, removeFolders } from "./testing.ts";
import { aPublishableShow } from "./testing-show.ts";

const db = await testDb();
removeFolders();

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The test has nothing to publish.");
  return value;
}

const film = known((await loadFilms(db, [(await aPublishableFilm(db)).movieId]))[0]);
const show = known(await loadShow(db, (await aPublishableShow(db)).seriesId));
const set = known(film.collection ?? undefined);
const season = known(show.seasons.find(({ season: { seasonNumber } }) => seasonNumber === 1));
const [first, second] = [known(show.episodes[0]), known(show.episodes[1])];

/** What is published of each kind over a file that said something; an episode in a file of several. */
const publishers = {
  movie: [(before: Before) => nfoOfFilm(film, before)],
  tvshow: [(before: Before) => nfoOfShow(show, before)],
  season: [(before: Before) => nfoOfSeason(season, before)],
  episode: [
    (before: Before) => nfoOfEpisode(show, first, before),
    (before: Before) => nfoOfEpisode(show, second, before),
  ],
  set: [(before: Before) => nfoOfSet(set, before)],
};
const kinds = ["movie", "tvshow", "season", "episode", "set"] as const;

/** Something in every field, of which nothing is so in the database. */
const theirs: NfoEntity = {
  title: "Theirs",
  originalTitle: "Original",
  sortTitle: "Sorted",
  showTitle: "Show",
  year: 2001,
  premiered: "2001-02-03",
  aired: "2004-05-06",
  plot: "Theirs.",
  outline: "Short.",
  tagline: "Line.",
  runtimeMinutes: 7,
  mpaa: "XX:7",
  userRating: 3,
  ratings: [{ name: "themoviedb", value: 1.5, max: 10, votes: 3, default: true }],
  uniqueIds: [{ type: "tmdb", value: "77", default: true }],
  genres: ["Genre"],
  countries: ["Country"],
  studios: ["Studio"],
  tags: ["Tag"],
  directors: ["Director"],
  writers: ["Writer"],
  actors: [{ name: "Actor", role: "Role", order: 0, thumb: null, type: null }],
  collection: { name: "Set", overview: "Of theirs.", tmdbId: 5 },
  season: 1,
  episode: 71,
  episodeEnd: 72,
  displaySeason: 73,
  displayEpisode: 74,
  status: "Paused",
  trailer: "https://trailer.example/1",
  dateAdded: "2020-01-02 03:04:05",
  playCount: 9,
  namedSeasons: [{ number: 1, name: "Named" }],
  artwork: [{ type: "poster", url: "https://image.example/1.jpg", season: null }],
  streams: {
    video: [
      {
        codec: "vp9",
        width: 11,
        height: 12,
        aspectRatio: 1.5,
        frameRate: 13,
        bitRate: 14,
        durationSeconds: 15,
        hdrFormat: "HLG",
        stereoMode: "left_right",
        language: "fr",
      },
    ],
    audio: [
      { codec: "mp2", channels: 1, language: "fr", bitRate: 16, sampleRate: 17, isDefault: true, isForced: true },
    ],
    subtitle: [{ codec: "vtt", language: "fr", isDefault: true, isForced: true }],
  },
  lockData: false,
  lockedFields: ["Name"],
};
const isField = (name: string): name is keyof NfoEntity => Object.hasOwn(emptyEntity, name);
const fields = Object.keys(emptyEntity).filter(isField);
const isOwned = (kind: (typeof kinds)[number], field: string) => ownedFields[kind].some((name) => name === field);

/** What Metarr writes where it holds nothing but what stands in the database. */
const ownIn = (field: keyof NfoEntity, publish: (before: Before) => NfoEntity): unknown => {
  if (field === "showTitle") return publish({ ...emptyEntity, showTitle: "Show" }).showTitle;
  if (field === "lockData") return false;
  const bare = publish(undefined);
  // Without a probe the file keeps its streams, and without a rating its ratings.
  const isKept = field === "streams" ? bare.streams.video.length === 0 : field === "ratings" && !bare.ratings[0];
  return isKept ? theirs[field] : bare[field];
};

test.each(["originalTitle", "sortTitle", "tagline"] as const)("a lock of %s is written, and taken back", (field) => {
  const name = { originalTitle: "OriginalTitle", sortTitle: "SortName", tagline: "Tagline" }[field];
  const lock = { [`${field}Locked`]: true };
  const said: Before = { ...emptyEntity, lockedFields: [name, "Odd"] };
  for (const publish of [
    (isLocked: boolean) => nfoOfFilm({ ...film, movie: { ...film.movie, ...(isLocked && lock) } }, said),
    (isLocked: boolean) => nfoOfShow({ ...show, series: { ...show.series, ...(isLocked && lock) } }, said),
  ]) {
    expect(publish(true).lockedFields).toEqual([name, "Odd"]);
    expect(publish(false).lockedFields).toEqual(["Odd"]);
  }
});

test.each([
  ["R", "Rated R", "Rated R"],
  ["R", "US:R", "US:R"],
  ["R", "PG", "R"],
  ["R", "DE:12", "R"],
  [null, "DE:12", "DE:12"],
  [null, "PG", null],
])("with the certification %s, a file that said %s says %s", (contentRating, mpaa, wanted) => {
  const said: Before = { ...emptyEntity, mpaa };
  expect(nfoOfFilm({ ...film, movie: { ...film.movie, contentRating, mpaaRating: null } }, said).mpaa).toBe(wanted);
  expect(nfoOfShow({ ...show, series: { ...show.series, contentRating } }, said).mpaa).toBe(wanted);
});

test("a series keeps the certification of a country whose library it is not in", () => {
  const said: Before = { ...emptyEntity, mpaa: "US:TV-14" };
  const [series, library] = [
    { ...show.series, contentRating: null },
    { ...show.library, region: "DE" },
  ];
  expect(nfoOfShow({ ...show, series, library }, said).mpaa).toBe("US:TV-14");
});

test.each([
  ["ended", "ended", "ended"],
  ["ended", "Paused", "Ended"],
  [null, "Paused", "Paused"],
  [null, "Ended", null],
  ["ended", null, "Ended"],
] as const)("with the status %s, a series that said %s says %s", (status, word, wanted) => {
  const said: Before = { ...emptyEntity, status: word };
  expect(nfoOfShow({ ...show, series: { ...show.series, status } }, said).status).toBe(wanted);
});

describe.each(kinds)("the NFO of a %s", (kind) => {
  test.each(fields)("says %s as Metarr holds it, or as the file said it", (field) => {
    for (const publish of publishers[kind]) {
      const said = publish(theirs)[field];
      expect(said).toEqual(isOwned(kind, field) ? ownIn(field, publish) : theirs[field]);
    }
  });

  const rest = fc.record({
    episodeEnd: fc.option(fc.nat(99), { nil: null }),
    status: fc.constantFrom(null, "Ended", "Continuing", "Paused"),
    namedSeasons: fc.constantFrom<NfoEntity["namedSeasons"][]>([], [{ number: 9, name: "Nine" }]),
  });
  const any = fc.tuple(films, rest).map(([each, more]): NfoEntity => ({ ...each, ...more, title: "T" }));
  const odd = '<!-- odd --><x:odd xmlns:x="urn:x" a="1"><b>2</b></x:odd><odd/><top250 b="3">5</top250>';

  test("keeps what is not Metarr's of any file, and is the same written twice", () => {
    const count = publishers[kind].length;
    fc.assert(
      fc.property(fc.array(any, { minLength: count, maxLength: count }), (entities) => {
        const plain = writeNfo({ kind, entities, kept: [] });
        const text = plain.replaceAll(/^<\w+>$/gm, (root) => `${root}${odd}`);
        const before = read(text);
        const wanted = publishers[kind].map((publish, at) => publish(before.entities[at]));
        const written = writeNfo({ kind, entities: wanted, kept: before.kept });
        const after = read(written);
        for (const [at, entity] of after.entities.entries()) {
          const others = fields.filter((field) => !isOwned(kind, field) && !followsDays(field));
          expect(pick(entity, others)).toEqual(pick(known(before.entities[at]), others));
          const own = fields.filter((field) => isOwned(kind, field) && !isUnordered(field));
          expect(pick(entity, own)).toEqual(pick(known(wanted[at]), own));
        }
        expect(listLeaves(written).filter(isOdd)).toEqual(listLeaves(text).filter(isOdd));
        // By the next publish the record says what was written, or a scan has read the file.
        const again = publishers[kind].map((publish, at) => publish(wanted[at]));
        expect(writeNfo({ kind, entities: again, kept: before.kept })).toBe(written);
        const scanned = publishers[kind].map((publish, at) => publish(after.entities[at]));
        expect(writeNfo({ kind, entities: scanned, kept: after.kept })).toBe(written);
      }),
      { numRuns: 25 },
    );
  });
});

const isOdd = (leaf: string) => /odd|top250/.test(leaf);
const followsDays = (field: string) => field === "year" || field === "premiered" || field === "aired";
/** Ids and ratings stand in the order of the file. */
const isUnordered = (field: string) => field === "uniqueIds" || field === "ratings";
const pick = (entity: NfoEntity, names: readonly (keyof NfoEntity)[]) =>
  Object.fromEntries(names.map((name) => [name, entity[name]]));
const read = (text: string) => readNfo(new TextEncoder().encode(text), { fileName: "x.nfo" });
