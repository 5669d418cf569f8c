import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listAssignedPaths } from "#lib/libraries/unknown-files.ts";
import { listFolder } from "#lib/series/list-folder.ts";
import { showPath } from "../../../_components/shown-file.ts";
import { getShow } from "../queries.ts";

/** What lies in the folder of the series. Viewers get no paths, and no reasons, which may name files. */
export async function getFolder(seriesId: number) {
  await requireUser();
  const { show, mayEdit } = await getShow(seriesId);
  const { libraryId, directoryPath } = show;
  const db = getDb();
  const [{ totals, extras, unknown }, assigned] = await Promise.all([
    listFolder(db, { seriesId, libraryId, directoryPath }),
    listAssignedPaths(db, { entityType: "series", entityIds: [seriesId] }),
  ]);
  return {
    mayEdit,
    folder: showPath(directoryPath, { mayEdit }),
    totals,
    extras: extras.map(({ path, ...extra }) => ({
      ...extra,
      ...showPath(path, { mayEdit }),
      isAssigned: assigned.has(path),
    })),
    unknown: unknown.map(({ path, reason, ...file }) => ({
      ...file,
      reason: mayEdit ? reason : null,
      ...showPath(path, { mayEdit }),
    })),
  };
}
export type Folder = Awaited<ReturnType<typeof getFolder>>;
