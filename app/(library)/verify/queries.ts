import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { countByKind, listFindings } from "#lib/verify/list-findings.ts";
import { listReports } from "#lib/verify/reports.ts";
import { firstOfKind, toFindingPage } from "./_components/shown-finding.ts";
import type { VerifyParams } from "./_components/verify-params.ts";

/** Every library with its last verification, and the first findings of each kind. Viewers see no paths. */
export async function getVerify({ library, show }: VerifyParams) {
  await requireUser("editor");
  const db = getDb();
  const reports = await listReports(db);
  const known = reports.find(({ libraryId }) => libraryId === library)?.libraryId;
  const filter = { state: show, ...(known === undefined ? {} : { libraryId: known }) };
  const kinds = await countByKind(db, filter);
  const groups = await Promise.all(
    kinds.map(async ({ kind, count }) => {
      const found = await listFindings(db, { filter: { ...filter, kind }, limit: firstOfKind + 1 });
      return { kind, count, first: toFindingPage(found, firstOfKind) };
    }),
  );
  return { reports, groups, library: known ?? null, show };
}

export type VerifyData = Awaited<ReturnType<typeof getVerify>>;
