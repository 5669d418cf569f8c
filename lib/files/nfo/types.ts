export type NfoRating = { name: string; value: number; max: number; votes: number | null; default: boolean };
export type NfoUniqueId = { type: string; value: string; default: boolean };
export type NfoActor = {
  name: string;
  role: string | null;
  order: number | null;
  thumb: string | null;
  type: string | null;
};
export type NfoCollection = { name: string; overview: string | null; tmdbId: number | null };
export type NfoArtwork = { type: string; url: string; season: number | null };

/** Names and units as in MediaProbe; languages ISO 639-1 where one exists. */
export type NfoVideoStream = {
  codec: string | null;
  width: number | null;
  height: number | null;
  aspectRatio: number | null;
  frameRate: number | null;
  /** Bits per second. */
  bitRate: number | null;
  durationSeconds: number | null;
  /** `HDR10`, `HDR10+`, `HLG`, `Dolby Vision`. */
  hdrFormat: string | null;
  stereoMode: string | null;
  language: string | null;
};
export type NfoAudioStream = {
  codec: string | null;
  channels: number | null;
  language: string | null;
  bitRate: number | null;
  sampleRate: number | null;
  isDefault: boolean;
  isForced: boolean;
};
export type NfoSubtitleStream = {
  codec: string | null;
  language: string | null;
  isDefault: boolean;
  isForced: boolean;
};

/** One film, series, season or episode as an NFO tells it. Absent and empty values are null, lists empty. */
export type NfoEntity = {
  title: string | null;
  originalTitle: string | null;
  sortTitle: string | null;
  showTitle: string | null;
  year: number | null;
  /** `YYYY-MM-DD`. */
  premiered: string | null;
  aired: string | null;
  plot: string | null;
  outline: string | null;
  tagline: string | null;
  runtimeMinutes: number | null;
  mpaa: string | null;
  userRating: number | null;
  ratings: NfoRating[];
  uniqueIds: NfoUniqueId[];
  genres: string[];
  countries: string[];
  studios: string[];
  tags: string[];
  directors: string[];
  writers: string[];
  actors: NfoActor[];
  collection: NfoCollection | null;
  season: number | null;
  episode: number | null;
  episodeEnd: number | null;
  displaySeason: number | null;
  displayEpisode: number | null;
  status: string | null;
  trailer: string | null;
  /** As written, usually `YYYY-MM-DD HH:mm:ss` in an unknown time zone. */
  dateAdded: string | null;
  playCount: number | null;
  namedSeasons: { number: number; name: string }[];
  artwork: NfoArtwork[];
  streams: { video: NfoVideoStream[]; audio: NfoAudioStream[]; subtitle: NfoSubtitleStream[] };
  lockData: boolean | null;
  /** As written: unknown names are kept. */
  lockedFields: string[];
};

export type NfoKind = "movie" | "tvshow" | "episode" | "season" | "set" | "url";

/** What an NFO held, so that everything nobody changed can be written back as it was. */
export type NfoKept = {
  /** Every element of the root in its order, as XML. */
  elements: string[];
  /** What is around them, by the names of `NfoAround`. */
  children: Record<string, string[]>;
  /** Empty: attributes stand with their elements. */
  attributes: Record<string, Record<string, string>>;
};

export type NfoAround = {
  /** The root and the element around all roots, if any: empty elements as XML. */
  root: string[];
  wrapper: string[];
  /** Other roots before (of the first entity) and after this one, as XML. */
  before: string[];
  after: string[];
  /** Addresses that follow the XML, or are all there is. */
  links: string[];
};

export type NfoDocument = {
  kind: NfoKind;
  /** `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`. */
  encoding: string;
  entities: NfoEntity[];
  /** Names of elements Metarr does not know; their XML is in `kept`. */
  unknown: string[];
  /** What was wrong and how it was read, in words for a person. */
  warnings: string[];
  /** One per entity. */
  kept: NfoKept[];
};

export const emptyEntity: NfoEntity = {
  title: null,
  originalTitle: null,
  sortTitle: null,
  showTitle: null,
  year: null,
  premiered: null,
  aired: null,
  plot: null,
  outline: null,
  tagline: null,
  runtimeMinutes: null,
  mpaa: null,
  userRating: null,
  ratings: [],
  uniqueIds: [],
  genres: [],
  countries: [],
  studios: [],
  tags: [],
  directors: [],
  writers: [],
  actors: [],
  collection: null,
  season: null,
  episode: null,
  episodeEnd: null,
  displaySeason: null,
  displayEpisode: null,
  status: null,
  trailer: null,
  dateAdded: null,
  playCount: null,
  namedSeasons: [],
  artwork: [],
  streams: { video: [], audio: [], subtitle: [] },
  lockData: null,
  lockedFields: [],
};
