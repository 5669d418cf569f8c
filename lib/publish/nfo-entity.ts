import { isStopgap } from "#lib/editing/stopgap.ts";
import type { NfoActor, NfoEntity, NfoRating, NfoUniqueId } from "#lib/files/nfo/types.ts";
import { emptyEntity } from "#lib/files/nfo/types.ts";
import { fieldLocks } from "#lib/movies/fields.ts";
import type { FilmFacts } from "./load-films.ts";

/**
 * A film as its NFO tells it. `before` is what the NFO said so far: values that Metarr has no column for (play count,
 * date added, ids of other sites, picture addresses, unknown locked fields) are carried over from it.
 */
export function nfoEntityOf(facts: FilmFacts, before: NfoEntity | undefined): NfoEntity {
  const { movie } = facts;
  return {
    ...emptyEntity,
    title: movie.title,
    originalTitle: movie.originalTitle,
    sortTitle: movie.sortTitle === movie.title ? null : movie.sortTitle,
    year: movie.year,
    premiered: movie.releaseDate,
    plot: movie.plot,
    outline: movie.outline,
    tagline: movie.tagline,
    runtimeMinutes: movie.runtimeMinutes,
    mpaa: certificationOf(facts),
    userRating: movie.userRating === null ? null : Math.round(movie.userRating),
    ratings: ratingsOf(facts),
    uniqueIds: idsOf(facts, before),
    genres: movie.genres ?? [],
    countries: movie.countries ?? [],
    studios: movie.studios ?? [],
    tags: movie.tags ?? [],
    directors: movie.directors ?? [],
    writers: movie.writers ?? [],
    actors: actorsOf(facts, before),
    collection: facts.collection && {
      name: facts.collection.name,
      overview: facts.collection.overview,
      tmdbId: facts.collection.tmdbId,
    },
    trailer: movie.trailerUrl,
    dateAdded: before?.dateAdded ?? null,
    playCount: before?.playCount ?? null,
    artwork: before?.artwork ?? [],
    streams: streamsOf(facts, before),
    ...locksOf(facts, before),
  };
}

/** `<mpaa>` is the certification with its country outside the US, such as `DE:12`. One from elsewhere names it already. */
function certificationOf({ movie, library }: FilmFacts): string | null {
  const isKnown = movie.contentRating !== null && movie.contentRating !== "";
  const certification = isKnown ? movie.contentRating : movie.mpaaRating;
  if (certification === null || isStopgap("contentRating", certification)) return certification;
  const country = isKnown ? library.region : "US";
  return library.region === "US" ? certification : `${country}:${certification}`;
}

function ratingsOf(facts: FilmFacts): NfoRating[] {
  const isKnown = facts.ratings.some((rating) => rating.isDefault);
  return facts.ratings.map((rating, index) => ({
    name: rating.source,
    value: rating.value,
    max: rating.max,
    votes: rating.votes,
    default: isKnown ? rating.isDefault : index === 0,
  }));
}

function idsOf({ movie }: FilmFacts, before: NfoEntity | undefined): NfoUniqueId[] {
  const own = [
    { type: "tmdb", value: movie.tmdbId },
    { type: "imdb", value: movie.imdbId },
    { type: "tvdb", value: movie.tvdbId },
  ];
  const known = own.flatMap(({ type, value }) => (value === null ? [] : [{ type, value: String(value) }]));
  const others = (before?.uniqueIds ?? []).filter((id) => !own.some(({ type }) => type === id.type.toLowerCase()));
  return [...known, ...others].map(({ type, value }, index) => ({ type, value, default: index === 0 }));
}

function actorsOf({ cast }: FilmFacts, before: NfoEntity | undefined): NfoActor[] {
  const known = new Map(before?.actors.map((actor) => [actor.name, actor]));
  return cast.map(({ name, role, imageUrl }, index) => ({
    name,
    role,
    // Kodi counts from 0.
    order: index,
    thumb: imageUrl ?? known.get(name)?.thumb ?? null,
    type: known.get(name)?.type ?? null,
  }));
}

/** Streams of the main file. Without any (a disc image, a failed probe) the NFO keeps those it had. */
function streamsOf({ movie, parts, streams }: FilmFacts, before: NfoEntity | undefined): NfoEntity["streams"] {
  const main = parts.find((part) => part.path === movie.filePath);
  const ofMain = <T extends { mediaPartId: number | null; isExternal?: boolean }>(rows: readonly T[]) =>
    rows.filter((row) => row.mediaPartId === null || row.mediaPartId === main?.id);
  const video = ofMain(streams.video);
  const audio = ofMain(streams.audio);
  if (video.length === 0 && audio.length === 0) return before?.streams ?? emptyEntity.streams;
  return {
    video: video.map((stream) => ({
      codec: stream.codec,
      width: stream.width,
      height: stream.height,
      aspectRatio: numberOf(stream.aspectRatio),
      frameRate: stream.frameRate,
      bitRate: stream.bitRate,
      durationSeconds: main?.durationSeconds ?? null,
      hdrFormat: stream.hdrFormat,
      stereoMode: null,
      language: null,
    })),
    audio: audio.map((stream) => ({
      codec: stream.codec,
      channels: stream.channels,
      language: stream.language,
      bitRate: stream.bitRate,
      sampleRate: stream.sampleRate,
      isDefault: stream.isDefault,
      isForced: false,
    })),
    subtitle: ofMain(streams.subtitle).map((stream) => ({
      codec: stream.codec,
      language: stream.language,
      isDefault: stream.isDefault,
      isForced: stream.isForced,
    })),
  };
}

function numberOf(text: string | null): number | null {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** Jellyfin's names of locked fields, and our locks. */
const lockNames = {
  Name: "titleLocked",
  Overview: "plotLocked",
  Genres: "genresLocked",
  Cast: "actorsOrderLocked",
  Studios: "studiosLocked",
  Tags: "tagsLocked",
  ProductionLocations: "countriesLocked",
  Runtime: "runtimeLocked",
  OfficialRating: "contentRatingLocked",
} as const;

/** Locks are written, so that they outlive the database. Names of locks Metarr does not know stay. */
function locksOf({ movie }: FilmFacts, before: NfoEntity | undefined): Pick<NfoEntity, "lockData" | "lockedFields"> {
  const isAllLocked = Object.values(fieldLocks).every((column) => movie[column]);
  const names = Object.entries(lockNames).flatMap(([name, column]) => (movie[column] ? [name] : []));
  const known = new Set(Object.keys(lockNames).map((name) => name.toLowerCase()));
  const others = (before?.lockedFields ?? []).filter((name) => !known.has(name.toLowerCase()));
  const lockData = isAllLocked ? true : before?.lockData === null || before === undefined ? null : false;
  return { lockData, lockedFields: [...names, ...others] };
}
