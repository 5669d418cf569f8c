import { AppError } from "#lib/errors.ts";
import type { CastOwner } from "./cast-tables.ts";
import { castOwners } from "./credit-rows.ts";

/** A film, series or episode somebody is in. */
export type CreditPlace = { entityType: CastOwner; entityId: number };

/**
 * Those of the chosen places somebody is in. `read` gives all they are in. Throws invalid when none or all are chosen.
 */
export async function chooseCredits(
  credits: readonly CreditPlace[],
  read: (owner: CastOwner) => Promise<number[]>,
): Promise<Record<CastOwner, number[]>> {
  const found: Record<CastOwner, number[]> = { movie: [], series: [], episode: [] };
  let rest = 0;
  for (const owner of castOwners) {
    const wanted = new Set(credits.filter(({ entityType }) => entityType === owner).map(({ entityId }) => entityId));
    const ownerIds = [...new Set(await read(owner))];
    found[owner] = ownerIds.filter((ownerId) => wanted.has(ownerId));
    rest += ownerIds.length - found[owner].length;
  }
  const count = Object.values(found).flat().length;
  if (count === 0) throw new AppError("invalid", "Choose what the other person was in.", { field: "credits" });
  if (rest === 0) {
    throw new AppError(
      "invalid",
      "Leave at least one title. To give all of them another name, edit the name instead.",
      { field: "credits" },
    );
  }
  return found;
}
