import { type ChoosingOwner, ownerRules } from "#lib/artwork/owners.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import type { Unit } from "./prepare.ts";
import { kindOfEpisodePicture, kindOfSeasonPicture, type PublishKind } from "./vocabulary.ts";

/** A picture that can be somebody's own, by the kind it is published as. */
export type Adoptable = { owner: ChoosingOwner; type: ArtworkType; isLocked: boolean };

/** Pictures of a film or series that can be taken over when they were replaced outside. Not those of sets and people. */
export function adoptableKinds(unit: Unit): Map<PublishKind, Adoptable> {
  if (unit.entityType === "movie") {
    const owner = { entityType: "movie", entityId: unit.entityId } as const;
    return new Map(kindsOf(owner, unit.movie, (type) => type));
  }
  const show = { entityType: "series", entityId: unit.entityId } as const;
  return new Map([
    ...kindsOf(show, unit.series, (type) => type),
    ...unit.seasons.flatMap(({ season }) =>
      kindsOf({ entityType: "season", entityId: season.id }, season, (type) =>
        kindOfSeasonPicture(season.seasonNumber, type),
      ),
    ),
    ...unit.episodes.flatMap(({ episode }) =>
      kindsOf({ entityType: "episode", entityId: episode.id }, episode, (type) =>
        kindOfEpisodePicture(episode.id, type),
      ),
    ),
  ]);
}

function kindsOf(
  owner: ChoosingOwner,
  row: object,
  kindOf: (type: ArtworkType) => PublishKind,
): [PublishKind, Adoptable][] {
  const { types, locks } = ownerRules(owner.entityType);
  return types.map((type) => {
    const lock = locks[type];
    return [kindOf(type), { owner, type, isLocked: lock !== undefined && Reflect.get(row, lock) === true }];
  });
}
