import type { ScanRun, ScanRunSummary } from "#lib/libraries/list-scan-runs.ts";

export type ChangeKind = NonNullable<ScanRun["changes"]>[number]["kind"];

/** What a scan tells of, in the order it is told. */
export const changeKinds = [
  { kind: "added", title: "Added", help: "New in the library." },
  {
    kind: "changed",
    title: "Changed",
    help: "The same film or episode with other files: replaced, upgraded, or something beside it.",
  },
  { kind: "moved", title: "Moved", help: "Renamed or moved; edits and artwork went along." },
  { kind: "returned", title: "Returned", help: "Were missing, and are there again." },
  {
    kind: "missing",
    title: "Missing",
    help: "Their files are gone, or a pattern passes them over. Nothing is deleted: they come back with their files.",
  },
  { kind: "removed", title: "Removed", help: "Missing for long, so they are hidden now." },
] as const satisfies readonly { kind: ChangeKind; title: string; help: string }[];

type Counts = Pick<
  ScanRunSummary,
  | "added"
  | "changed"
  | "moved"
  | "missing"
  | "returned"
  | "removed"
  | "skipped"
  | "filesSeen"
  | "foldersSeen"
  | "foldersChanged"
>;

/** "3 added, 1 missing, 2 skipped", or "nothing new". */
export function describeCounts(run: Counts): string {
  const told = [...changeKinds.map(({ kind }) => [kind, run[kind]] as const), ["skipped", run.skipped] as const]
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count.toLocaleString("en")} ${word}`);
  return told.join(", ") || "nothing new";
}

/** "1,204 files in 340 folders, 2 of them read". */
export function describeSeen({ filesSeen, foldersSeen, foldersChanged }: Counts): string {
  const files = `${filesSeen.toLocaleString("en")} ${filesSeen === 1 ? "file" : "files"}`;
  const folders = `${foldersSeen.toLocaleString("en")} ${foldersSeen === 1 ? "folder" : "folders"}`;
  return `${files} in ${folders}, ${foldersChanged.toLocaleString("en")} of them read`;
}

/** "340 ms", "4.2 s", "2 min 5 s"; undefined while it runs. */
export function durationOf({ startedAt, finishedAt }: Pick<ScanRunSummary, "startedAt" | "finishedAt">) {
  if (finishedAt === null) return undefined;
  const ms = Math.max(0, finishedAt.getTime() - startedAt.getTime());
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
