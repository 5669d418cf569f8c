import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { formatDuration } from "./format.ts";
import type { ShownFile } from "./shown-file.ts";
import { StreamTables } from "./stream-tables.tsx";

/** One file of a film or episode: where it lies, how large it is, what is in it. */
export function FileCard({ file }: { file: ShownFile }) {
  const { kind, partNumber, edition, name, path, error, isProbed, missingAt, isMain, why } = file;
  const facts = [
    file.durationSeconds !== null && formatDuration(file.durationSeconds),
    file.sizeBytes !== null && bytesInWords(file.sizeBytes),
    file.container,
  ].filter(Boolean);
  const isEmpty = file.video.length + file.audio.length + file.subtitles.length === 0;
  return (
    <Card aria-label={`File ${name}`}>
      <header className="grid gap-2 px-4 pt-4">
        <h2 className="sr-only">{name}</h2>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {path ? (
            <CopyPath path={path} className="max-w-full" />
          ) : (
            <span className="min-w-0 truncate font-mono text-1 text-xs">{name}</span>
          )}
          {isMain && <Badge tone="positive">Main file</Badge>}
          {kind === "version" && !isMain && file.isOneOfSeveral && <Badge tone="outline">Version</Badge>}
          {kind === "part" && partNumber !== null && <Badge>Part {partNumber}</Badge>}
          {edition && <Badge tone="outline">{edition}</Badge>}
          {missingAt !== null && <Badge tone="danger">Missing</Badge>}
        </div>
        <p className="text-2 text-sm">
          {facts.join(" · ")}
          {file.modifiedMs !== null && (
            <span className="text-3">
              {facts.length > 0 && " · "}changed <TimeAgo at={new Date(file.modifiedMs)} />
            </span>
          )}
        </p>
        {why && <p className="text-3 text-sm">{`It is the main file: ${lowerFirst(why)}`}</p>}
      </header>
      {error && (
        <p className="mx-4 mt-3 rounded-lg bg-danger-soft px-3 py-2 text-sm">
          <span className="font-medium text-danger">The file could not be read.</span> {error}
        </p>
      )}
      <div className="grid gap-4 p-4">
        <StreamTables file={file} />
        {isEmpty && !error && (
          <p className="text-3 text-sm">
            {isProbed ? "No streams were found in it." : "It has not been read yet; that happens after the scan."}
          </p>
        )}
      </div>
    </Card>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
