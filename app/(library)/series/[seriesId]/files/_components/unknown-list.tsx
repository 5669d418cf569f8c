import { CopyPath } from "#components/copy-path.tsx";
import { SectionLink } from "#components/section-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { unknownAddress } from "../../../../unknown-files/_components/unknown-params.ts";
import type { Folder } from "../queries.ts";

/** Files in the folder that belong to no episode, and why; people who may change things go on to where they are sorted. */
export function UnknownList({ folder: { unknown, folder, mayEdit } }: { folder: Folder }) {
  return (
    <Card>
      <CardHeader
        title="Unknown files"
        description="Metarr does not know what these are, and leaves them alone."
        actions={
          folder.path !== null &&
          mayEdit && (
            <SectionLink href={unknownAddress("/unknown-files", { folder: folder.path })}>
              Say what they are
            </SectionLink>
          )
        }
      />
      <CardContent>
        <ul className="grid gap-3">
          {unknown.map(({ unknownFileId, kind, name, path, size, reason }) => (
            <li key={unknownFileId} className="grid min-w-0 gap-0.5 text-sm">
              <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
                <Badge>{kind}</Badge>
                {path ? (
                  <CopyPath path={path} className="max-w-full" />
                ) : (
                  <span className="truncate font-mono text-xs">{name}</span>
                )}
                {size !== null && <span className="text-3 text-xs">{bytesInWords(size)}</span>}
              </span>
              {reason && <span className="text-2 text-xs">{reason}</span>}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
