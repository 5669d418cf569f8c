import { artworkFacts, isArtworkType } from "#lib/artwork/vocabulary.ts";
import { kindOfNfo, type PublishKind, trailerKind, typeOfSetPicture } from "#lib/publish/vocabulary.ts";

/** What the numbers in the kinds of a series stand for. */
export type KindNames = {
  /** "S01E02" by the id of an episode. */
  episodes: ReadonlyMap<number, string>;
  people: ReadonlyMap<number, string>;
};

const nobody: KindNames = { episodes: new Map(), people: new Map() };

/** "NFO", "Trailer", "Poster", "Poster of season 1", "Thumb of S01E02", "Portrait of Zoë Saldaña". */
export function labelOfKind(kind: PublishKind, names: KindNames = nobody): string {
  if (kind === kindOfNfo) return "NFO";
  if (kind === trailerKind) return "Trailer";
  const ofSet = typeOfSetPicture(kind);
  if (ofSet !== undefined) return `${labelOfType(ofSet)} of the set`;
  const [part = "", which = "", type] = kind.split(".");
  if (type === undefined) return labelOfType(kind);
  return `${labelOfType(type)} of ${ownerOf(part, which, names)}`;
}

/** The type of the picture, such as "poster"; the kind itself where it has no parts. */
export const typeOfKind = (kind: PublishKind): string => kind.split(".").at(-1) ?? kind;

const labelOfType = (type: string): string => (isArtworkType(type) ? artworkFacts[type].label : type);

function ownerOf(part: string, which: string, { episodes, people }: KindNames): string {
  if (part === "season") return nameOfSeason(which);
  const id = Number(which);
  if (part === "episode") return episodes.get(id) ?? "an episode";
  return people.get(id) ?? "somebody";
}

function nameOfSeason(which: string): string {
  if (which === "all") return "all seasons";
  return which === "0" ? "the specials" : `season ${which}`;
}
