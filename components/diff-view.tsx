"use client";

import { Columns2, Rows2, UnfoldVertical } from "lucide-react";
import { useMemo, useState } from "react";
import { cn } from "./cn.ts";
import { type DiffRow, type DiffSection, diffLines, foldRows, pairLines } from "./diff-lines.ts";
import { InlineRows, PairRow } from "./diff-rows.tsx";
import { Button } from "./ui/button.tsx";
import { phoneQuery, useMediaQuery } from "./use-media-query.ts";

export type DiffViewProps = {
  /** Text on disk now; null when the file does not exist yet. */
  before: string | null;
  /** Text that will be written; null when the file goes away. */
  after: string | null;
  beforeLabel?: string;
  afterLabel?: string;
  className?: string;
};

/** Two texts line by line, beside each other or in one column (always on phones). Equal stretches are folded away. */
export function DiffView({
  before,
  after,
  beforeLabel = "On disk",
  afterLabel = "After publishing",
  className,
}: DiffViewProps) {
  const phone = useMediaQuery(phoneQuery);
  const [inline, setInline] = useState(false);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const { sections, added, removed } = useMemo(() => {
    const lines = diffLines(before ?? "", after ?? "");
    return {
      sections: foldRows(pairLines(lines)),
      added: lines.filter((line) => line.kind === "added").length,
      removed: lines.filter((line) => line.kind === "removed").length,
    };
  }, [before, after]);
  const sideBySide = !inline && !phone && before !== null && after !== null;

  return (
    <div className={cn("overflow-hidden rounded-lg border border-border bg-surface-1", className)}>
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 border-border border-b px-3 text-xs">
        <span className="text-2">
          {added === 0 && removed === 0 ? (
            "No changes"
          ) : (
            <>
              <span className="text-positive">{countLines(added)} added</span>
              <span className="text-3"> · </span>
              <span className="text-danger">{countLines(removed)} removed</span>
            </>
          )}
        </span>
        {before === null && <span className="text-3">New file</span>}
        {!phone && before !== null && after !== null && (
          <Button variant="ghost" size="sm" className="ml-auto" onClick={() => setInline(!inline)}>
            {inline ? <Columns2 aria-hidden /> : <Rows2 aria-hidden />}
            {inline ? "Side by side" : "Inline"}
          </Button>
        )}
      </div>
      <table className="w-full table-fixed border-collapse font-mono text-xs leading-5">
        <caption className="sr-only">{`Changes from ${beforeLabel} to ${afterLabel}`}</caption>
        <colgroup>
          {sideBySide ? (
            <>
              <col className="w-11" />
              <col />
              <col className="w-11" />
              <col />
            </>
          ) : (
            <>
              <col className="w-9 md:w-11" />
              <col className="w-9 md:w-11" />
              <col />
            </>
          )}
        </colgroup>
        <thead className={cn("text-left font-sans text-3", !sideBySide && "sr-only")}>
          <tr className="border-border border-b">
            <th scope="col" colSpan={2} className="px-3 py-1 font-medium">
              {beforeLabel}
            </th>
            <th scope="col" colSpan={sideBySide ? 2 : 1} className="border-border border-l px-3 py-1 font-medium">
              {afterLabel}
            </th>
          </tr>
        </thead>
        <tbody>
          {sections.map((section, index) =>
            section.folded && !opened.has(index) ? (
              <FoldedRow
                // biome-ignore lint/suspicious/noArrayIndexKey: sections never change places within one difference.
                key={index}
                section={section}
                columns={sideBySide ? 4 : 3}
                onOpen={() => setOpened(new Set([...opened, index]))}
              />
            ) : (
              section.rows.map((row) =>
                sideBySide ? <PairRow key={rowKey(row)} row={row} /> : <InlineRows key={rowKey(row)} row={row} />,
              )
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function rowKey({ before, after }: DiffRow): string {
  const beforeLine = before && before.kind !== "added" ? before.beforeLine : "";
  const afterLine = after && after.kind !== "removed" ? after.afterLine : "";
  return `${beforeLine}:${afterLine}`;
}

function countLines(count: number): string {
  return count === 1 ? "1 line" : `${count} lines`;
}

function FoldedRow({ section, columns, onOpen }: { section: DiffSection; columns: number; onOpen: () => void }) {
  return (
    <tr>
      <td colSpan={columns} className="p-0">
        <button
          type="button"
          onClick={onOpen}
          className="flex w-full items-center gap-2 bg-surface-2 px-3 py-1 text-left font-sans text-2 text-xs transition-colors hover:text-1 focus-visible:-outline-offset-2 touch:min-h-11"
        >
          <UnfoldVertical aria-hidden className="size-3.5" />
          Show {countLines(section.rows.length)} that stay
        </button>
      </td>
    </tr>
  );
}
