import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";
import { cacheImageFiles } from "./artwork.ts";
import { libraries } from "./libraries.ts";
import { countries, genres, keywords, studios, tags } from "./movies.ts";

const { table, id, int, text, sortText, bool, float, bytes, day, instant, json, index, uniqueIndex, primaryKey } = kit;

const picture = (name: string) => int(name).references(() => cacheImageFiles.id, { onDelete: "set null" });

export const series = table(
  "series",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id),
    directoryPath: text("directory_path").notNull(),

    title: text("title").notNull(),
    originalTitle: text("original_title"),
    sortTitle: text("sort_title"),
    sortKey: sortText("sort_key").notNull().default(""),
    searchText: text("search_text").notNull().default(""),
    year: int("year"),
    firstAired: day("first_aired"),
    status: text("status").$type<"continuing" | "ended" | "cancelled">(),
    plot: text("plot"),
    outline: text("outline"),
    tagline: text("tagline"),
    runtimeMinutes: int("runtime"),
    contentRating: text("content_rating"),
    userRating: float("user_rating"),
    originalLanguage: text("original_language"),
    homepage: text("homepage"),
    popularity: float("popularity"),
    /** `aired`, `dvd`, `absolute`, `alternate`, or `tmdb:` and the id of a group of TMDB. */
    episodeOrder: text("episode_order").notNull().default("aired"),

    tmdbId: int("tmdb_id"),
    tvdbId: int("tvdb_id"),
    imdbId: text("imdb_id"),

    posterId: picture("poster_id"),
    fanartId: picture("fanart_id"),
    bannerId: picture("banner_id"),
    logoId: picture("logo_id"),

    identificationStatus: text("identification_status")
      .$type<"discovered" | "identified" | "enriched" | "needs_identification">()
      .notNull()
      .default("discovered"),
    /** A person said that no database has it: automation asks no more who it is. */
    unlisted: flag("unlisted"),
    /** How its identity was found, and the sentences that say why; for an unsure one, why not. */
    identifiedBy: text("identified_by").$type<"id" | "other_id" | "search" | "user">(),
    identificationReasons: json<string[]>("identification_reasons"),
    monitored: bool("monitored").notNull().default(true),

    lastScannedAt: instant("last_scanned"),
    lastEnrichedAt: instant("last_enriched"),
    lastPublishedAt: instant("last_published"),
    missingAt: instant("missing_at"),
    deletedAt: instant("deleted_at"),
    version: int("version").notNull().default(1),
    /** The version that lies in the library, see movies. */
    publishedVersion: int("published_version"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),

    titleLocked: flag("title_locked"),
    originalTitleLocked: flag("original_title_locked"),
    sortTitleLocked: flag("sort_title_locked"),
    yearLocked: flag("year_locked"),
    firstAiredLocked: flag("first_aired_locked"),
    statusLocked: flag("status_locked"),
    plotLocked: flag("plot_locked"),
    outlineLocked: flag("outline_locked"),
    taglineLocked: flag("tagline_locked"),
    runtimeLocked: flag("runtime_locked"),
    contentRatingLocked: flag("content_rating_locked"),
    userRatingLocked: flag("user_rating_locked"),
    episodeOrderLocked: flag("episode_order_locked"),
    genresLocked: flag("genres_locked"),
    studiosLocked: flag("studios_locked"),
    countriesLocked: flag("countries_locked"),
    tagsLocked: flag("tags_locked"),
    actorsOrderLocked: flag("actors_order_locked"),
    trailerLocked: flag("trailer_locked"),
    posterLocked: flag("poster_locked"),
    fanartLocked: flag("fanart_locked"),
    bannerLocked: flag("banner_locked"),
    logoLocked: flag("logo_locked"),
    clearartLocked: flag("clearart_locked"),
    landscapeLocked: flag("landscape_locked"),
    keyartLocked: flag("keyart_locked"),
    characterartLocked: flag("characterart_locked"),
  },
  (t) => [
    uniqueIndex("series_directory_path_unique").on(t.directoryPath),
    index("idx_series_library").on(t.libraryId),
    index("idx_series_tmdb").on(t.tmdbId),
    index("idx_series_tvdb").on(t.tvdbId),
    index("idx_series_sort").on(t.sortKey, t.id),
    index("idx_series_deleted").on(t.deletedAt).where(sql.raw(`"deleted_at" is not null`)),
    oneOf("series", "status", ["continuing", "ended", "cancelled"]),
    oneOf("series", "identification_status", ["discovered", "identified", "enriched", "needs_identification"]),
  ],
);

