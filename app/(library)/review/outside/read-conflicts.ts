import type { Db } from "#db/client.ts";
import { listConflicts, listKindOwners } from "#lib/publish/list-conflicts.ts";
import { labelOfKind } from "../../_components/publish/kind-label.ts";
import { toUnitParts } from "../../_components/publish/to-unit-parts.ts";
import { type ConflictPage, conflictPageSize } from "./_components/shown-conflict.ts";

/** A page of files that were changed outside, with words for what each is. */
export async function readConflicts(db: Db, { after = 0 }: { after?: number } = {}): Promise<ConflictPage> {
  const found = await listConflicts(db, { after, limit: conflictPageSize + 1 });
  const rows = found.slice(0, conflictPageSize);
  const owners = await listKindOwners(
    db,
    rows.map(({ kind }) => kind),
  );
  const names = toUnitParts({ isFilm: false, ...owners, nfos: [] });
  return {
    conflicts: rows.map(({ kind, ...row }) => ({ ...row, label: labelOfKind(kind, names) })),
    hasMore: found.length > conflictPageSize,
  };
}
