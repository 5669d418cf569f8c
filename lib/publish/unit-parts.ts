import type { ShowFacts } from "./load-shows.ts";
import type { Prepared } from "./prepare.ts";

/** What a film or series is made of, for saying of a step in words what it is about. */
export type UnitParts = {
  /** One thing, without seasons and episodes. */
  isFilm: boolean;
  episodes: {
    episodeId: number;
    seasonNumber: number;
    episodeNumber: number;
    absoluteNumber: number | null;
    airDate: string | null;
    numbering: ShowFacts["episodes"][number]["episode"]["numbering"];
  }[];
  people: { actorId: number; name: string }[];
  /** NFO files of seasons and episodes. `episodeIds` is empty for that of a season. */
  nfos: { path: string; seasonNumber: number; episodeIds: number[] }[];
};

export function unitPartsOf({ facts, wanted }: Prepared): UnitParts {
  if (facts.entityType !== "series") return { isFilm: true, episodes: [], people: namesOf(facts.cast), nfos: [] };
  const episodes = facts.episodes.map(({ episode }) => ({
    episodeId: episode.id,
    seasonNumber: episode.seasonNumber,
    episodeNumber: episode.episodeNumber,
    absoluteNumber: episode.absoluteNumber,
    airDate: episode.airDate,
    numbering: episode.numbering,
  }));
  const cast = [...facts.cast, ...facts.episodes.flatMap(({ guests }) => guests)];
  return { isFilm: false, episodes, people: namesOf(cast), nfos: nfosOf(facts, wanted) };
}

const namesOf = (cast: readonly { actorId: number; name: string }[]): UnitParts["people"] => [
  ...new Map(cast.map(({ actorId, name }) => [actorId, { actorId, name }])).values(),
];

function nfosOf(facts: ShowFacts, { nfos }: Prepared["wanted"]): UnitParts["nfos"] {
  const seasonOf = {
    season: new Map(facts.seasons.map(({ season }) => [season.id, season.seasonNumber])),
    episode: new Map(facts.episodes.map(({ episode }) => [episode.id, episode.seasonNumber])),
  };
  const owners = [
    ...nfos.flatMap(({ path, parts }) => parts.map((part) => ({ path, ...part }))),
    // Those under names that are not wanted any more.
    ...facts.nfoRecords,
  ];
  const found = new Map<string, UnitParts["nfos"][number]>();
  for (const { path, entityType, entityId } of owners) {
    if (entityType !== "season" && entityType !== "episode") continue;
    const seasonNumber = seasonOf[entityType].get(entityId);
    if (seasonNumber === undefined) continue;
    const nfo = found.get(path) ?? { path, seasonNumber, episodeIds: [] };
    if (entityType === "episode" && !nfo.episodeIds.includes(entityId)) nfo.episodeIds.push(entityId);
    found.set(path, nfo);
  }
  return [...found.values()];
}
