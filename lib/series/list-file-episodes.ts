import { z } from "zod";
import type { Episode } from "./episode-kind.ts";
import type { FileEpisode } from "./map-episodes.ts";

/** What scans keep of a name whose numbers are not those of a season. */
const parsedName = z.object({ airDate: z.iso.date().nullish() });

/** What the name of an episode's file says, as the mapping needs it. */
export function fileEpisodeOf(
  episode: Pick<
    Episode,
    "id" | "seasonNumber" | "episodeNumber" | "absoluteNumber" | "numbering" | "parsed" | "airDate" | "title"
  >,
): FileEpisode {
  const parsed = parsedName.safeParse(episode.parsed ?? {});
  return {
    episodeId: episode.id,
    seasonNumber: episode.seasonNumber,
    episodeNumber: episode.episodeNumber,
    absoluteNumber: episode.absoluteNumber,
    numbering: episode.numbering,
    airDate: (parsed.success ? parsed.data.airDate : null) ?? episode.airDate,
    title: episode.title,
  };
}
