import { z } from "zod";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { countByKind, listFindings } from "#lib/verify/list-findings.ts";
import { listReports } from "#lib/verify/reports.ts";
import { firstOfKind, toFindingPage } from "./_components/shown-finding.ts";
import type { VerifyParams } from "./_components/verify-params.ts";

/** Every library with its last verification, and the first findings of each kind. Viewers see no paths. */
export async function getVerify({ library, show }: VerifyParams) {
  await requireUser("editor");
  const db = getDb();
  const [found, asked] = await Promise.all([listReports(db), listAsked(db)]);
  const reports = found.map((report) => ({
    ...report,
    isWaiting: report.run?.status !== "running" && asked.has(report.libraryId),
  }));
  const known = reports.find(({ libraryId }) => libraryId === library)?.libraryId;
  const filter = { state: show, ...(known === undefined ? {} : { libraryId: known }) };
  const kinds = await countByKind(db, filter);
  const groups = await Promise.all(
    kinds.map(async ({ kind, count }) => {
      const first = await listFindings(db, { filter: { ...filter, kind }, limit: firstOfKind + 1 });
      return { kind, count, first: toFindingPage(first, firstOfKind) };
    }),
  );
  return { reports, groups, library: known ?? null, show };
}

/** Libraries that somebody asked to verify as a whole, and that a worker has not come to yet. */
async function listAsked(db: Db): Promise<ReadonlySet<number | null>> {
  const { jobs } = await listJobs(db, { type: "library.verify", status: ["pending", "running"], limit: 200 });
  const isWhole = (payload: unknown) => wholeLibrary.safeParse(payload).success;
  return new Set(jobs.filter(({ payload }) => isWhole(payload)).map(({ entityId }) => entityId));
}

const wholeLibrary = z.object({ movieId: z.never().optional(), seriesId: z.never().optional() });

export type VerifyData = Awaited<ReturnType<typeof getVerify>>;
