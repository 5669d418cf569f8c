import type { ShownType } from "#lib/artwork/list-artwork.ts";
import type { ChoosingOwner } from "#lib/artwork/owners.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";

/** Whose pictures these are. A person has portraits only. */
export type ArtworkOwner = ChoosingOwner | { entityType: "actor"; entityId: number };
export type ArtworkTypeSummary = Omit<ShownType, "candidates"> & { count: number; chosen: number };

/** What people call an owner. */
export const nounOf = {
  movie: "film",
  collection: "set",
  series: "series",
  season: "season",
  episode: "episode",
  actor: "person",
} as const satisfies Record<ArtworkOwner["entityType"], string>;

/** The type that the address asks for, or the first there is. */
export function readType(all: readonly ShownType[], asked: string | string[] | undefined): ArtworkType | undefined {
  return (all.find(({ type }) => type === asked) ?? all[0])?.type;
}

/** The types with their counts, and the candidates of one of them. */
export function toShownArtwork(all: readonly ShownType[], type: ArtworkType, { mayEdit }: { mayEdit: boolean }) {
  const types: ArtworkTypeSummary[] = all.map(({ candidates, ...rest }) => ({
    ...rest,
    count: candidates.length,
    chosen: candidates.filter((each) => each.isSelected).length,
  }));
  const candidates = all.find((each) => each.type === type)?.candidates ?? [];
  // Why a download failed may name files and addresses.
  return { types, candidates: mayEdit ? candidates : candidates.map((each) => ({ ...each, failureReason: null })) };
}
export type ShownArtwork = ReturnType<typeof toShownArtwork>;
