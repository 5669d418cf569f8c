import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import { CandidatePanel } from "./candidate-panel.tsx";
import type { ArtworkOwner, ShownArtwork } from "./shown-artwork.ts";
import { TypeList } from "./type-list.tsx";

export type ArtworkPickerProps = ShownArtwork & {
  owner: ArtworkOwner;
  /** Names the pictures: "Heat". */
  title: string;
  type: ArtworkType;
  mayEdit: boolean;
  /** Where a type is shown. */
  hrefOf: (type: ArtworkType) => string;
};

/** The types at the left, the candidates of one of them beside it. */
export function ArtworkPicker({ owner, title, type, types, candidates, mayEdit, hrefOf }: ArtworkPickerProps) {
  const summary = types.find((each) => each.type === type);
  if (!summary) return null;
  return (
    <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-8">
      <TypeList hrefOf={hrefOf} types={types} current={type} />
      <CandidatePanel
        key={`${owner.entityType} ${owner.entityId} ${type}`}
        owner={owner}
        title={title}
        type={summary}
        candidates={candidates}
        mayEdit={mayEdit}
      />
    </div>
  );
}
