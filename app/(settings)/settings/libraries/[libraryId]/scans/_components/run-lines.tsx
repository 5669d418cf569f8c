import { CornerDownRight } from "lucide-react";
import { CopyPath } from "#components/copy-path.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { ScanRun } from "#lib/libraries/list-scan-runs.ts";
import { changeKinds } from "./describe-run.ts";

type Line = { path: string; from?: string | undefined; message?: string | undefined };

/** What a scan found, kind by kind, and what it passed over and why. */
export function RunLines({ run }: { run: ScanRun }) {
  const changes = run.changes ?? [];
  const groups = changeKinds.map(({ kind, title, help }) => ({
    title,
    help,
    total: run[kind],
    lines: changes.filter((change) => change.kind === kind),
  }));
  const skipped = {
    title: "Skipped",
    help: "Files and folders that were not used, and why. Each costs only itself.",
    total: run.skipped,
    lines: run.problems ?? [],
  };
  return [...groups, skipped]
    .filter(({ total, lines }) => total > 0 || lines.length > 0)
    .map((group) => <Group key={group.title} {...group} />);
}

type GroupProps = { title: string; help: string; total: number; lines: readonly Line[] };

function Group({ title, help, total, lines }: GroupProps) {
  const hidden = total - lines.length;
  return (
    <Card aria-label={title}>
      <CardHeader
        title={
          <>
            {title} <span className="font-normal text-3">{Math.max(total, lines.length).toLocaleString("en")}</span>
          </>
        }
        description={help}
      />
      <CardContent>
        <ul className="grid gap-2">
          {lines.map(({ path, from, message }) => (
            <li key={`${path}\n${from}\n${message}`} className="grid min-w-0 gap-0.5">
              {from === undefined ? (
                <CopyPath path={path} />
              ) : (
                <>
                  <CopyPath path={from} label="old path" />
                  <span className="flex min-w-0 items-center gap-1">
                    <CornerDownRight role="img" aria-label="now" className="size-4 shrink-0 text-3" />
                    <CopyPath path={path} label="new path" />
                  </span>
                </>
              )}
              {message && <span className="text-2 text-sm">{message}</span>}
            </li>
          ))}
          {hidden > 0 && (
            <li className="text-3 text-sm">
              {lines.length === 0
                ? `${hidden.toLocaleString("en")} in all. Their paths are not on record.`
                : `The first ${lines.length.toLocaleString("en")} are shown, ${hidden.toLocaleString("en")} more were counted.`}
            </li>
          )}
        </ul>
      </CardContent>
    </Card>
  );
}
