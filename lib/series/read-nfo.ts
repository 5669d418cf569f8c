import type { episodes, seasons, series } from "#db/schema/index.ts";
import { capName, capNames } from "#lib/cap-name.ts";
import { readCertification } from "#lib/files/nfo/meaning.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { readSeriesStatus } from "./vocabulary.ts";

type Series = typeof series.$inferSelect;
type Season = typeof seasons.$inferSelect;
type Episode = typeof episodes.$inferSelect;

/** Values of a series under the names of its columns, as an NFO gives them. What the NFO leaves out is absent. */
export type NfoSeriesValues = Partial<{
  title: string;
  originalTitle: string;
  sortTitle: string;
  year: number;
  firstAired: string;
  status: "continuing" | "ended" | "cancelled";
  plot: string;
  outline: string;
  tagline: string;
  runtimeMinutes: number;
  contentRating: string;
  userRating: number;
  genres: string[];
  studios: string[];
  countries: string[];
  tags: string[];
}>;
export type NfoSeasonValues = Partial<{ title: string; plot: string; airDate: string }>;
export type NfoEpisodeValues = Partial<{
  title: string;
  plot: string;
  airDate: string;
  runtimeMinutes: number;
  userRating: number;
  displaySeason: number;
  displayEpisode: number;
}>;

const present = <T>(value: T | null): T | undefined => (value === null || value === "" ? undefined : value);
const named = (name: string | null): string | undefined => (name ? capName(name) : undefined);
const filled = (names: readonly string[]): string[] | undefined => (names.length > 0 ? capNames(names) : undefined);

function known<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** What a tvshow.nfo says, in our words. An empty tag is absent: it never erases. Names and titles are cut. */
export function readSeriesValues(entity: NfoEntity, region: string): NfoSeriesValues {
  const firstAired = present(entity.premiered) ?? present(entity.aired);
  return known({
    title: named(entity.title) ?? named(entity.showTitle),
    originalTitle: named(entity.originalTitle),
    sortTitle: named(entity.sortTitle),
    year: firstAired ? Number(firstAired.slice(0, 4)) : present(entity.year),
    firstAired,
    status: readSeriesStatus(entity.status),
    plot: present(entity.plot),
    outline: present(entity.outline),
    tagline: present(entity.tagline),
    runtimeMinutes: present(entity.runtimeMinutes),
    contentRating: entity.mpaa ? readCertification(entity.mpaa, region).contentRating : undefined,
    userRating: present(entity.userRating),
    genres: filled(entity.genres),
    studios: filled(entity.studios),
    countries: filled(entity.countries),
    tags: filled(entity.tags),
  });
}

/** What a season.nfo says. */
export function readSeasonValues(entity: NfoEntity): NfoSeasonValues {
  return known({
    title: named(entity.title),
    plot: present(entity.plot),
    airDate: present(entity.premiered) ?? present(entity.aired),
  });
}

/** What one `<episodedetails>` says. Its numbers are not taken: those of the file's name count, as for Kodi. */
export function readEpisodeValues(entity: NfoEntity): NfoEpisodeValues {
  return known({
    title: named(entity.title),
    plot: present(entity.plot),
    airDate: present(entity.aired) ?? present(entity.premiered),
    runtimeMinutes: present(entity.runtimeMinutes),
    userRating: present(entity.userRating),
    displaySeason: present(entity.displaySeason),
    displayEpisode: present(entity.displayEpisode),
  });
}

/** The lock of each value an NFO may give a series, and of what else it can lock. */
export const seriesLocks = {
  title: "titleLocked",
  originalTitle: "originalTitleLocked",
  sortTitle: "sortTitleLocked",
  year: "yearLocked",
  firstAired: "firstAiredLocked",
  status: "statusLocked",
  plot: "plotLocked",
  outline: "outlineLocked",
  tagline: "taglineLocked",
  runtimeMinutes: "runtimeLocked",
  contentRating: "contentRatingLocked",
  userRating: "userRatingLocked",
  genres: "genresLocked",
  studios: "studiosLocked",
  countries: "countriesLocked",
  tags: "tagsLocked",
  cast: "actorsOrderLocked",
} as const satisfies Record<string, keyof Series>;

export const seasonLocks = {
  title: "titleLocked",
  plot: "plotLocked",
  airDate: "airDateLocked",
} as const satisfies Record<string, keyof Season>;

/** displaySeason and displayEpisode follow the chosen order and have no lock of their own. */
export const episodeLocks = {
  title: "titleLocked",
  plot: "plotLocked",
  airDate: "airDateLocked",
  runtimeMinutes: "runtimeLocked",
  userRating: "userRatingLocked",
  directors: "directorsLocked",
  writers: "writersLocked",
  cast: "actorsOrderLocked",
} as const satisfies Record<string, keyof Episode>;

/** Jellyfin's and Emby's names of locked fields, in lower case, and our values. */
const lockedFieldNames: Readonly<Record<string, readonly string[]>> = {
  name: ["title"],
  originaltitle: ["originalTitle"],
  sortname: ["sortTitle"],
  overview: ["plot"],
  tagline: ["tagline"],
  genres: ["genres"],
  cast: ["cast"],
  studios: ["studios"],
  tags: ["tags"],
  productionlocations: ["countries"],
  runtime: ["runtimeMinutes"],
  officialrating: ["contentRating"],
};

/** Lock columns that `lockdata` and `lockedfields` ask for. Names that fit no field of the table are passed over. */
export function readLocks<L extends string>(entity: NfoEntity, locks: Readonly<Record<string, L>>): L[] {
  if (entity.lockData) return [...new Set(Object.values(locks))];
  const fields = entity.lockedFields.flatMap((name) => lockedFieldNames[name.toLowerCase()] ?? []);
  return [...new Set(fields.flatMap((field) => locks[field] ?? []))];
}
