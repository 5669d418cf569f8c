import { artworkFacts, isArtworkType } from "#lib/artwork/vocabulary.ts";
import { defaultNameOf } from "#lib/publish/names.ts";
import { placeholdersOf } from "#lib/publish/publishing-input.ts";
import { type CustomNameSlot, customNameSlots, type ProfileName } from "#lib/publish/vocabulary.ts";

export type NameSlot = {
  slot: CustomNameSlot;
  label: string;
  /** The usual name. */
  usual: string;
  placeholders: readonly string[];
};

const ownersOf = { movie: ["film", "trailer"], tv: ["show", "season", "episode"] } as const;
const ends = {
  film: "",
  trailer: "",
  show: " of the series",
  season: " of a season",
  episode: " of an episode",
} as const;

/** The names that can be chosen in a library of this type: those that its player knows. */
export function slotsFor(type: "movie" | "tv", profile: ProfileName): NameSlot[] {
  return ownersOf[type].flatMap((owner) =>
    customNameSlots.flatMap((slot) => {
      const [of, kind] = slot.split(".");
      const usual = of === owner ? defaultNameOf(profile, slot) : null;
      if (usual === null) return [];
      const label = `${labelOf(kind ?? slot)}${ends[owner]}`;
      return [{ slot, label, usual, placeholders: placeholdersOf(slot) }];
    }),
  );
}

function labelOf(kind: string): string {
  if (kind === "nfo") return "NFO";
  return isArtworkType(kind) ? artworkFacts[kind].label : "Trailer";
}
