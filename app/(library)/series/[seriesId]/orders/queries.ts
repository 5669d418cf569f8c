import { relative } from "node:path";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { readPriority } from "#lib/providers/priority.ts";
import { listOrders, type OrderPreview, previewOrder } from "#lib/series/orders.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { getShow } from "../queries.ts";
import { sortRows } from "./_components/order-rows.ts";

/** The orders one can choose, the one in force, and what the files would be in the one that is looked at. */
export async function getOrders(seriesId: number, wanted: string | undefined) {
  await requireUser("editor");
  const db = getDb();
  const [{ show }, choices, settings] = await Promise.all([
    getShow(seriesId),
    listOrders(db, seriesId),
    readSettings(db),
  ]);
  const present = show.episodeOrder;
  // An order that nobody tells any more is still the one in force.
  const known = choices.some(({ id }) => id === present)
    ? choices
    : [...choices, { id: present, label: present, providers: [] }];
  const looked = known.find(({ id }) => id === wanted) ?? known.find(({ id }) => id === present);
  const order = looked?.id ?? present;
  const preview = await previewOrder(db, { seriesId, order, present, priority: readPriority(settings, "episode") });
  return {
    seriesId,
    title: show.title,
    choices: known,
    present,
    presentLabel: known.find(({ id }) => id === present)?.label ?? present,
    order,
    orderLabel: looked?.label ?? order,
    isLocked: show.episodeOrderLocked,
    isTold: known.some(({ providers }) => providers.length > 0),
    preview: showPreview(preview, show.directoryPath),
    fetching: preview.state === "unknown" ? await findFetching(seriesId, order) : null,
  };
}
export type OrdersData = Awaited<ReturnType<typeof getOrders>>;

function showPreview(preview: OrderPreview, folder: string) {
  if (preview.state === "unknown") return null;
  const rows = preview.rows.map(({ filePath, then, ...row }) => ({
    ...row,
    next: then,
    file: relative(folder, filePath),
  }));
  return { provider: preview.provider, ...sortRows(rows) };
}

/** The job that fetches the list of an order: whether it is under way, or why it failed. */
async function findFetching(seriesId: number, order: string) {
  const { jobs } = await listJobs(getDb(), {
    type: "series.orders",
    entity: { entityType: "series", entityId: seriesId },
    limit: 10,
  });
  const job = jobs.find(({ payload }) => payload !== null && Reflect.get(Object(payload), "order") === order);
  if (job === undefined) return null;
  const isOpen = job.status === "pending" || job.status === "running";
  return { isOpen, hasEnded: job.status === "completed", error: job.error };
}
