import { checkCachedPictures, checkCachedTrailers } from "./check-cache.ts";
import { checkChoices } from "./choices.ts";
import type { Stage } from "./context.ts";
import { checkMirrors } from "./mirrors.ts";
import { checkOrphans } from "./orphans.ts";
import { checkUnits } from "./units.ts";

/** What a check goes through, in this order. */
export const stages = {
  units: { check: checkUnits, isOfUnit: true },
  nfos: { check: checkOrphans("nfos"), isOfUnit: false },
  images: { check: checkOrphans("images"), isOfUnit: false },
  videos: { check: checkOrphans("videos"), isOfUnit: false },
  pictures: { check: checkCachedPictures, isOfUnit: true },
  trailers: { check: checkCachedTrailers, isOfUnit: true },
  mirrors: { check: checkMirrors, isOfUnit: false },
  choices: { check: checkChoices, isOfUnit: true },
} as const satisfies Record<string, { check: Stage /** Done for one film or series as well. */; isOfUnit: boolean }>;

type StageName = keyof typeof stages;
const names: StageName[] = ["units", "nfos", "images", "videos", "pictures", "trailers", "mirrors", "choices"];

/** The stages of a run, from this one on. A name of another version begins anew. */
export function stagesFrom(name: string, { isOfUnit }: { isOfUnit: boolean }): StageName[] {
  const own = names.filter((each) => !isOfUnit || stages[each].isOfUnit);
  const at = own.find((each) => each === name);
  return at === undefined ? own : own.slice(own.indexOf(at));
}
