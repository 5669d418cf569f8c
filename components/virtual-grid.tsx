"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { focusCard, indexOfCard, isTyping } from "./grid-focus.ts";
import { type GridLayout, gridLayout, indexAfterKey } from "./grid-layout.ts";

export type VirtualGridProps<Item> = {
  /** Names the list for screen readers: "Movies". */
  label: string;
  /** How many there are in all, loaded or not. */
  count: number;
  /**
   * The item at a place, or undefined while it is not loaded: then the placeholder stands there. Cards are drawn again
   * when one of these three functions changes, so keep them in useCallback or outside the component.
   */
  itemAt: (index: number) => Item | undefined;
  /** Stable key of an item, such as its id. */
  itemKey: (item: Item) => string | number;
  renderItem: (item: Item, index: number) => ReactNode;
  renderPlaceholder: () => ReactNode;
  minCardWidthPx?: number;
  gapPx?: number;
  /** Height of a card so wide; cards of one grid are equally high. For PosterCard: width × 1.5 + posterCardTextPx. */
  cardHeightPx: (cardWidthPx: number) => number;
  /** Where the list begins in sight when it opens: what onVisibleChange last reported, to come back to the same place. */
  initialIndex?: number;
  /**
   * First index in sight and the range that is in the page (both ends included), whenever they change. Load what is
   * missing in the range; keep `firstVisible` in the address.
   */
  onVisibleChange?: (range: { firstVisible: number; first: number; last: number }) => void;
};

const beforeMeasuring = 24;

/**
 * Ten thousand cards in the scroll of the page, at most 150 of them in the page. Arrow keys, Home, End and Page keys
 * move between cards. An item's focus and state survive while it stays within the overscan.
 */
