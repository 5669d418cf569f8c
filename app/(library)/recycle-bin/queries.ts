import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { countExclusions, listExclusions } from "#lib/libraries/exclusions.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { countRemoved, listRemoved } from "#lib/recycle/list-removed.ts";
import { excludedPageSize, toExcludedPage } from "./_components/excluded-path.ts";
import { recycledPageSize, toRecycledPage } from "./_components/recycled-file.ts";
import { removedPageSize, toRemovedPage } from "./_components/removed-item.ts";

/** The first page of the recycle bin. Its rows are paths, which viewers do not see. */
export async function getRecycleBin() {
  await requireUser("editor");
  return toRecycledPage(await listRecycled(getDb(), { limit: recycledPageSize + 1 }));
}

/** How much there is behind the other tabs. */
export async function getBinCounts() {
  await requireUser("editor");
  const db = getDb();
  return { removed: await countRemoved(db), excluded: await countExclusions(db) };
}

/** The first page of what was removed, and whether this person may let it go for good. */
export async function getRemoved() {
  const user = await requireUser("editor");
  const page = toRemovedPage(await listRemoved(getDb(), { limit: removedPageSize }));
  return { page, mayPurge: hasRole(user, "admin") };
}

/** The first page of what scans pass over. */
export async function getExcluded() {
  await requireUser("editor");
  return toExcludedPage(await listExclusions(getDb(), { limit: excludedPageSize + 1 }));
}
