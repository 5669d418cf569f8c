import { ArrowRight, CircleCheck } from "lucide-react";
import type { Placed } from "#lib/series/orders.ts";
import { codeOf } from "../../_components/names.ts";
import type { OrdersData } from "../queries.ts";
import { countsOf, type OrderGroups, type OrderRow } from "./order-rows.ts";

type OrderPreviewProps = {
  groups: OrderGroups;
  /** Whose list it is. */
  provider: string;
  orders: Pick<OrdersData, "order" | "present" | "orderLabel" | "presentLabel">;
};

/** Every file with the episode it is now and the one it would be: first what needs a look. */
export function OrderPreview({ groups, provider, orders }: OrderPreviewProps) {
  const { unmapped, moving, staying } = groups;
  const { order, present, orderLabel, presentLabel } = orders;
  const isPresent = order === present;
  return (
    <>
      <div>
        <h3 className="font-medium text-1">{isPresent ? presentLabel : `From ${presentLabel} to ${orderLabel}`}</h3>
        <p className="mt-1 text-2 text-sm">
          By the list of {provider}. {isPresent && countsOf(groups)}
        </p>
      </div>
      {unmapped.length > 0 && <Group title="Without an episode" rows={unmapped} isOpen isPresent={isPresent} />}
      {moving.length > 0 && <Group title="Become another episode" rows={moving} isOpen isPresent={isPresent} />}
      {unmapped.length + moving.length === 0 && staying.length > 0 && (
        <p className="flex items-center gap-2 text-2 text-sm">
          <CircleCheck aria-hidden className="size-4 text-positive" />
          {isPresent ? "Every file has its episode." : "No file becomes another episode."}
        </p>
      )}
      {staying.length > 0 && (
        <Group title={isPresent ? "With their episode" : "Stay what they are"} rows={staying} isPresent={isPresent} />
      )}
    </>
  );
}

type GroupProps = { title: string; rows: readonly OrderRow[]; isOpen?: boolean; isPresent: boolean };

function Group({ title, rows, isOpen = false, isPresent }: GroupProps) {
  return (
    <details open={isOpen} className="group/rows min-w-0">
      <summary className="flex cursor-pointer items-baseline gap-2 rounded-sm py-1 font-medium text-1 text-sm touch:min-h-11 touch:items-center">
        {title}
        <span className="font-normal text-3 tabular-nums">{rows.length.toLocaleString("en")}</span>
      </summary>
      <ul
        aria-label={title}
        className="mt-1 divide-y divide-border rounded-lg border border-border bg-surface-1 text-sm"
      >
        {rows.map((row) => (
          <Row key={row.episodeId} row={row} isPresent={isPresent} />
        ))}
      </ul>
    </details>
  );
}

function Row({ row, isPresent }: { row: OrderRow; isPresent: boolean }) {
  const { file, now, next, because, changes } = row;
  return (
    <li className="grid min-w-0 gap-x-4 gap-y-1 px-4 py-2 [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
      <span className="min-w-0">
        <span className="text-2 tabular-nums">{codeOf({ ...row, airDate: null })}</span>
        <span title={file} className="block break-all font-mono text-3 text-xs">
          {file}
        </span>
      </span>
      {isPresent || !changes ? (
        <span className="min-w-0 self-center">
          <Place placed={next} because={because} />
        </span>
      ) : (
        <span className="grid min-w-0 gap-x-3 gap-y-0.5 self-center md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] md:items-center">
          <span className="min-w-0 text-3">
            <span className="sr-only">Now: </span>
            <Place placed={now} because="No episode yet" />
          </span>
          <ArrowRight aria-hidden className="size-3.5 text-3 max-md:hidden" />
          <span className="min-w-0">
            <span className="sr-only">Then: </span>
            <span aria-hidden className="text-3 md:hidden">
              →{" "}
            </span>
            <Place placed={next} because={because} isNew />
          </span>
        </span>
      )}
    </li>
  );
}

type PlaceProps = { placed: Placed | null; because: string | null; isNew?: boolean };

/** "S01E03 The Lost Winter", or why there is none. */
function Place({ placed, because, isNew = false }: PlaceProps) {
  if (placed === null) return <span className={isNew ? "text-warning" : ""}>{because ?? "No episode"}</span>;
  return (
    <span className={isNew ? "text-1" : ""}>
      <span className="tabular-nums">{codeOf({ ...placed, airDate: null })}</span> {placed.title ?? "without a title"}
    </span>
  );
}
