import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";
import { cacheImageFiles } from "./artwork.ts";
import { libraries } from "./libraries.ts";

const { table, id, int, text, sortText, bool, float, bytes, day, instant, json, index, uniqueIndex, primaryKey } = kit;

const picture = (name: string) => int(name).references(() => cacheImageFiles.id, { onDelete: "set null" });

/** A film set, such as a trilogy. */
export const collections = table(
  "collections",
  {
    id: id(),
    name: text("name").notNull(),
    sortTitle: text("sort_title"),
    overview: text("overview"),
    tmdbId: int("tmdb_id"),
    posterId: picture("poster_id"),
    fanartId: picture("fanart_id"),
    nameLocked: flag("name_locked"),
    overviewLocked: flag("overview_locked"),
    posterLocked: flag("poster_locked"),
    fanartLocked: flag("fanart_locked"),
    logoLocked: flag("logo_locked"),
    clearartLocked: flag("clearart_locked"),
    discartLocked: flag("discart_locked"),
    bannerLocked: flag("banner_locked"),
    landscapeLocked: flag("landscape_locked"),
    keyartLocked: flag("keyart_locked"),
    version: int("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("collections_tmdb_unique").on(t.tmdbId),
    uniqueIndex("collections_name_unique").on(t.name).where(sql.raw('"tmdb_id" is null')),
  ],
);

/** Names and ids that lead to a set, because several were merged into it. */
export const collectionAliases = table(
  "collection_aliases",
  {
    id: id(),
    collectionId: int("collection_id")
      .notNull()
      .references(() => collections.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    tmdbId: int("tmdb_id"),
  },
  (t) => [
    index("idx_collection_aliases_collection").on(t.collectionId),
    index("idx_collection_aliases_name").on(t.name),
    uniqueIndex("collection_aliases_tmdb_unique").on(t.tmdbId),
  ],
);

/** The films of a set as its provider lists them, owned or not. */
export const collectionFilms = table(
  "collection_films",
  {
    id: id(),
    collectionId: int("collection_id")
      .notNull()
      .references(() => collections.id, { onDelete: "cascade" }),
    tmdbId: int("tmdb_id").notNull(),
    title: text("title").notNull(),
    originalTitle: text("original_title"),
    year: int("year"),
    releaseDate: day("release_date"),
    overview: text("overview"),
    posterUrl: text("poster_url"),
    sortOrder: int("sort_order").notNull(),
  },
  (t) => [
    uniqueIndex("collection_films_unique").on(t.collectionId, t.tmdbId),
    index("idx_collection_films_tmdb").on(t.tmdbId),
  ],
);

/** Films. The list columns are display copies of the junction tables, written with them by one function. */
export const movies = table(
  "movies",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id),

    filePath: text("file_path").notNull(),
    fileName: text("file_name").notNull(),
    fileSizeBytes: bytes("file_size"),
    fileModifiedAt: instant("file_modified"),

    title: text("title").notNull(),
    originalTitle: text("original_title"),
    sortTitle: text("sort_title"),
    /** Folded sort title that lists are ordered by. */
    sortKey: sortText("sort_key").notNull().default(""),
    /** Folded title and original title that search looks in. */
    searchText: text("search_text").notNull().default(""),
    year: int("year"),
    releaseDate: day("release_date"),
    runtimeMinutes: int("runtime"),
    plot: text("plot"),
    outline: text("outline"),
    tagline: text("tagline"),

    rating: float("rating"),
    voteCount: bytes("vote_count"),
    userRating: float("user_rating"),
    mpaaRating: text("mpaa_rating"),
    contentRating: text("content_rating"),

    budget: bytes("budget"),
    revenue: bytes("revenue"),
    homepage: text("homepage"),
    originalLanguage: text("original_language"),
    popularity: float("popularity"),
    status: text("status"),

    tmdbId: int("tmdb_id"),
    imdbId: text("imdb_id"),
    tvdbId: int("tvdb_id"),
    collectionId: int("collection_id").references(() => collections.id, { onDelete: "set null" }),

    genres: json<string[]>("genres"),
    directors: json<string[]>("directors"),
    writers: json<string[]>("writers"),
    studios: json<string[]>("studios"),
    countries: json<string[]>("countries"),
    tags: json<string[]>("tags"),
    /** Address written to `<trailer>`; the file beside the film when one is published. */
    trailerUrl: text("trailer_url"),

    posterId: picture("poster_id"),
    fanartId: picture("fanart_id"),
    logoId: picture("logo_id"),
    bannerId: picture("banner_id"),
    clearartId: picture("clearart_id"),
    discartId: picture("discart_id"),

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
    /** The version that lies in the library. Another one than `version`: something waits to be published. */
    publishedVersion: int("published_version"),
    /** Set when its file vanished; cleared when it comes back. */
    missingAt: instant("missing_at"),
    /** Set when it was removed, as with its library. The row stays, so that it can come back. */
    deletedAt: instant("deleted_at"),
    /** Counts every change, so that two editors notice each other. */
    version: int("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),

    titleLocked: flag("title_locked"),
    originalTitleLocked: flag("original_title_locked"),
    sortTitleLocked: flag("sort_title_locked"),
    yearLocked: flag("year_locked"),
    releaseDateLocked: flag("release_date_locked"),
    runtimeLocked: flag("runtime_locked"),
    plotLocked: flag("plot_locked"),
    outlineLocked: flag("outline_locked"),
    taglineLocked: flag("tagline_locked"),
    ratingLocked: flag("rating_locked"),
    userRatingLocked: flag("user_rating_locked"),
    mpaaRatingLocked: flag("mpaa_rating_locked"),
    contentRatingLocked: flag("content_rating_locked"),
    collectionLocked: flag("collection_locked"),
    genresLocked: flag("genres_locked"),
    directorsLocked: flag("directors_locked"),
    writersLocked: flag("writers_locked"),
    studiosLocked: flag("studios_locked"),
    countriesLocked: flag("countries_locked"),
    tagsLocked: flag("tags_locked"),
    actorsOrderLocked: flag("actors_order_locked"),
    trailerLocked: flag("trailer_locked"),
    posterLocked: flag("poster_locked"),
    fanartLocked: flag("fanart_locked"),
    logoLocked: flag("logo_locked"),
    bannerLocked: flag("banner_locked"),
    clearartLocked: flag("clearart_locked"),
    discartLocked: flag("discart_locked"),
    landscapeLocked: flag("landscape_locked"),
    keyartLocked: flag("keyart_locked"),
    thumbLocked: flag("thumb_locked"),
  },
  (t) => [
    uniqueIndex("movies_file_path_unique").on(t.filePath),
    index("idx_movies_deleted").on(t.deletedAt).where(sql.raw(`"deleted_at" is not null`)),
    index("idx_movies_library").on(t.libraryId),
    index("idx_movies_tmdb").on(t.tmdbId),
    index("idx_movies_monitored").on(t.monitored),
    index("idx_movies_status").on(t.identificationStatus),
    index("idx_movies_popularity").on(kit.desc(t.popularity)),
    index("idx_movies_budget").on(t.budget),
    index("idx_movies_revenue").on(t.revenue),
    index("idx_movies_original_language").on(t.originalLanguage),
    index("idx_movies_sort").on(t.sortKey, t.id),
    index("idx_movies_year").on(t.year, t.id),
    index("idx_movies_created").on(t.createdAt, t.id),
    index("idx_movies_collection").on(t.collectionId),
    oneOf("movies", "identification_status", ["discovered", "identified", "enriched", "needs_identification"]),
  ],
);

export const movieExternalIds = table(
  "movie_external_ids",
  {
    movieId: int("movie_id")
      .primaryKey()
      .references(() => movies.id, { onDelete: "cascade" }),
    facebookId: text("facebook_id"),
    instagramId: text("instagram_id"),
    twitterId: text("twitter_id"),
    wikidataId: text("wikidata_id"),
    updatedAt: updatedAt(),
  },
  (t) => [index("idx_movie_external_ids_updated").on(t.updatedAt)],
);

/** Alternative and translated titles, for identification and search. */
export const movieTitles = table(
  "movie_titles",
  {
    id: id(),
    movieId: int("movie_id")
      .notNull()
      .references(() => movies.id, { onDelete: "cascade" }),
    title: text("title").notNull(),
    kind: text("kind").$type<"alternative" | "translated">().notNull(),
    language: text("language"),
    region: text("region"),
  },
  (t) => [index("idx_movie_titles_movie").on(t.movieId), oneOf("movie_titles", "kind", ["alternative", "translated"])],
);

const movieJoin = () =>
  int("movie_id")
    .notNull()
    .references(() => movies.id, { onDelete: "cascade" });

export const genres = table("genres", { id: id(), name: text("name").notNull() }, (t) => [
  uniqueIndex("genres_name_unique").on(t.name),
]);
export const movieGenres = table(
  "movie_genres",
  {
    movieId: movieJoin(),
    genreId: int("genre_id")
      .notNull()
      .references(() => genres.id),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.genreId] }), index("idx_movie_genres_genre").on(t.genreId)],
);

