import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import { findLanguage } from "#lib/files/languages.ts";
import type { AssignmentGuess } from "#lib/libraries/unknown-files-guess.ts";
import {
  type AssignInput,
  type AssignOwner,
  type AssignWay,
  assignInput,
  type OwnerType,
  picturesOfOwner,
} from "#lib/libraries/unknown-files-vocabulary.ts";
import type { ShowPlaces } from "./show-places.ts";

/** An assignment as its form holds it. */
export type AssignDraft = {
  as: AssignWay | null;
  imageType: string;
  extraKind: string;
  /** A code or a name, as it is typed. */
  language: string;
  isForced: boolean;
};
export type ShowPlace = AssignmentGuess["place"];

export function draftOf({ as, imageType, extraKind, language, isForced }: AssignmentGuess): AssignDraft {
  const name = language === null ? "" : (findLanguage(language)?.name ?? language);
  return { as, imageType, extraKind, language: name, isForced };
}

/** Whose pictures a file of a series is offered: the nearest that is chosen. */
export function ownerTypeOf({ seasonNumber, episodeId }: ShowPlace): OwnerType {
  if (episodeId !== null) return "episode";
  return seasonNumber === null ? "series" : "season";
}

/** Whose file it is in a series; undefined while the season or episode that is needed is not chosen or not read yet. */
export function ownerInShow(params: {
  as: AssignWay | null;
  seriesId: number;
  place: ShowPlace;
  places: ShowPlaces | undefined;
}): AssignOwner | undefined {
  const { as, seriesId, place, places } = params;
  if (as === "trailer" || as === "extra") return { entityType: "series", entityId: seriesId };
  const entityType = as === "subtitle" ? "episode" : ownerTypeOf(place);
  if (entityType === "series") return { entityType, entityId: seriesId };
  const entityId =
    entityType === "episode"
      ? places?.episodes.find(({ episodeId }) => episodeId === place.episodeId)?.episodeId
      : places?.seasons.find(({ seasonNumber }) => seasonNumber === place.seasonNumber)?.seasonId;
  return entityId === undefined ? undefined : { entityType, entityId };
}

/** The kind of picture that is chosen, or the first the owner has when it has none of this kind. */
export function pictureOf(owner: OwnerType, imageType: string): ArtworkType {
  const types: readonly ArtworkType[] = picturesOfOwner[owner];
  return types.find((type) => type === imageType) ?? picturesOfOwner[owner][0];
}

/** What is sent; undefined while something is missing or not understood. */
export function readDraft(
  draft: AssignDraft,
  ids: { unknownFileId: number; owner: AssignOwner },
): AssignInput | undefined {
  const { as, extraKind, isForced } = draft;
  const typed = draft.language.trim();
  const language = typed === "" ? null : findLanguage(typed)?.code;
  if (as === "subtitle" && language === undefined) return undefined;
  const imageType = pictureOf(ids.owner.entityType, draft.imageType);
  return assignInput.safeParse({ ...ids, as, imageType, extraKind, language, isForced }).data;
}
