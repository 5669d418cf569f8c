import { and, asc, eq, or, sql } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { webhookEvents, webhookSources } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { requestScan } from "#lib/libraries/scan-requests.ts";
import { findRoot, listRoots, type Root } from "./library-roots.ts";
import { mapPath } from "./map-path.ts";
import { type EventFacts, readEvent } from "./read-event.ts";
import type { EventStatus, PathMapping } from "./vocabulary.ts";

type Asked = { libraryId: number; name: string; paths: Set<string>; replaced: { from: string; to: string }[] };
type Verdict = { status: EventStatus; result: string; libraries: Asked[] };

/** Events that are read with the one a job is for: of a burst, the first jobs read all, and the others find nothing to do. */
const together = 50;

/**
 * Reads an event that waits, with others of its source that wait, and asks the libraries they are about to look. Returns how
 * many were read. Twice comes to the same.
 */
export async function processEvent(
  db: Db,
  { eventId, assertOwned }: { eventId: number; assertOwned?: AssertOwned | undefined },
): Promise<{ read: number; result: string } | undefined> {
  const waiting = eq(webhookEvents.status, "received");
  const [own] = await db
    .select({ sourceId: webhookEvents.sourceId })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.id, eventId), waiting));
  if (!own) return undefined;
  const [source] = await db
    .select()
    .from(webhookSources)
    .where(eq(webhookSources.id, own.sourceId ?? 0));
  const roots = await listRoots(db);
  return ownedTransaction(db, assertOwned, async (tx) => {
    const isOwn = eq(webhookEvents.id, eventId);
    const events = await tx
      .select({
        id: webhookEvents.id,
        eventType: webhookEvents.eventType,
        payload: webhookEvents.payload,
        attempts: webhookEvents.attempts,
      })
      .from(webhookEvents)
      .where(and(waiting, source ? or(isOwn, eq(webhookEvents.sourceId, source.id)) : isOwn))
      .orderBy(sql`case when ${isOwn} then 0 else 1 end`, asc(webhookEvents.id))
      .limit(together);
    const verdicts = events.map((event) => ({ event, ...judgeEvent(event, { source, roots }) }));
    for (const { libraryId, paths, replaced } of gather(verdicts.flatMap(({ libraries: asked }) => asked)))
      await requestScan(tx, { libraryId, paths: [...paths], replaced });
    const handledAt = await databaseNow(tx);
    await bulkUpdate(
      tx,
      webhookEvents,
      verdicts.map(({ event, status, result, libraries: asked }) => ({
        id: event.id,
        status,
        result,
        error: null,
        attempts: event.attempts + 1,
        handledAt,
        libraryIds: asked.map(({ libraryId }) => libraryId),
      })),
    );
    const result = verdicts.find(({ event }) => event.id === eventId)?.result ?? "";
    return { read: verdicts.length, result };
  });
}

type Told = { eventType: string | null; payload: unknown };
type Known = { source: typeof webhookSources.$inferSelect | undefined; roots: readonly Root[] };

function judgeEvent({ eventType, payload }: Told, { source, roots }: Known): Verdict {
  if (!source) return { status: "logged", result: "Its source was removed.", libraries: [] };
  if (eventType === "Test") return { status: "logged", result: `${source.name} reaches Metarr.`, libraries: [] };
  return judge(readEvent(source.kind, payload), { mappings: source.pathMappings ?? [], roots });
}

/** What several events ask of one library, put together. */
function gather(asked: readonly Asked[]): Asked[] {
  const byLibrary = Map.groupBy(asked, ({ libraryId }) => libraryId);
  return [...byLibrary.values()].map((parts) => ({
    libraryId: parts[0]?.libraryId ?? 0,
    name: parts[0]?.name ?? "",
    paths: new Set(parts.flatMap(({ paths }) => [...paths])),
    replaced: parts.flatMap(({ replaced }) => replaced),
  }));
}

type Place = { mappings: readonly PathMapping[]; roots: readonly Root[] };

function judge({ paths, replaced }: EventFacts, { mappings, roots }: Place): Verdict {
  if (paths.length + replaced.length === 0) {
    return { status: "logged", result: "It tells of no change to files.", libraries: [] };
  }
  const asked = new Map<number, Asked>();
  const unknown = new Set<string>();
  const switchedOff = new Set<string>();
  /** Where a path lies here; undefined where nobody is to look. */
  const place = (told: string): { path: string; library: Asked } | undefined => {
    const { path } = mapPath(mappings, told);
    const root = path === null ? undefined : findRoot(roots, path);
    if (path === null || !root) unknown.add(told);
    else if (!root.enabled) switchedOff.add(root.name);
    else {
      const { libraryId, name } = root;
      const library = asked.get(libraryId) ?? { libraryId, name, paths: new Set<string>(), replaced: [] };
      asked.set(libraryId, library);
      library.paths.add(path);
      return { path, library };
    }
    return undefined;
  };
  for (const path of paths) place(path);
  for (const pair of replaced) {
    const [from, to] = [place(pair.from), place(pair.to)];
    if (from && to && from.library === to.library) to.library.replaced.push({ from: from.path, to: to.path });
  }
  return tell([...asked.values()], { unknown: [...unknown], switchedOff: [...switchedOff] });
}

function tell(asked: Asked[], { unknown, switchedOff }: { unknown: string[]; switchedOff: string[] }): Verdict {
  const [first] = unknown;
  const lost = first === undefined ? "" : `No library holds ${first}. Check its folder and the path mappings.`;
  if (asked.length > 0) {
    const names = asked.map(({ name }) => name).join(" and ");
    return { status: "done", result: [`Asked ${names} to look.`, lost].filter(Boolean).join(" "), libraries: asked };
  }
  if (switchedOff.length > 0 && lost === "") {
    return { status: "logged", result: `${switchedOff.join(" and ")} is switched off.`, libraries: [] };
  }
  return { status: "unmatched", result: lost, libraries: [] };
}
