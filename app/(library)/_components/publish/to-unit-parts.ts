import type { UnitParts as Parts } from "#lib/publish/unit-parts.ts";
import { codeOf, codesOf } from "../../series/[seriesId]/_components/names.ts";
import type { UnitParts } from "./group-steps.ts";

/** The parts of a film or series with the words for them. */
export function toUnitParts({ isFilm, episodes, people, nfos }: Parts): UnitParts {
  const byId = new Map(episodes.map((episode) => [episode.episodeId, episode]));
  return {
    isFilm,
    episodes: new Map(episodes.map((episode) => [episode.episodeId, codeOf(episode)])),
    seasons: new Map(episodes.map(({ episodeId, seasonNumber }) => [episodeId, seasonNumber])),
    people: new Map(people.map(({ actorId, name }) => [actorId, name])),
    nfos: new Map(
      nfos.map(({ path, seasonNumber, episodeIds }) => {
        const told = episodeIds.flatMap((id) => byId.get(id) ?? []);
        return [path, { season: seasonNumber, code: told.length > 0 ? codesOf(told) : null }];
      }),
    ),
  };
}
