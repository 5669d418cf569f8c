import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { isAppError } from "#lib/errors.ts";
import { getLibrary, listRoots } from "#lib/libraries/libraries.ts";
import { getScanRun, listScanRuns } from "#lib/libraries/list-scan-runs.ts";
import { listOpenScans } from "../../queries.ts";

/** Scans of one page. */
const pageSize = 25;

/** The scans of a library, newest first, and whether one waits or runs. `before`: the last one of the page before. */
export async function getScans(params: { libraryId: number; before?: number | undefined }) {
  await requireUser("admin");
  const db = getDb();
  const { library, roots } = await getPlace(params.libraryId);
  const [found, open] = await Promise.all([listScanRuns(db, { ...params, limit: pageSize + 1 }), listOpenScans()]);
  const scans = found.slice(0, pageSize);
  return {
    library,
    roots,
    scans,
    openScan: open.find((scan) => scan.libraryId === library.libraryId),
    older: found.length > pageSize ? scans.at(-1)?.id : undefined,
  };
}

export type Scans = Awaited<ReturnType<typeof getScans>>;

/** One scan with its lines. The 404 page when it is not on record. */
export async function getScan(params: { libraryId: number; scanRunId: number }) {
  await requireUser("admin");
  const { library } = await getPlace(params.libraryId);
  const run = await getScanRun(getDb(), params).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  return { library, run };
}

async function getPlace(libraryId: number) {
  const db = getDb();
  const library = await getLibrary(db, libraryId).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  const roots = await listRoots(db, libraryId);
  return {
    library: { libraryId, name: library.name },
    roots: roots.map(({ path, state, stateReason }) => ({ path, isOnline: state === "online", reason: stateReason })),
  };
}
