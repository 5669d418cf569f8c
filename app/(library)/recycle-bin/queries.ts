import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listRemovedCollections } from "#lib/collections/removed-collections.ts";
import { countExclusions, listExclusions } from "#lib/libraries/exclusions.ts";
import { listRemovedLibraries } from "#lib/libraries/removed-libraries.ts";
import { listRecycled, sizeOfBin } from "#lib/recycle/list.ts";
import { countRemoved, listRemoved } from "#lib/recycle/list-removed.ts";
import { listPlaces } from "#lib/recycle/recycled-filter.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { excludedPageSize, toExcludedPage } from "./_components/excluded-path.ts";
import { recycledPageSize, toRecycledPage } from "./_components/recycled-file.ts";
import { filterOf, isNarrowed, type RecycledParams } from "./_components/recycled-params.ts";
import { removedPageSize, toRemovedPage } from "./_components/removed-item.ts";

/** The first files of the bin that match, and how much there is. Its rows are paths, which viewers do not see. */
export async function getRecycleBin(params: RecycledParams) {
  const user = await requireUser("editor");
  const db = getDb();
  const filter = filterOf(params);
  const [found, total, matching, places, settings] = await Promise.all([
    listRecycled(db, { filter, limit: recycledPageSize + 1 }),
    sizeOfBin(db),
    isNarrowed(params) ? sizeOfBin(db, filter) : undefined,
    listPlaces(db),
    readSettings(db),
  ]);
  return {
    first: toRecycledPage(found),
    total,
    matching: matching ?? total,
    // A library may have several folders.
    places: [...new Map(places.map(({ libraryId, name }) => [libraryId, { libraryId, name }])).values()],
    retentionDays: settings.get("recycle.retentionDays"),
    mayPurge: hasRole(user, "admin"),
  };
}

export type RecycleBinData = Awaited<ReturnType<typeof getRecycleBin>>;

/** How much there is behind the other tabs. */
export async function getBinCounts() {
  await requireUser("editor");
  const db = getDb();
  const [items, libraries, sets, excluded] = await Promise.all([
    countRemoved(db),
    listRemovedLibraries(db),
    listRemovedCollections(db),
    countExclusions(db),
  ]);
  return { removed: items + libraries.length + sets.length, excluded };
}

/** The first page of what was removed, and whether this person may let it go for good. */
export async function getRemoved() {
  const user = await requireUser("editor");
  const db = getDb();
  const [found, libraries, sets] = await Promise.all([
    listRemoved(db, { limit: removedPageSize }),
    listRemovedLibraries(db),
    listRemovedCollections(db),
  ]);
  return { page: toRemovedPage(found), libraries, sets, mayPurge: hasRole(user, "admin") };
}

/** The first page of what scans pass over. */
export async function getExcluded() {
  await requireUser("editor");
  return toExcludedPage(await listExclusions(getDb(), { limit: excludedPageSize + 1 }));
}
