import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ReviewItem } from "#lib/review/vocabulary.ts";
import { formatMinutes, nameOfFilm } from "../../_components/format.ts";

/** What lies on the disk: everything a person needs to tell what it is. */
export function FilePanel({ item }: { item: ReviewItem }) {
  const facts = [
    { label: "Folder", lines: [item.folder] },
    { label: "Library", lines: [item.libraryName] },
    { label: "Runtime", lines: item.minutes === null ? [] : [formatMinutes(item.minutes)] },
    { label: item.kind === "movie" ? "Streams" : "Seasons", lines: item.contents },
    { label: "Ids in the NFO", lines: item.nfoIds },
    { label: "Why Metarr is not sure", lines: item.reasons },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <Card className="grid gap-4 p-4">
      <header>
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 wrap-anywhere font-semibold text-1 text-lg">{nameOfFilm(item)}</h2>
          <Badge tone="outline">{item.kind === "movie" ? "Film" : "Series"}</Badge>
        </div>
        <p className="mt-1 wrap-anywhere text-2 text-sm">{item.fileName}</p>
      </header>
      <dl className="grid gap-3">
        {facts.map(({ label, lines }) => (
          <div key={label}>
            <dt className="text-3 text-xs">{label}</dt>
            {lines.map((line) => (
              <dd key={line} className="wrap-anywhere text-1 text-sm">
                {line}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Card>
  );
}