export const studios = table(
  "studios",
  { id: id(), name: text("name").notNull(), logoPath: text("logo_path") },
  (t) => [uniqueIndex("studios_name_unique").on(t.name)],
);
export const movieStudios = table(
  "movie_studios",
  {
    movieId: movieJoin(),
    studioId: int("studio_id")
      .notNull()
      .references(() => studios.id),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.studioId] }), index("idx_movie_studios_studio").on(t.studioId)],
);

export const countries = table("countries", { id: id(), name: text("name").notNull(), code: text("code") }, (t) => [
  uniqueIndex("countries_name_unique").on(t.name),
]);
export const movieCountries = table(
  "movie_countries",
  {
    movieId: movieJoin(),
    countryId: int("country_id")
      .notNull()
      .references(() => countries.id),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.countryId] }), index("idx_movie_countries_country").on(t.countryId)],
);

export const tags = table("tags", { id: id(), name: text("name").notNull() }, (t) => [
  uniqueIndex("tags_name_unique").on(t.name),
]);
export const movieTags = table(
  "movie_tags",
  {
    movieId: movieJoin(),
    tagId: int("tag_id")
      .notNull()
      .references(() => tags.id),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.tagId] }), index("idx_movie_tags_tag").on(t.tagId)],
);

/** What a film is about, in a provider's words. Kept apart from the tags that people give. */
export const keywords = table("keywords", { id: id(), name: text("name").notNull() }, (t) => [
  uniqueIndex("keywords_name_unique").on(t.name),
]);

export const movieKeywords = table(
  "movie_keywords",
  {
    movieId: int("movie_id")
      .notNull()
      .references(() => movies.id, { onDelete: "cascade" }),
    keywordId: int("keyword_id")
      .notNull()
      .references(() => keywords.id),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.keywordId] }), index("idx_movie_keywords_keyword").on(t.keywordId)],
);

/** When and where a film came out, and what it was rated there. */
export const movieReleaseDates = table(
  "movie_release_dates",
  {
    id: id(),
    movieId: int("movie_id")
      .notNull()
      .references(() => movies.id, { onDelete: "cascade" }),
    /** ISO 3166-1. */
    region: text("region").notNull(),
    kind: text("kind").$type<"premiere" | "limited" | "theatrical" | "digital" | "physical" | "tv">().notNull(),
    releasedOn: day("released_on").notNull(),
    certification: text("certification"),
  },
  (t) => [
    uniqueIndex("movie_release_dates_unique").on(t.movieId, t.region, t.kind, t.releasedOn),
    oneOf("movie_release_dates", "kind", ["premiere", "limited", "theatrical", "digital", "physical", "tv"]),
  ],
);
