import { CopyPath } from "#components/copy-path.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import type { Folder } from "../queries.ts";

/** Where the series lies and how large it is. */
export function FolderCard({ folder: { folder, totals } }: { folder: Folder }) {
  const { files, sizeBytes, missing, unreadable } = totals;
  return (
    <Card>
      <CardHeader title="Folder" description="The files of an episode and their streams stand on its own page." />
      <CardContent className="grid gap-2">
        {folder.path ? (
          <CopyPath path={folder.path} className="max-w-full" />
        ) : (
          <span className="truncate font-mono text-1 text-xs">{folder.name}</span>
        )}
        <p className="flex flex-wrap items-center gap-2 text-2 text-sm">
          {files === 0
            ? "No file is known yet. The next scan looks for them."
            : `${files === 1 ? "1 file" : `${files.toLocaleString("en")} files`} · ${bytesInWords(sizeBytes)}`}
          {missing > 0 && <Badge tone="danger">{missing} missing</Badge>}
          {unreadable > 0 && <Badge tone="danger">{unreadable} could not be read</Badge>}
        </p>
      </CardContent>
    </Card>
  );
}
