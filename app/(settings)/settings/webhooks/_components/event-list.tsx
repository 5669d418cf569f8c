import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import type { EventLine } from "../queries.ts";
import { EventBadge } from "./event-badge.tsx";

/** Events, newest first; each line leads to what it said. */
export function EventList({ events }: { events: EventLine[] }) {
  return (
    <ul aria-label="Events" className="mt-3">
      {events.map((event) => (
        <li key={event.eventId} className="border-border border-t">
          <Link
            href={`/settings/webhooks/${event.eventId}`}
            className="flex items-center gap-3 px-4 py-3 transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2"
          >
            <span className="grid min-w-0 flex-1 gap-1">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-medium text-1">{event.eventType}</span>
                {event.subject && <span className="min-w-0 truncate text-2">{event.subject}</span>}
                <EventBadge status={event.status} />
                {event.duplicates > 0 && <span className="text-3 text-sm">{`came ${event.duplicates + 1} times`}</span>}
              </span>
              <span className="wrap-anywhere text-3 text-sm">
                {event.source}, <TimeAgo at={event.receivedAt} />
                {(event.error ?? event.result) && ` · ${event.error ?? event.result}`}
              </span>
            </span>
            <ChevronRight aria-hidden className="size-4 shrink-0 text-3" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
