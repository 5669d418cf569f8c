"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Skeleton } from "./ui/skeleton.tsx";

export type DataTableColumnMeta = {
  align: "start" | "end";
  width: string | undefined;
  hideClass: string | undefined;
};

export const headCellClasses =
  "sticky top-(--shell-top,0px) z-10 h-9 border-border border-b bg-background px-3 font-medium text-3 text-xs touch:h-11";
export const cellClasses = "border-border border-b px-3 py-1 text-2";

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** A column's header; a button when one can sort by it. */
export function HeaderCell({
  meta,
  sorted,
  onSort,
  children,
}: {
  meta: DataTableColumnMeta | undefined;
  sorted: "asc" | "desc" | false;
  onSort: ((event: unknown) => void) | undefined;
  children: ReactNode;
}) {
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? ariaSort[sorted] : undefined}
      style={meta?.width ? { width: meta.width } : undefined}
      className={cn(headCellClasses, meta?.align === "end" && "text-right", meta?.hideClass)}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={cn(
            "-mx-2 inline-flex h-7 max-w-full items-center gap-1 rounded-md px-2 transition-colors hover:text-1 touch:h-11 touch:min-w-11",
            sorted && "text-1",
          )}
        >
          <span className="truncate">{children}</span>
          {sorted && <Arrow aria-hidden className="size-3.5 shrink-0" />}
        </button>
      ) : (
        children
      )}
    </th>
  );
}

/** A cell in one line; with `href` all of it is the link. */
export function BodyCell({
  meta,
  href,
  children,
}: {
  meta: DataTableColumnMeta | undefined;
  href?: string | undefined;
  children: ReactNode;
}) {
  return (
    <td className={cn(cellClasses, href && "relative", meta?.align === "end" && "text-right", meta?.hideClass)}>
      {href ? (
        <Link
          href={href}
          prefetch={false}
          className="block min-w-0 truncate rounded-sm font-medium text-1 after:absolute after:inset-0 hover:underline focus-visible:-outline-offset-2"
        >
          {children}
        </Link>
      ) : (
        <div className="min-w-0 truncate">{children}</div>
      )}
    </td>
  );
}

/** Room of rows that are not in the page. */
export function SpacerRow({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}

/** Rows on their way. */
export function LoadingRows({ count, columns, heightPx }: { count: number; columns: number; heightPx: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike.
    <tr key={index} aria-hidden style={{ height: heightPx }}>
      <td colSpan={columns} className={cellClasses}>
        <Skeleton className="h-4" />
      </td>
    </tr>
  ));
}
