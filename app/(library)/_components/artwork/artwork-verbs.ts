import type { ActionResult } from "#app/_server/action.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import {
  addPictureByAddress,
  blockPicture,
  keepPicture,
  lockPictures,
  pickPicture,
  removePicture,
  restorePictures,
  unpickPicture,
} from "../../artwork-actions.ts";
import {
  blockPortrait,
  lockPortrait,
  offerPortraitByAddress,
  pickPortrait,
  restorePortrait,
  unpickPortrait,
} from "../../people/portrait-actions.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";

type Asked = Promise<ActionResult<unknown>>;
/** What was chosen before, in its order, what was added since, which single ones were locked, and whether the type was. */
type Earlier = { chosenIds: number[]; addedIds: number[]; lockedIds: number[]; locked: boolean };

export type ArtworkVerbs = {
  pick: (candidateId: number) => Asked;
  unpick: (candidateId: number) => Asked;
  block: (candidateId: number, blocked: boolean) => Asked;
  lock: (locked: boolean) => Asked;
  /** A picture whose address led to nothing. */
  remove?: (candidateId: number) => Asked;
  /** One picture alone. A person has one portrait, and its lock is the type's. */
  keep?: (candidateId: number, locked: boolean) => Asked;
  restore: (earlier: Earlier) => Asked;
  addByAddress: (url: string) => Promise<ActionResult<{ candidateId: number }>>;
};

/** What the server is asked for a type of an owner. A person's portrait is no picture among many: it has its own words. */
export function verbsFor(owner: ArtworkOwner, type: ArtworkType): ArtworkVerbs {
  if (owner.entityType === "actor") {
    const actor = { actorId: owner.entityId };
    return {
      pick: (candidateId) => pickPortrait({ ...actor, candidateId }),
      unpick: () => unpickPortrait(actor),
      block: (candidateId, blocked) => blockPortrait({ ...actor, candidateId, blocked }),
      lock: (locked) => lockPortrait({ ...actor, locked }),
      restore: ({ chosenIds, locked }) => restorePortrait({ ...actor, candidateId: chosenIds[0] ?? null, locked }),
      addByAddress: (url) => offerPortraitByAddress({ ...actor, url }),
    };
  }
  return {
    pick: (candidateId) => pickPicture({ candidateId }),
    unpick: (candidateId) => unpickPicture({ candidateId }),
    block: (candidateId, blocked) => blockPicture({ candidateId, blocked }),
    lock: (locked) => lockPictures({ ...owner, type, locked }),
    remove: (candidateId) => removePicture({ candidateId }),
    keep: (candidateId, locked) => keepPicture({ candidateId, locked }),
    restore: (earlier) => restorePictures({ ...owner, type, ...earlier }),
    addByAddress: (url) => addPictureByAddress({ ...owner, type, url }),
  };
}
