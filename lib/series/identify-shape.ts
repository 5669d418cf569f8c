import { evidencePoints, type ScorePart, unknownEvidencePoints } from "#lib/identify/score.ts";
import type { ProviderEpisode } from "#lib/providers/series.ts";

/** An episode as its file's name numbers it. */
export type FileEpisode = {
  seasonNumber: number;
  episodeNumber: number;
  /** Counted over all seasons. */
  absoluteNumber: number | null;
  /** YYYY-MM-DD. */
  airDate: string | null;
  numbering: "aired" | "absolute" | "date" | "provisional";
};

/** What a database lists for a series, ready to look files up in. */
export type Listing = { numbers: ReadonlySet<string>; dates: ReadonlySet<string>; count: number; highest: number };

/** Files that are looked up: more say nothing new. */
const filesCompared = 400;

export function listingOf(episodes: readonly ProviderEpisode[]): Listing {
  const ordinary = episodes.filter(({ seasonNumber }) => seasonNumber > 0);
  return {
    numbers: new Set(episodes.map(({ seasonNumber, episodeNumber }) => `${seasonNumber}x${episodeNumber}`)),
    dates: new Set(episodes.flatMap(({ airDate }) => airDate ?? [])),
    count: ordinary.length,
    highest: Math.max(0, ...ordinary.map(({ absoluteNumber, episodeNumber }) => absoluteNumber ?? episodeNumber)),
  };
}

/**
 * Points for how many of the files a series has, by their numbers or air dates. Specials are left out unless there is
 * nothing else: every database numbers them otherwise. `listing` undefined: it was not asked for.
 */
export function scoreShape(files: readonly FileEpisode[], listing: Listing | undefined): ScorePart {
  const ordinary = files.filter(({ seasonNumber }) => seasonNumber > 0);
  const compared = (ordinary.length > 0 ? ordinary : files).slice(0, filesCompared);
  if (listing === undefined || compared.length === 0 || listing.numbers.size === 0) {
    return { points: unknownEvidencePoints, reason: "The episodes could not be compared." };
  }
  const found = compared.filter((file) => isListed(file, listing)).length;
  const all = compared.length;
  return {
    points: (evidencePoints * found) / all,
    reason:
      found === all
        ? all === 1
          ? "It has the episode."
          : `It has all ${all} episodes.`
        : `It has ${found} of the ${all} episodes.`,
  };
}

function isListed(file: FileEpisode, { numbers, dates, count, highest }: Listing): boolean {
  if (file.numbering === "date" && file.airDate !== null) return dates.has(file.airDate);
  if (numbers.has(`${file.seasonNumber}x${file.episodeNumber}`)) return true;
  const counted = file.absoluteNumber ?? (file.numbering === "aired" ? null : file.episodeNumber);
  return counted !== null && counted > 0 && counted <= Math.max(count, highest);
}