export function VirtualGrid<Item>(props: VirtualGridProps<Item>) {
  const { label, count, minCardWidthPx = 150, gapPx = 16, cardHeightPx } = props;
  const renderAt = useRenderAt(props);
  const listRef = useRef<HTMLUListElement>(null);
  const [space, setSpace] = useState<{ widthPx: number; topPx: number; windowHeightPx: number }>();

  useLayoutEffect(() => {
    const list = listRef.current?.parentElement;
    if (!list) return;
    const measure = () => {
      const box = list.getBoundingClientRect();
      const next = { widthPx: box.width, topPx: box.top + window.scrollY, windowHeightPx: window.innerHeight };
      setSpace((old) => (old && sameSpace(old, next) ? old : next));
    };
    measure();
    // The body too: what stands above the grid may grow and move it down.
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    observer.observe(document.body);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);

  const layout = useMemo(
    () => space && gridLayout({ ...space, minCardWidthPx, gapPx, cardHeightPx }),
    [space, minCardWidthPx, gapPx, cardHeightPx],
  );

  if (!space || !layout) {
    // Before the browser has measured: the same columns by CSS, so that the first picture is the final one.
    return (
      <div>
        <ul
          ref={listRef}
          aria-label={label}
          className="grid"
          style={{ gap: gapPx, gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${minCardWidthPx}px), 1fr))` }}
        >
          {indexes(0, Math.min(count, beforeMeasuring) - 1).map((index) => (
            <GridCell key={index} index={index} count={count} renderAt={renderAt} />
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div>
      <MeasuredGrid {...props} gapPx={gapPx} layout={layout} space={space} renderAt={renderAt} />
    </div>
  );
}

type Space = { widthPx: number; topPx: number; windowHeightPx: number };

/** Phones change the window's height while scrolling, when the address bar hides: that alone is no new layout. */
function sameSpace(old: Space, next: Space): boolean {
  const bars = 120;
  return (
    old.widthPx === next.widthPx &&
    Math.abs(old.topPx - next.topPx) < 1 &&
    Math.abs(old.windowHeightPx - next.windowHeightPx) < bars
  );
}

function MeasuredGrid<Item>(
  props: VirtualGridProps<Item> & {
    gapPx: number;
    layout: GridLayout;
    space: Space;
    renderAt: (index: number) => ReactNode;
  },
) {
  const { label, count, itemAt, itemKey, gapPx, layout, space, renderAt, initialIndex = 0, onVisibleChange } = props;
  const { columns, rowHeightPx, overscanRows } = layout;
  const listRef = useRef<HTMLUListElement>(null);
  const focusIndex = useRef<number>(undefined);
  const stridePx = rowHeightPx + gapPx;

  const rows = useWindowVirtualizer({
    count: Math.ceil(count / columns),
    estimateSize: () => rowHeightPx,
    gap: gapPx,
    overscan: overscanRows,
    scrollMargin: space.topPx,
    initialRect: { width: space.widthPx, height: space.windowHeightPx },
  });

  // A new width means new rows: sizes measured for the old ones are wrong.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row height is the reason to measure, not an input.
  useLayoutEffect(() => rows.measure(), [rows, rowHeightPx, columns]);

  // Once: afterwards the person scrolls.
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current) return;
    opened.current = true;
    const row = Math.floor(initialIndex / columns);
    const rowPx = space.topPx + row * stridePx;
    // A browser that is back at this row knows the place to the pixel.
    const isThere = window.scrollY > rowPx - stridePx && window.scrollY < rowPx + 2 * stridePx;
    if (initialIndex > 0 && !isThere) rows.scrollToIndex(row, { align: "start" });
  }, [rows, initialIndex, columns, space.topPx, stridePx]);

  const visible = rows.getVirtualItems();
  const firstRow = visible[0]?.index ?? 0;
  const lastRow = visible.at(-1)?.index ?? -1;
  const first = firstRow * columns;
  const last = Math.min(count, (lastRow + 1) * columns) - 1;
  const scrolledPx = Math.max(0, (rows.scrollOffset ?? 0) - space.topPx);
  const firstVisible = Math.min(Math.max(0, count - 1), Math.floor(scrolledPx / stridePx) * columns);

  useEffect(() => {
    if (last >= first) onVisibleChange?.({ firstVisible, first, last });
  }, [onVisibleChange, firstVisible, first, last]);

  // Scrolling to a card that is not in the page yet: it takes the focus when it has come.
  useEffect(() => {
    const index = focusIndex.current;
    if (index === undefined || index < first || index > last) return;
    focusIndex.current = undefined;
    focusCard(listRef.current, index);
  }, [first, last]);

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    const index = indexOfCard(event.target);
    if (index === undefined) return;
    const rowsPerPage = Math.max(1, Math.floor(space.windowHeightPx / stridePx));
    const next = indexAfterKey(event.key, index, { columns, count, rowsPerPage });
    if (next === undefined) return;
    event.preventDefault();
    if (focusCard(listRef.current, next)) return;
    focusIndex.current = next;
    rows.scrollToIndex(Math.floor(next / columns), { align: "center" });
  }

  return (
    <div style={{ height: Math.max(0, rows.getTotalSize()), position: "relative" }}>
      <ul
        ref={listRef}
        aria-label={label}
        onKeyDown={onKeyDown}
        className="absolute inset-x-0 top-0 grid"
        style={{
          gap: gapPx,
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridAutoRows: rowHeightPx,
          // Not a transform and not a place: browsers would count what stays in sight as having jumped.
          paddingTop: firstRow * stridePx,
        }}
      >
        {indexes(first, last).map((index) => {
          const item = itemAt(index);
          const key = item === undefined ? `place-${index}` : itemKey(item);
          return <GridCell key={key} index={index} count={count} renderAt={renderAt} />;
        })}
      </ul>
    </div>
  );
}

/** What stands at an index; the same function as long as the page gives the same ones. */
function useRenderAt<Item>({ itemAt, renderItem, renderPlaceholder }: VirtualGridProps<Item>) {
  return useCallback(
    (index: number) => {
      const item = itemAt(index);
      return item === undefined ? renderPlaceholder() : renderItem(item, index);
    },
    [itemAt, renderItem, renderPlaceholder],
  );
}

type GridCellProps = { index: number; count: number; renderAt: (index: number) => ReactNode };

// Scrolling renders the grid for every new row; cards that stay in it are left alone.
const GridCell = memo(function GridCell({ index, count, renderAt }: GridCellProps) {
  return (
    <li data-grid-index={index} aria-setsize={count} aria-posinset={index + 1} className="min-w-0">
      {renderAt(index)}
    </li>
  );
});

function indexes(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}
