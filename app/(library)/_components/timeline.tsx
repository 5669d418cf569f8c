import { History } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/cn.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import type { TimelinePosition } from "#lib/undo/list-timeline.ts";
import { type TimelinePart, timelinePartNames, timelineParts } from "#lib/undo/vocabulary.ts";
import { TimelineRow } from "./timeline-row.tsx";
import type { ShownEntry } from "./timeline-words.ts";

export type TimelineSearch = { part?: string | string[]; before?: string | string[] };

/** Which part of a timeline, and where its page begins, from its address. */
export function readTimelineSearch({ part, before }: TimelineSearch): {
  part: TimelinePart | undefined;
  before: TimelinePosition | undefined;
} {
  const [, changeId, eventId] = (typeof before === "string" && /^(\d{0,10})-(\d{0,10})$/.exec(before)) || [];
  const idOf = (text: string | undefined) => (text ? Number(text) : null);
  return {
    part: timelinePartNames.find((name) => name === part),
    before: changeId === undefined ? undefined : { changeId: idOf(changeId), eventId: idOf(eventId) },
  };
}

type TimelineProps = {
  entries: readonly ShownEntry[];
  /** The page of the history. */
  href: string;
  part: TimelinePart | undefined;
  isNewest: boolean;
  next: TimelinePosition | null;
  /** Parts that can be looked at alone. */
  parts?: readonly TimelinePart[];
  /** What stands here, for a history without anything. */
  about?: string;
};

/** What happened to an item, newest first, with the way back. */
export function Timeline({
  entries,
  href,
  part,
  isNewest,
  next,
  parts = timelinePartNames,
  about = "Scans, matches, changes, artwork and publishing stand here, with the way back.",
}: TimelineProps) {
  const addressOf = (wanted: TimelinePart | undefined, before?: TimelinePosition) => {
    const query = new URLSearchParams({
      ...(wanted && { part: wanted }),
      ...(before && { before: `${before.changeId ?? ""}-${before.eventId ?? ""}` }),
    }).toString();
    return query === "" ? href : `${href}?${query}`;
  };
  return (
    <div className="grid max-w-5xl gap-4">
      {parts.length > 0 && (
        <nav aria-label="Show" className="-mx-4 flex gap-2 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0">
          {[undefined, ...parts].map((name) => (
            <Link
              key={name ?? "all"}
              href={addressOf(name)}
              aria-current={name === part ? "page" : undefined}
              className={cn(
                "inline-flex h-8 shrink-0 items-center rounded-lg border px-3 font-medium text-sm transition-colors touch:h-11",
                name === part
                  ? "border-transparent bg-accent-soft text-accent"
                  : "border-border text-2 hover:border-border-strong hover:text-1",
              )}
            >
              {name === undefined ? "Everything" : timelineParts[name]}
            </Link>
          ))}
        </nav>
      )}
      {entries.length === 0 ? (
        <EmptyState
          icon={<History />}
          title={isNewest ? "Nothing has happened yet" : "There is nothing older"}
          description={about}
        />
      ) : (
        <ul
          aria-label="What happened, newest first"
          className="divide-y divide-border rounded-lg border border-border bg-surface-1"
        >
          {entries.map((entry) => (
            <TimelineRow key={entry.key} entry={entry} />
          ))}
        </ul>
      )}
      <div className="flex justify-center gap-2">
        {!isNewest && (
          <Button asChild variant="ghost">
            <Link href={addressOf(part)}>Newest</Link>
          </Button>
        )}
        {next !== null && (
          <Button asChild>
            <Link href={addressOf(part, next)}>Older</Link>
          </Button>
        )}
      </div>
    </div>
  );
}
