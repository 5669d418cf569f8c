import { CopyPath } from "#components/copy-path.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { formatBytes } from "../../_components/format.ts";
import type { FilmFiles } from "../queries.ts";

/** Trailers and other extras found beside the film. */
export function ExtraList({ extras }: { extras: FilmFiles["extras"] }) {
  return (
    <Card>
      <CardHeader title="Extras" description="Found beside the film. They are shown here and never changed." />
      <CardContent>
        <ul className="grid gap-2">
          {extras.map(({ extraId, kind, title, name, path, size }) => (
            <li key={extraId} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
              <Badge>{kind}</Badge>
              {title && <span className="text-1">{title}</span>}
              {path ? (
                <CopyPath path={path} className="max-w-full" />
              ) : (
                <span className="truncate font-mono text-xs">{name}</span>
              )}
              {size !== null && <span className="text-3 text-xs">{formatBytes(size)}</span>}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
