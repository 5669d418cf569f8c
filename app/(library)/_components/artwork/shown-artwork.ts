import type { PickingOwner } from "#lib/artwork/films-beside.ts";
import type { ShownType } from "#lib/artwork/list-artwork.ts";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";

/** Whose pictures these are: a film's or a set's. */
export type ArtworkOwner = PickingOwner;
export type ArtworkTypeSummary = Omit<ShownType, "candidates"> & { count: number; chosen: number };

/** The types with their counts, and the candidates of one of them. */
export function toShownArtwork(all: readonly ShownType[], type: MovieArtworkType, { mayEdit }: { mayEdit: boolean }) {
  const types: ArtworkTypeSummary[] = all.map(({ candidates, ...rest }) => ({
    ...rest,
    count: candidates.length,
    chosen: candidates.filter((each) => each.isSelected).length,
  }));
  const candidates = all.find((each) => each.type === type)?.candidates ?? [];
  // Why a download failed may name files and addresses.
  return { types, candidates: mayEdit ? candidates : candidates.map((each) => ({ ...each, failureReason: null })) };
}
