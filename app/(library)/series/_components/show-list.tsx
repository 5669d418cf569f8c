"use client";

import { useRef } from "react";
import { seriesSortFields } from "#lib/series/vocabulary.ts";
import { CardListFrame } from "../../_components/card-list-frame.tsx";
import { seriesText } from "../../_components/texts.ts";
import { useCardList } from "../../_components/use-card-list.ts";
import { useListKeys } from "../../_components/use-list-keys.ts";
import { NoShows, type WhyNone } from "./no-shows.tsx";
import type { Show } from "./show.ts";
import { showCache } from "./show-cache.ts";
import { ShowGrid } from "./show-grid.tsx";
import { isFiltered, noFilters, showListAddress, sortOf } from "./show-list-params.ts";
import { ShowTable } from "./show-table.tsx";
import { type ShowListOptions, ShowToolbar } from "./show-toolbar.tsx";
import { useShowListParams } from "./use-show-list-params.ts";

type ShowListProps = {
  /** Ids of all series that match, in order. */
  order: readonly number[];
  /** The series of them that are known from the start. */
  shows: readonly Show[];
  /** Why there are none. */
  why: WhyNone | undefined;
  options: ShowListOptions;
};

const matchText = (count: number) => `${seriesText(count)} ${count === 1 ? "matches" : "match"}`;

/** The list of series: toolbar, and posters or rows. */
export function ShowList({ order, shows, why, options }: ShowListProps) {
  const controls = useShowListParams();
  const { params, pending, setPlace, setList } = controls;
  const { cardOf, problem, news, onVisibleChange } = useCardList({
    address: "/series",
    query: showListAddress(params),
    cache: showCache,
    order,
    cameWithPage: shows,
    at: params.at,
    setPlace,
  });
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area, { address: "/series" });
  const sort = sortOf(params);

  return (
    <CardListFrame
      title="Series"
      meta={why === "empty" ? undefined : isFiltered(params) ? matchText(order.length) : seriesText(order.length)}
      toolbar={why !== "empty" && <ShowToolbar controls={controls} options={options} />}
      problem={problem && { title: "Some series could not be loaded", ...problem }}
      news={news}
      countText={seriesText}
      pending={pending}
      area={area}
    >
      {order.length === 0 ? (
        <NoShows why={why ?? "filtered"} options={options} onClear={() => setList(noFilters)} />
      ) : params.view === "grid" ? (
        <ShowGrid order={order} cardOf={cardOf} initialIndex={params.at} onVisibleChange={onVisibleChange} />
      ) : (
        <ShowTable
          order={order}
          cameWithPage={shows}
          sort={{ columnId: sort.by, direction: sort.descending ? "desc" : "asc" }}
          onSortChange={({ columnId, direction }) => {
            const field = seriesSortFields.find((one) => one === columnId);
            if (field) setList({ sort: field, dir: direction });
          }}
        />
      )}
    </CardListFrame>
  );
}
