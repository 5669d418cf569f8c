import { checkCachedPictures, checkCachedTrailers } from "./check-cache.ts";
import { checkChoices } from "./choices.ts";
import type { Stage } from "./context.ts";
import { checkMirrors } from "./mirrors.ts";
import { checkOrphans } from "./orphans.ts";
import { checkUnits } from "./units.ts";
import { type FindingKind, findingKinds } from "./vocabulary.ts";

/** What a check goes through, in this order. */
const names = ["units", "nfos", "images", "videos", "pictures", "trailers", "mirrors", "choices"] as const;
type StageName = (typeof names)[number];

type StageFacts = {
  check: Stage;
  /** Done for one film or series as well. */
  isOfUnit: boolean;
  finds: readonly FindingKind[];
};

const ofFiles = ["file.missing", "file.damaged", "file.changed", "file.name", "file.unreadable"] as const;
const ofOrphans = ["file.orphan", "file.unreadable", "row"] as const;
const ofCache = ["cache.missing", "cache.damaged", "file.unreadable"] as const;

export const stages: Record<StageName, StageFacts> = {
  units: { check: checkUnits, isOfUnit: true, finds: [...ofFiles, "media.gone", "leftover"] },
  nfos: { check: checkOrphans("nfos"), isOfUnit: false, finds: ofOrphans },
  images: { check: checkOrphans("images"), isOfUnit: false, finds: ofOrphans },
  videos: { check: checkOrphans("videos"), isOfUnit: false, finds: ofOrphans },
  pictures: { check: checkCachedPictures, isOfUnit: true, finds: ofCache },
  trailers: { check: checkCachedTrailers, isOfUnit: true, finds: ofCache },
  mirrors: { check: checkMirrors, isOfUnit: false, finds: ["row"] },
  choices: { check: checkChoices, isOfUnit: true, finds: ["choice"] },
};

/** The stages of a run, from this one on. A name of another version begins anew. */
export function stagesFrom(name: string, { isOfUnit }: { isOfUnit: boolean }): StageName[] {
  const own = names.filter((each) => !isOfUnit || stages[each].isOfUnit);
  const at = own.find((each) => each === name);
  return at === undefined ? own : own.slice(own.indexOf(at));
}

/** The kinds of which a whole run sees all there are: every stage that finds them is gone through. */
export const kindsSeen = ({ isOfUnit }: { isOfUnit: boolean }): FindingKind[] =>
  findingKinds.filter((kind) =>
    names.every((name) => !isOfUnit || stages[name].isOfUnit || !stages[name].finds.includes(kind)),
  );
