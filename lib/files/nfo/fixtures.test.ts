import { describe, expect, test } from "vitest";
import { readNfo } from "./read.ts";
import { readFixture } from "./testing.ts";
import type { NfoEntity, NfoKind } from "./types.ts";

const read = (name: string) => readNfo(readFixture(name), { fileName: name });
const idsOf = (entity: NfoEntity | undefined) => entity?.uniqueIds.map(({ type, value }) => `${type}:${value}`);

type Case = { file: string; kind: NfoKind; says: Partial<NfoEntity>[]; ids: string[]; unknown?: string[] };

const cases: Case[] = [
  {
    file: "kodi18-movie.nfo",
    kind: "movie",
    says: [
      {
        title: "Night of the Living Dead",
        sortTitle: null,
        year: 1968,
        runtimeMinutes: 96,
        userRating: 8,
        mpaa: "Rated NR",
        playCount: 2,
        collection: { name: "Living Dead Collection", overview: "Films about the dead.", tmdbId: null },
        actors: [
          { name: "Duane Jones", role: "Ben", order: 0, thumb: "http://image.example/original/jones.jpg", type: null },
          { name: "Judith O'Dea", role: "Barbara", order: 1, thumb: null, type: null },
        ],
      },
    ],
    ids: ["imdb:tt0063350", "tmdb:10331"],
  },
  {
    file: "kodi20-movie.nfo",
    kind: "movie",
    says: [
      {
        plot: "A lonely girl & her dragon.",
        tagline: null,
        year: 2010,
        runtimeMinutes: 15,
        userRating: null,
        genres: ["Animation", "Fantasy", "Short"],
        ratings: [
          { name: "metacritic", value: 72, max: 100, votes: null, default: false },
          { name: "imdb", value: 7.4, max: 10, votes: 4990, default: true },
          { name: "trakt", value: 8.1, max: 10, votes: 512, default: false },
        ],
      },
    ],
    ids: ["tmdb:45745", "imdb:tt1727587"],
  },
  {
    file: "kodi21-movie.nfo",
    kind: "movie",
    says: [
      {
        collection: { name: "Blender Open Films", overview: null, tmdbId: 702_342 },
        dateAdded: "2023-12-31 23:59:59",
        playCount: 1,
      },
    ],
    ids: ["imdb:tt2285752"],
    unknown: ["videoassetid"],
  },
  {
    file: "kodi18-tvshow.nfo",
    kind: "tvshow",
    says: [
      {
        season: null,
        episode: null,
        displaySeason: null,
        runtimeMinutes: null,
        status: "Ended",
        studios: ["VODO"],
        namedSeasons: [
          { number: 0, name: "Extras" },
          { number: 1, name: "The Landing" },
        ],
        artwork: [
          { type: "poster", url: "https://tv.example/posters/170551-1.jpg", season: null },
          { type: "poster", url: "https://tv.example/seasons/170551-1.jpg", season: 1 },
          { type: "banner", url: "https://tv.example/seasons/all.jpg", season: -1 },
          { type: "fanart", url: "https://tv.example/fanart/170551-1.jpg", season: null },
        ],
      },
    ],
    ids: ["tvdb:170551"],
  },
  {
    file: "kodi20-tvshow.nfo",
    kind: "tvshow",
    says: [{ premiered: "2010-06-16" }],
    ids: ["tmdb:33852", "tvdb:170551"],
  },
  {
    file: "kodi20-episode.nfo",
    kind: "episode",
    says: [
      {
        title: "Earthfall",
        season: 1,
        episode: 1,
        displaySeason: null,
        aired: "2010-06-16",
        artwork: [{ type: "thumb", url: "https://tv.example/stills/1.jpg", season: null }],
      },
      { title: "The Man From Mars", season: 1, episode: 2 },
      { title: "Making of", season: 0, displaySeason: 1, displayEpisode: 4096, aired: null },
    ],
    ids: ["tvdb:2469201"],
  },
  {
    file: "kodi22-set.nfo",
    kind: "set",
    says: [{ title: "Open Films", originalTitle: "Blender Open Films", plot: "Films made in the open." }],
    ids: [],
  },
  {
    file: "jellyfin-movie.nfo",
    kind: "movie",
    says: [
      {
        plot: "A film student gets a call.",
        sortTitle: "cosmos laundromat",
        writers: ["Esther Wouda"],
        trailer: "plugin://plugin.video.youtube/play/?video_id=Y-rmzh0PI3c",
        ratings: [{ name: "default", value: 7.2, max: 10, votes: null, default: true }],
        lockData: false,
        lockedFields: ["Name", "Genres", "SortName"],
        collection: { name: "Blender Open Films", overview: null, tmdbId: 702_342 },
        actors: [
          {
            name: "Pierre Bokma",
            role: "Franck",
            order: 0,
            thumb: "/config/metadata/People/P/Pierre Bokma/folder.jpg",
            type: "Actor",
          },
          { name: "Ton Roosendaal", role: null, order: null, thumb: null, type: "Producer" },
        ],
      },
    ],
    ids: ["imdb:tt4957236", "tmdb:358332", "zap2it:MV008"],
    unknown: ["isuserfavorite"],
  },
  {
    file: "jellyfin-tvshow.nfo",
    kind: "tvshow",
    says: [{ season: null, episode: null, lockData: true, tags: ["indie"], year: 2010, outline: "An object falls." }],
    ids: ["imdb:tt1748166", "tmdb:33852", "tvdb:170551"],
    unknown: ["tvdbslugid"],
  },
  {
    file: "jellyfin-season.nfo",
    kind: "season",
    says: [{ title: "Season 1", season: 1, plot: "The first six.", premiered: "2010-06-16" }],
    ids: ["tvdb:299441"],
  },
  {
    file: "jellyfin-episode.nfo",
    kind: "episode",
    says: [
      {
        season: 0,
        episode: 3,
        episodeEnd: 4,
        displaySeason: 2,
        displayEpisode: 1,
        showTitle: "Pioneer One",
        ratings: [{ name: "default", value: 8.1, max: 10, votes: 4990, default: true }],
      },
    ],
    ids: ["tvdb:3000422"],
  },
  {
    file: "emby-movie.nfo",
    kind: "movie",
    says: [
      {
        collection: { name: "Rabbits", overview: null, tmdbId: null },
        lockData: true,
        lockedFields: ["Name", "OriginalTitle", "CommunityRating", "Collections"],
        directors: ["Sacha Goedegebure"],
        writers: ["Sacha Goedegebure"],
      },
    ],
    ids: ["imdb:tt1254207", "tmdb:10378", "wikidata:Q843026"],
  },
  {
    file: "tmm3-movie.nfo",
    kind: "movie",
    says: [
      {
        plot: "A widow is chased for money.\nNobody is who he seems.",
        ratings: [{ name: "imdb", value: 7.9, max: 10, votes: 71_000, default: true }],
        userRating: null,
        collection: { name: "Stanley Donen", overview: null, tmdbId: null },
        playCount: 1,
      },
    ],
    ids: ["tmdb:4808", "imdb:tt0056923"],
  },
  {
    file: "tmm5-movie.nfo",
    kind: "movie",
    says: [
      {
        plot: "An editor <b>wants</b> his best reporter back.",
        collection: { name: "Newspapers", overview: "Reporters.", tmdbId: 99 },
        directors: ["Howard Hawks"],
        lockData: true,
        lockedFields: [],
      },
    ],
    ids: ["imdb:tt0032599", "tmdb:3085", "tmdbSet:99", "wikidata:Q498879"],
    unknown: ["english_title"],
  },
  {
    file: "tmm4-tvshow.nfo",
    kind: "tvshow",
    says: [
      { title: "Pioneer One", playCount: null, namedSeasons: [{ number: 1, name: "The Landing" }], mpaa: "TV-14" },
    ],
    ids: ["tmdb:33852", "tvdb:170551", "imdb:tt1748166"],
    unknown: ["episode_group"],
  },
  {
    file: "tmm5-episode.nfo",
    kind: "episode",
    says: [{ season: 1, episode: 1, displaySeason: null, displayEpisode: null, ratings: [], runtimeMinutes: null }],
    ids: ["tvdb:2469201"],
    unknown: ["episode_groups"],
  },
  {
    file: "tmm5-set.nfo",
    kind: "set",
    says: [
      {
        title: "Blender Open Films",
        plot: "Films made in the open.",
        artwork: [
          { type: "poster", url: "https://image.example/set.jpg", season: null },
          { type: "fanart", url: "https://image.example/set-fanart.jpg", season: null },
        ],
      },
    ],
    ids: ["tmdb:702342"],
  },
  {
    file: "mediaelch-movie.nfo",
    kind: "movie",
    says: [{ premiered: "1959-07-22", year: 1959, tagline: null, playCount: 3 }],
    ids: ["imdb:tt0052077", "tmdb:10513"],
    unknown: ["generator"],
  },
  {
    file: "mediaelch-tvshow.nfo",
    kind: "tvshow",
    says: [{ ratings: [{ name: "default", value: 7.1, max: 10, votes: 44, default: true }] }],
    ids: ["tvdb:170551", "tvmaze:9999"],
    unknown: ["generator"],
  },
  {
    file: "radarr-movie.nfo",
    kind: "movie",
    says: [
      {
        userRating: null,
        countries: [],
        ratings: [
          { name: "imdb", value: 5.5, max: 10, votes: 6712, default: true },
          { name: "themoviedb", value: 6.3, max: 10, votes: 156, default: false },
          { name: "tomatometerallcritics", value: 66, max: 100, votes: 0, default: false },
        ],
        collection: { name: "Blender Open Films", overview: null, tmdbId: 702_342 },
      },
    ],
    ids: ["tmdb:9761", "imdb:tt0807840"],
  },
  {
    file: "sonarr-tvshow.nfo",
    kind: "tvshow",
    says: [{ mpaa: "TV-14", status: "Ended" }],
    ids: ["tvdb:170551", "imdb:tt1748166", "tmdb:33852"],
  },
  {
    file: "sonarr-episode.nfo",
    kind: "episode",
    says: [{ season: 1, episode: 1, title: "Earthfall" }],
    ids: ["sonarr:12", "tvdb:2469201"],
  },
];

