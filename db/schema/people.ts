import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";
import { cacheImageFiles } from "./artwork.ts";
import { movies } from "./movies.ts";
import { episodes, series } from "./series.ts";

const { table, id, int, text, bytes, day, instant, index, uniqueIndex, primaryKey } = kit;

/** One row per person who acts, across films and series: by TMDB id, else by normalised name. */
export const actors = table(
  "actors",
  {
    id: id(),
    name: text("name").notNull(),
    /** Letters and digits of every script, lower case, single spaces. */
    nameNormalized: text("name_normalized").notNull(),
    tmdbId: int("tmdb_id"),
    imdbId: text("imdb_id"),
    imageCachePath: text("image_cache_path"),
    imageHash: text("image_hash"),
    imageCtimeMs: bytes("image_ctime"),
    /** Where a provider keeps the headshot. */
    imageUrl: text("image_url"),
    identificationStatus: text("identification_status")
      .$type<"identified" | "enriched">()
      .notNull()
      .default("identified"),
    enrichmentPriority: int("enrichment_priority").notNull().default(5),
    biography: text("biography"),
    birthday: day("birthday"),
    deathday: day("deathday"),
    birthPlace: text("birth_place"),
    lastEnrichedAt: instant("last_enriched"),
    version: int("version").notNull().default(1),
    nameLocked: flag("name_locked"),
    imageLocked: flag("image_locked"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("actors_tmdb_unique").on(t.tmdbId),
    uniqueIndex("actors_name_unique").on(t.nameNormalized).where(sql.raw('"tmdb_id" is null')),
    index("idx_actors_tmdb").on(t.tmdbId),
    index("idx_actors_name_normalized").on(t.nameNormalized),
    index("idx_actors_identification").on(t.identificationStatus),
    oneOf("actors", "identification_status", ["identified", "enriched"]),
  ],
);

/** Names and ids that lead to a person, because several rows were merged into one. */
export const actorAliases = table(
  "actor_aliases",
  {
    id: id(),
    actorId: int("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    nameNormalized: text("name_normalized").notNull(),
    tmdbId: int("tmdb_id"),
  },
  (t) => [
    index("idx_actor_aliases_actor").on(t.actorId),
    index("idx_actor_aliases_name").on(t.nameNormalized),
    uniqueIndex("actor_aliases_tmdb_unique").on(t.tmdbId),
  ],
);

/** The cast of a film: one row per person, several roles joined with " / ". */
export const movieActors = table(
  "movie_actors",
  {
    id: id(),
    movieId: int("movie_id")
      .notNull()
      .references(() => movies.id, { onDelete: "cascade" }),
    actorId: int("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    role: text("role"),
    /** Counted from 1. */
    actorOrder: int("actor_order"),
    roleLocked: flag("role_locked"),
    /** Taken out by a person: hidden, and automation leaves it out. */
    removed: flag("removed"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("movie_actors_unique").on(t.movieId, t.actorId),
    index("idx_movie_actors_movie").on(t.movieId),
    index("idx_movie_actors_actor").on(t.actorId),
  ],
);

export const episodeActors = table(
  "episode_actors",
  {
    episodeId: int("episode_id")
      .notNull()
      .references(() => episodes.id, { onDelete: "cascade" }),
    actorId: int("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    role: text("role"),
    sortOrder: int("sort_order"),
  },
  (t) => [
    primaryKey({ columns: [t.episodeId, t.actorId] }),
    index("idx_episode_actors_episode").on(t.episodeId),
    index("idx_episode_actors_actor").on(t.actorId),
  ],
);

export const seriesActors = table(
  "series_actors",
  {
    id: id(),
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    actorId: int("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    role: text("role"),
    actorOrder: int("actor_order"),
    roleLocked: flag("role_locked"),
    removed: flag("removed"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("series_actors_unique").on(t.seriesId, t.actorId),
    index("idx_series_actors_actor").on(t.actorId),
  ],
);

/** People behind the camera. A name is unique only among those without a TMDB id. */
export const crew = table(
  "crew",
  {
    id: id(),
    name: text("name").notNull(),
    tmdbId: int("tmdb_id"),
    imdbId: text("imdb_id"),
    thumbId: int("thumb_id").references(() => cacheImageFiles.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("crew_tmdb_unique").on(t.tmdbId),
    uniqueIndex("crew_name_unique").on(t.name).where(sql.raw('"tmdb_id" is null')),
    index("idx_crew_name").on(t.name),
  ],
);

/** Names and ids that lead to a person behind the camera, because several rows were merged into one. */
export const crewAliases = table(
  "crew_aliases",
  {
    id: id(),
    crewId: int("crew_id")
      .notNull()
      .references(() => crew.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    tmdbId: int("tmdb_id"),
  },
  (t) => [
    index("idx_crew_aliases_crew").on(t.crewId),
    index("idx_crew_aliases_name").on(t.name),
    uniqueIndex("crew_aliases_tmdb_unique").on(t.tmdbId),
  ],
);

const crewJoin = () =>
  int("crew_id")
    .notNull()
    .references(() => crew.id, { onDelete: "cascade" });

export const movieCrew = table(
  "movie_crew",
  {
    movieId: int("movie_id")
      .notNull()
      .references(() => movies.id, { onDelete: "cascade" }),
    crewId: crewJoin(),
    job: text("job").notNull(),
    department: text("department"),
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.movieId, t.crewId, t.job] }), index("idx_movie_crew_crew").on(t.crewId)],
);
export const seriesCrew = table(
  "series_crew",
  {
    seriesId: int("series_id")
      .notNull()
      .references(() => series.id, { onDelete: "cascade" }),
    crewId: crewJoin(),
    job: text("job").notNull(),
    department: text("department"),
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.crewId, t.job] }), index("idx_series_crew_crew").on(t.crewId)],
);
export const episodeCrew = table(
  "episode_crew",
  {
    episodeId: int("episode_id")
      .notNull()
      .references(() => episodes.id, { onDelete: "cascade" }),
    crewId: crewJoin(),
    job: text("job").notNull(),
    department: text("department"),
    sortOrder: int("sort_order"),
  },
  (t) => [primaryKey({ columns: [t.episodeId, t.crewId, t.job] }), index("idx_episode_crew_crew").on(t.crewId)],
);
