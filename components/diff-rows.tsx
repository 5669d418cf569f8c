import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { type DiffLine, type DiffRow, sharedEnds } from "./diff-lines.ts";

const lineClasses = {
  same: "text-2",
  removed: "bg-danger-soft text-1",
  added: "bg-positive-soft text-1",
} as const;

/** A row of two columns: before and after. */
export function PairRow({ row }: { row: DiffRow }) {
  return (
    <tr>
      <LineNumber line={row.before} side="before" />
      <LineText line={row.before} other={row.after} />
      <LineNumber line={row.after} side="after" className="border-border border-l" />
      <LineText line={row.after} other={row.before} />
    </tr>
  );
}

/** A row of one column: what goes, then what comes. */
export function InlineRows({ row }: { row: DiffRow }) {
  const lines = row.before === row.after ? [row.before] : [row.before, row.after];
  return lines.map((line) =>
    line ? (
      <tr key={line.kind}>
        <LineNumber line={line.kind === "added" ? undefined : line} side="before" look={line.kind} />
        <LineNumber line={line.kind === "removed" ? undefined : line} side="after" look={line.kind} />
        <LineText line={line} other={line === row.before ? row.after : row.before} sign />
      </tr>
    ) : null,
  );
}

function LineNumber({
  line,
  side,
  look = line?.kind ?? "same",
  className,
}: {
  line: DiffLine | undefined;
  side: "before" | "after";
  look?: DiffLine["kind"];
  className?: string;
}) {
  const before = line && line.kind !== "added" ? line.beforeLine : undefined;
  const after = line && line.kind !== "removed" ? line.afterLine : undefined;
  return (
    <td
      className={cn(
        "select-none px-1 text-right align-top text-3 md:px-2",
        look !== "same" && lineClasses[look],
        "text-3",
        className,
      )}
    >
      {side === "before" ? before : after}
    </td>
  );
}

function LineText({
  line,
  other,
  sign = false,
}: {
  line: DiffLine | undefined;
  other: DiffLine | undefined;
  sign?: boolean;
}) {
  if (!line) return <td className="bg-surface-2/60" />;
  const word = { same: undefined, removed: "Removed: ", added: "Added: " }[line.kind];
  return (
    <td className={cn("whitespace-pre-wrap px-2 align-top [overflow-wrap:anywhere]", lineClasses[line.kind])}>
      {word && <span className="sr-only">{word}</span>}
      {sign && (
        <span aria-hidden className="mr-2 select-none text-3">
          {{ same: " ", removed: "-", added: "+" }[line.kind]}
        </span>
      )}
      {line.kind === "same" || !other || other.kind === line.kind ? (
        line.text
      ) : (
        <Marked text={line.text} other={other.text} kind={line.kind} />
      )}
    </td>
  );
}

/** Marks the middle in which two lines differ. */
function Marked({ text, other, kind }: { text: string; other: string; kind: "removed" | "added" }): ReactNode {
  const { start, end } = sharedEnds(text, other);
  const middle = text.slice(start, text.length - end);
  if (middle === "" || start + end === 0) return text;
  return (
    <>
      {text.slice(0, start)}
      <mark className={cn("rounded-xs text-1", kind === "removed" ? "bg-danger/30" : "bg-positive/30")}>{middle}</mark>
      {text.slice(text.length - end)}
    </>
  );
}
