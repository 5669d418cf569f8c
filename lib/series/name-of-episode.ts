const two = (value: number) => String(value).padStart(2, "0");

/** What people call an episode anywhere: "Example Show S01E02". */
export function nameOfEpisode(episode: { seriesTitle: string; seasonNumber: number; episodeNumber: number }): string {
  return `${episode.seriesTitle} S${two(episode.seasonNumber)}E${two(episode.episodeNumber)}`;
}
