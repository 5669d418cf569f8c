import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import type { RecentChange } from "#lib/movies/recent-changes.ts";
import { getRecentChanges } from "../queries.ts";

/** More fields than this are counted and not named. */
const fieldsNamed = 3;

/** Who or what changed which film. */
export async function RecentChanges() {
  const changes = await getRecentChanges();
  return (
    <Card>
      <CardHeader title="Recently changed" />
      {changes.length === 0 ? (
        <CardContent>
          <p className="text-2">Nothing yet. Changes of metadata are listed here, with their source.</p>
        </CardContent>
      ) : (
        <ul className="mt-2 pb-2">
          {changes.map((change) => (
            <li key={change.changeId}>
              <Link
                href={`/movies/${change.movieId}`}
                prefetch={false}
                className="grid gap-0.5 px-4 py-2 transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2"
              >
                <span className="truncate font-medium text-1 text-sm">
                  {change.title}
                  {change.year !== null && <span className="font-normal text-3"> ({change.year})</span>}
                </span>
                <span className="flex gap-2 text-3 text-xs">
                  <span className="min-w-0 flex-1 truncate text-2">{whatOf(change)}</span>
                  <span className="shrink-0">
                    {change.username ?? labelOfSource(change.source)} · <TimeAgo at={change.changedAt} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function whatOf({ fields, pictures }: RecentChange): string {
  if (fields.length === 0) return "Found";
  if (fields.length <= fieldsNamed) return fields.join(", ");
  const kinds = [fields.length > pictures.length && "metadata", pictures.length > 0 && "artwork"].filter(Boolean);
  const what = kinds.join(" and ");
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} · ${fields.length} fields`;
}
