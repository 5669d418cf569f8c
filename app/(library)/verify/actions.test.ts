import { beforeAll, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { jobs, libraries, verifyFindings } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Role } from "#lib/access/vocabulary.ts";
import { findingPageSchema } from "./_components/shown-finding.ts";
import { dismiss, repair, verifyNow } from "./actions.ts";
import { GET } from "./list/route.ts";
import { getVerify } from "./queries.ts";

let db: Db;
let libraryId = 0;
let findingIds: number[] = [];
const people: Partial<Record<Role, Record<string, string>>> = {};
const as = (role: Role) => setRequestHeaders(people[role] ?? {});

beforeAll(async () => {
  db = await testDb();
  for (const role of ["editor", "viewer"] as const) people[role] = (await aBrowser(db, role)).headers;
  const [library] = await db.insert(libraries).values({ name: "Films", path: "/films", type: "movie" }).returning();
  libraryId = library?.id ?? 0;
  const rows = Array.from({ length: 12 }, (_, index) => ({
    ...{ libraryId, kind: index < 11 ? "file.missing" : "file.changed", detail: "It is gone." },
    path: `/films/${index}.nfo`,
  }));
  const saved = await db.insert(verifyFindings).values(rows).returning({ id: verifyFindings.id });
  findingIds = saved.map(({ id }) => id);
});

const ask = (role: Role, query: string) =>
  GET(new Request(`http://localhost:3000/verify/list?${query}`, { headers: people[role] ?? {} }), {
    params: Promise.resolve({}),
  });

test("the report counts by kind, pages behind the last finding, and shows nothing to viewers", async () => {
  as("editor");
  const { reports, groups } = await getVerify({ library: null, show: "open" });
  expect(reports).toMatchObject([{ libraryId, open: 12, run: null, isWaiting: false }]);
  expect(groups.map(({ kind, count, first }) => [kind, count, first.findings.length, first.hasMore])).toEqual([
    ["file.missing", 11, 10, true],
    ["file.changed", 1, 1, false],
  ]);
  const query = `kind=file.missing&after=${findingIds[9]}&library=${libraryId}`;
  expect(findingPageSchema.parse(await (await ask("editor", query)).json())).toMatchObject({
    findings: [{ path: "/films/10.nfo", href: null }],
    hasMore: false,
  });
  expect((await ask("viewer", query)).status).toBe(403);
});

test("an editor verifies, repairs one, a kind or all that is safe, and dismisses; a viewer does not", async () => {
  as("viewer");
  expect(await verifyNow({ libraryId })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await repair({ libraryId: null })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  as("editor");
  expect(await verifyNow({ libraryId: 999 })).toMatchObject({ ok: false, error: { code: "not_found" } });
  expect(await verifyNow({ libraryId })).toMatchObject({ ok: true });
  expect((await getVerify({ library: null, show: "open" })).reports).toMatchObject([{ isWaiting: true }]);
  await repair({ libraryId: null, findingIds: findingIds.slice(0, 1) });
  await repair({ libraryId, kind: "file.changed" });
  await repair({ libraryId: null });
  const asked = await db.select().from(jobs).orderBy(jobs.id);
  expect(asked.map(({ type, payload }) => [type, payload])).toEqual([
    ["library.verify", { libraryId }],
    ["verify.repair", { libraryId, findingIds: findingIds.slice(0, 1) }],
    ["verify.repair", { libraryId, kinds: ["file.changed"] }],
    ["verify.repair", { libraryId }],
  ]);
  expect(await dismiss({ findingIds: findingIds.slice(0, 2), isDismissed: true })).toMatchObject({
    data: { findings: 2 },
  });
  expect((await getVerify({ library: libraryId, show: "dismissed" })).groups).toMatchObject([{ count: 2 }]);
  await dismiss({ findingIds, isDismissed: false });
  expect((await getVerify({ library: null, show: "open" })).reports).toMatchObject([{ open: 12 }]);
});
