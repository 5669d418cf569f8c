import { z } from "zod";

const changedId = z.union([
  z.number().int(),
  z.strictObject({ id: z.number().int(), at: z.iso.datetime({ offset: true }) }),
]);

/** What the changes feeds tell. A bare id changed when it was set; `at` says another time. */
export const changesSchema = z.strictObject({
  /** TMDB's ids, for /3/movie/changes, /3/tv/changes and /3/person/changes. */
  movie: z.array(changedId).optional(),
  tv: z.array(changedId).optional(),
  person: z.array(changedId).optional(),
  /** TVDB's ids, for /tvdb/v4/updates. */
  tvdbSeries: z.array(changedId).optional(),
  tvdbSeasons: z.array(changedId).optional(),
  tvdbEpisodes: z.array(changedId).optional(),
  tvdbMovies: z.array(changedId).optional(),
  tvdbPeople: z.array(changedId).optional(),
  /** TVmaze's ids, for /tvmaze/updates/shows. */
  tvmazeShows: z.array(changedId).optional(),
});

/** Ids that were merged into others or deleted: 404 in the service's words, and in no search. */
export const retiredSchema = z.strictObject({
  movie: z.array(z.number().int()).optional(),
  tv: z.array(z.number().int()).optional(),
  person: z.array(z.number().int()).optional(),
  collection: z.array(z.number().int()).optional(),
  tvdbSeries: z.array(z.number().int()).optional(),
});

/** Video key → status of its oEmbed answer. */
export const videosSchema = z.record(z.string(), z.number().int().min(200).max(599));

export type Changes = z.infer<typeof changesSchema>;
export type Retired = z.infer<typeof retiredSchema>;
export type ChangedId = { id: number; at: number };

/** What tests set beside faults: what changed, what is gone, which tokens are good, what a day has used up. */
export type State = {
  setChanged(changes: Changes): void;
  /** The ids of this kind with the instant in milliseconds, oldest first. */
  changed(kind: keyof Changes): ChangedId[];
  setRetired(retired: Retired): void;
  isRetired(kind: keyof Retired, id: number): boolean;
  /** A new TVDB token for this many milliseconds. */
  issueToken(validMs: number): string;
  isTokenGood(token: string): boolean;
  expireTokens(): void;
  /** How the oEmbed services answer for a video's key; replaces what was set. */
  setVideos(statuses: Record<string, number>): void;
  videoStatus(key: string): number | undefined;
  /** Counts a request of today and says how many there were, for a daily limit. */
  countToday(provider: string): number;
  resetToday(): void;
};

export function simulatorState(): State {
  let changes: Partial<Record<keyof Changes, ChangedId[]>> = {};
  let retired: Retired = {};
  let tokens = new Map<string, number>();
  let issued = 0;
  let videos = new Map<string, number>();
  let today = new Map<string, number>();
  return {
    setChanged: (set) => {
      const now = Date.now();
      const timed = Object.entries(set).map(([kind, ids = []]) => [
        kind,
        ids.map((entry) =>
          typeof entry === "number" ? { id: entry, at: now } : { ...entry, at: Date.parse(entry.at) },
        ),
      ]);
      changes = Object.fromEntries(timed);
    },
    changed: (kind) => (changes[kind] ?? []).toSorted((a, b) => a.at - b.at),
    setRetired: (set) => {
      retired = set;
    },
    isRetired: (kind, id) => retired[kind]?.includes(id) ?? false,
    issueToken: (validMs) => {
      issued += 1;
      const token = `simulated.${issued}.token`;
      tokens.set(token, Date.now() + validMs);
      return token;
    },
    isTokenGood: (token) => (tokens.get(token) ?? 0) > Date.now(),
    expireTokens: () => {
      tokens = new Map();
    },
    setVideos: (statuses) => {
      videos = new Map(Object.entries(statuses));
    },
    videoStatus: (key) => videos.get(key),
    countToday: (provider) => {
      const key = `${provider} ${new Date().toISOString().slice(0, 10)}`;
      const count = (today.get(key) ?? 0) + 1;
      today.set(key, count);
      return count;
    },
    resetToday: () => {
      today = new Map();
    },
  };
}