describe("an NFO of another program", () => {
  test.each(cases)("$file is read", ({ file, kind, says, ids, unknown = [] }) => {
    const document = read(file);
    expect(document).toMatchObject({ kind, encoding: "utf-8", warnings: [], unknown });
    expect(document.entities).toHaveLength(says.length);
    expect(document.entities).toMatchObject(says);
    expect(idsOf(document.entities[0])).toEqual(ids);
  });

  test("streams come under the names of a probe", () => {
    const [movie] = read("jellyfin-movie.nfo").entities;
    expect(movie?.streams.video).toMatchObject([
      { codec: "h264", width: 2048, bitRate: 6_000_000, frameRate: 24, durationSeconds: 730 },
    ]);
    expect(movie?.streams.audio).toMatchObject([{ codec: "ac3", channels: 6, isDefault: true, isForced: false }]);
    expect(movie?.streams.subtitle).toMatchObject([{ codec: "srt", language: "nl", isForced: true }]);
    const [sintel] = read("kodi20-movie.nfo").entities;
    expect(sintel?.streams.video).toMatchObject([
      { codec: "h265", hdrFormat: "Dolby Vision", stereoMode: "left_right", aspectRatio: 2.35 },
    ]);
    expect(sintel?.streams.audio).toMatchObject([
      { codec: "truehd_atmos", language: "en" },
      { codec: "dts", language: null },
    ]);
  });
});
