import type { Db } from "#db/client.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { chosenOf } from "./apply-selection.ts";
import { type Candidate, listAllCandidates } from "./candidate-rows.ts";
import { chooseArtwork } from "./choose.ts";
import { hasFailedLately } from "./fetch-candidate.ts";
import type { OwnersOfKind } from "./library-owners.ts";
import { listOwnerStates, ownerRules } from "./owners.ts";
import { scoreCandidate } from "./score.ts";
import { limitFor } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";
import { type ArtworkType, type ScoreBreakdown, scoreCriteria } from "./vocabulary.ts";

/** What of the types of an owner is looked at. */
export type ChoiceScope = {
  /** Null: all of them. */
  types: readonly ArtworkType[] | null;
  /** Only types of which nothing is chosen. */
  onlyMissing: boolean;
};

/** A type whose chosen pictures would be others. */
export type PlannedChoice = { entityId: number; type: ArtworkType; before: Candidate[]; after: Candidate[] };

export type ChoicePlan = {
  changes: PlannedChoice[];
  /** Candidates whose stored score is not the one they have under these settings. */
  rescored: Pick<Candidate, "id" | "score" | "scoreBreakdown">[];
  /** Types that would be others and are left alone, because a person locked them. */
  locked: number;
};

/**
 * What automation would choose for these owners under the settings of their library, and what their candidates would
 * score. Nothing is downloaded and nothing written: a picture that was never fetched counts as what its provider says.
 */
export async function planChoices(db: Db, params: OwnersOfKind & ChoiceScope): Promise<ChoicePlan> {
  const { entityType, library, owners } = params;
  const plan: ChoicePlan = { changes: [], rescored: [], locked: 0 };
  const ids = owners.map(({ entityId }) => entityId);
  const [settings, states, rows] = await Promise.all([
    readSettings(db),
    listOwnerStates(db, entityType, ids),
    listAllCandidates(db, entityType, ids),
  ]);
  const providersOf = settings.get("priority.artwork");
  const rowsOf = Map.groupBy(rows, ({ entityId }) => entityId);
  for (const owner of owners) {
    const own = readArtworkSettings(library, owner);
    const context = { ...own.context, providersOf };
    const state = states.get(owner.entityId);
    const rescored = (rowsOf.get(owner.entityId) ?? []).map((row) => rescore(row, context));
    plan.rescored.push(...rescored.filter(({ isNew }) => isNew).map(({ row }) => scoreOf(row)));
    if (owner.isLeftAlone) continue;
    // An episode that shows a picture keeps it (select-series.ts).
    if (entityType === "episode" && state?.mirrors.some(({ cacheFileId }) => cacheFileId !== null)) continue;
    for (const type of params.types ?? ownerRules(entityType).types) {
      const candidates = rescored.map(({ row }) => row).filter((row) => row.assetType === type);
      const before = chosenOf(candidates);
      if (candidates.length === 0 || (params.onlyMissing && before.length > 0)) continue;
      const limit = limitFor(entityType, type, own);
      const after = await chooseFrom(candidates, { limit, ownFirst: library.existing === "keep" });
      if (before.map(({ id }) => id).join() === after.map(({ id }) => id).join()) continue;
      if (state?.isLocked(type)) plan.locked += 1;
      else plan.changes.push({ entityId: owner.entityId, type, before, after });
    }
  }
  return plan;
}

const scoreOf = ({ id, score, scoreBreakdown }: Candidate) => ({ id, score, scoreBreakdown });

/** The reasons stand in the breakdown: it changes also where the sum stays. */
function rescore(row: Candidate, context: Parameters<typeof scoreCandidate>[1]): { row: Candidate; isNew: boolean } {
  const { score, breakdown } = scoreCandidate(row, context);
  const isNew = row.score !== score || !isSameBreakdown(row.scoreBreakdown, breakdown);
  return { row: { ...row, score, scoreBreakdown: breakdown }, isNew };
}

function isSameBreakdown(stored: ScoreBreakdown | null, now: ScoreBreakdown): boolean {
  return scoreCriteria.every((name) => {
    const [one, other] = [stored?.[name], now[name]];
    return one?.points === other.points && one.of === other.of && one.reason === other.reason;
  });
}

const unseen = ({ perceptualHash, differenceHash }: Candidate): Candidate["picture"] => ({
  perceptualHash,
  differenceHash,
  format: "jpg",
  hash: "",
  width: 0,
});

async function chooseFrom(
  candidates: readonly Candidate[],
  options: { limit: number; ownFirst: boolean },
): Promise<Candidate[]> {
  const usable = candidates.filter((row) => !row.isBlocked && (row.picture !== null || !hasFailedLately(row)));
  const { chosen } = await chooseArtwork(usable, {
    ...options,
    locked: chosenOf(usable).filter(({ userLocked }) => userLocked),
    verify: async (candidate) => ({ candidate: { ...candidate, picture: unseen(candidate) } }),
    // Only those that were compared before: nothing is decoded here.
    isSame: async (a, b) => a.alikeTo !== null && a.alikeTo === b.alikeTo,
  });
  return chosen;
}