export const seasons = table(
  "seasons",
  {
    id: id(),
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    seasonNumber: int("season_number").notNull(),
    title: text("title"),
    plot: text("plot"),
    airDate: day("air_date"),
    tmdbId: int("tmdb_id"),
    tvdbId: int("tvdb_id"),
    imdbId: text("imdb_id"),
    posterId: picture("poster_id"),
    missingAt: instant("missing_at"),
    deletedAt: instant("deleted_at"),
    version: int("version").notNull().default(1),
    /** The version that lies in the library, see movies. */
    publishedVersion: int("published_version"),
    titleLocked: flag("title_locked"),
    plotLocked: flag("plot_locked"),
    airDateLocked: flag("air_date_locked"),
    posterLocked: flag("poster_locked"),
    fanartLocked: flag("fanart_locked"),
    bannerLocked: flag("banner_locked"),
    landscapeLocked: flag("landscape_locked"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("seasons_number_unique").on(t.seriesId, t.seasonNumber),
    index("idx_seasons_series").on(t.seriesId),
  ],
);

/** Episode files. Several rows share a file that holds several episodes. */
export const episodes = table(
  "episodes",
  {
    id: id(),
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    seasonId: int("season_id")
      .notNull()
      .references(() => seasons.id, { onDelete: "cascade" }),

    filePath: text("file_path").notNull(),
    fileSizeBytes: bytes("file_size"),
    fileModifiedAt: instant("file_modified"),

    seasonNumber: int("season_number").notNull(),
    episodeNumber: int("episode_number").notNull(),
    absoluteNumber: int("absolute_number"),
    displaySeason: int("display_season"),
    displayEpisode: int("display_episode"),
    /** How the numbers were found; provisional ones wait for a provider's list. */
    numbering: text("numbering").$type<"aired" | "absolute" | "date" | "provisional">().notNull().default("aired"),
    /** What the file name said, kept until the mapping is sure. */
    parsed: json<Record<string, unknown>>("parsed"),

    title: text("title"),
    plot: text("plot"),
    airDate: day("air_date"),
    runtimeMinutes: int("runtime"),
    userRating: float("user_rating"),
    tmdbId: int("tmdb_id"),
    tvdbId: int("tvdb_id"),
    imdbId: text("imdb_id"),
    thumbnailId: picture("thumbnail_id"),

    missingAt: instant("missing_at"),
    deletedAt: instant("deleted_at"),
    version: int("version").notNull().default(1),
    /** The version that lies in the library, see movies. */
    publishedVersion: int("published_version"),
    titleLocked: flag("title_locked"),
    plotLocked: flag("plot_locked"),
    airDateLocked: flag("air_date_locked"),
    runtimeLocked: flag("runtime_locked"),
    userRatingLocked: flag("user_rating_locked"),
    directorsLocked: flag("directors_locked"),
    writersLocked: flag("writers_locked"),
    actorsOrderLocked: flag("actors_order_locked"),
    thumbnailLocked: flag("thumbnail_locked"),
    trailerLocked: flag("trailer_locked"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("episodes_file_unique").on(t.filePath, t.seasonNumber, t.episodeNumber),
    uniqueIndex("episodes_number_unique").on(t.seriesId, t.seasonNumber, t.episodeNumber),
    index("idx_episodes_series").on(t.seriesId),
    index("idx_episodes_season").on(t.seasonId),
    index("idx_episodes_file_path").on(t.filePath),
    index("idx_episodes_deleted").on(t.deletedAt).where(sql.raw(`"deleted_at" is not null`)),
    oneOf("episodes", "numbering", ["aired", "absolute", "date", "provisional"]),
  ],
);

/** What providers list for a series, with or without a file. */
export const providerEpisodes = table(
  "provider_episodes",
  {
    id: id(),
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    episodeOrder: text("episode_order").notNull().default("aired"),
    seasonNumber: int("season_number").notNull(),
    episodeNumber: int("episode_number").notNull(),
    absoluteNumber: int("absolute_number"),
    airDate: day("air_date"),
    title: text("title"),
    ids: json<Record<string, string | number>>("ids"),
    fetchedAt: instant("fetched_at").notNull().default(kit.now()),
  },
  (t) => [
    uniqueIndex("provider_episodes_number_unique").on(
      t.seriesId,
      t.provider,
      t.episodeOrder,
      t.seasonNumber,
      t.episodeNumber,
    ),
  ],
);

export const seriesTitles = table(
  "series_titles",
  {
    id: id(),
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    title: text("title").notNull(),
    kind: text("kind").$type<"alternative" | "translated">().notNull(),
    language: text("language"),
    region: text("region"),
  },
  (t) => [
    index("idx_series_titles_series").on(t.seriesId),
    oneOf("series_titles", "kind", ["alternative", "translated"]),
  ],
);

const seriesJoin = () =>
  int("series_id")
    .notNull()
    .references(() => series.id, { onDelete: "cascade" });

export const seriesGenres = table(
  "series_genres",
  {
    seriesId: seriesJoin(),
    genreId: int("genre_id")
      .notNull()
      .references(() => genres.id),
    /** Where it stands in the list, from 1. */
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.genreId] }), index("idx_series_genres_genre").on(t.genreId)],
);
export const seriesStudios = table(
  "series_studios",
  {
    seriesId: seriesJoin(),
    studioId: int("studio_id")
      .notNull()
      .references(() => studios.id),
    /** Where it stands in the list, from 1. */
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.studioId] }), index("idx_series_studios_studio").on(t.studioId)],
);
export const seriesCountries = table(
  "series_countries",
  {
    seriesId: seriesJoin(),
    countryId: int("country_id")
      .notNull()
      .references(() => countries.id),
    /** Where it stands in the list, from 1. */
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.countryId] }), index("idx_series_countries_country").on(t.countryId)],
);
export const seriesTags = table(
  "series_tags",
  {
    seriesId: seriesJoin(),
    tagId: int("tag_id")
      .notNull()
      .references(() => tags.id),
    /** Where it stands in the list, from 1. */
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.tagId] }), index("idx_series_tags_tag").on(t.tagId)],
);
export const seriesKeywords = table(
  "series_keywords",
  {
    seriesId: seriesJoin(),
    keywordId: int("keyword_id")
      .notNull()
      .references(() => keywords.id),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.keywordId] }), index("idx_series_keywords_keyword").on(t.keywordId)],
);

/** Who broadcasts series. */
export const networks = table(
  "networks",
  { id: id(), name: text("name").notNull(), logoPath: text("logo_path") },
  (t) => [uniqueIndex("networks_name_unique").on(t.name)],
);
export const seriesNetworks = table(
  "series_networks",
  {
    seriesId: seriesJoin(),
    networkId: int("network_id")
      .notNull()
      .references(() => networks.id),
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.networkId] }), index("idx_series_networks_network").on(t.networkId)],
);

/** What a series is rated in each country. */
export const seriesCertifications = table(
  "series_certifications",
  {
    seriesId: seriesJoin(),
    /** ISO 3166-1. */
    region: text("region").notNull(),
    certification: text("certification").notNull(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.region] })],
);

/** Names of a series on other sites, without the address, and its ids in other databases. */
export const seriesExternalIds = table("series_external_ids", {
  seriesId: int("series_id")
    .primaryKey()
    .references(() => series.id, { onDelete: "cascade" }),
  facebookId: text("facebook_id"),
  instagramId: text("instagram_id"),
  twitterId: text("twitter_id"),
  wikidataId: text("wikidata_id"),
  tvmazeId: int("tvmaze_id"),
  updatedAt: updatedAt(),
});
