import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CardContent, CardFooter } from "#components/ui/card.tsx";
import type { ShownUpdate } from "#lib/players/list-updates.ts";
import { SendAgain } from "./send-again.tsx";

const page = "/settings/players";

type UpdateListProps = { updates: readonly ShownUpdate[]; hasMore: boolean; isFirstPage: boolean };

/** What players were told, newest first, and what became of it. */
export function UpdateList({ updates, hasMore, isFirstPage }: UpdateListProps) {
  const last = updates.at(-1);
  if (!last) {
    return (
      <CardContent>
        <p className="text-2 text-sm">
          {isFirstPage ? "Nothing yet. It begins with what you publish next." : "Nothing older."}
        </p>
      </CardContent>
    );
  }
  return (
    <>
      <ul aria-label="What players were told" className="mt-3">
        {updates.map((update) => (
          <UpdateRow key={update.updateId} update={update} />
        ))}
      </ul>
      {(hasMore || !isFirstPage) && (
        <CardFooter>
          {!isFirstPage && (
            <Button asChild variant="ghost">
              <Link href={`${page}#history`}>Newest</Link>
            </Button>
          )}
          {hasMore && (
            <Button asChild>
              <Link href={`${page}?before=${last.updateId}#history`}>Older</Link>
            </Button>
          )}
        </CardFooter>
      )}
    </>
  );
}

function UpdateRow({ update }: { update: ShownUpdate }) {
  const { playerId, updateId, playerName, path, title, change, status, error, createdAt, sentAt, dueAt } = update;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-border border-t px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-1 text-sm">
          <span className="min-w-0 wrap-anywhere font-medium">{title ?? "An item that is gone"}</span>
          <span className="text-2">{change === "removed" ? "removed" : "changed"}</span>
          <span className="wrap-anywhere min-w-0 text-3">{playerName}</span>
        </p>
        <p className="wrap-anywhere font-mono text-3 text-xs">{path}</p>
        {error !== null && <p className="wrap-anywhere text-2 text-sm">{error}</p>}
        {status === "pending" && dueAt !== null && (
          <p className="text-3 text-sm">
            Next try <TimeAgo at={dueAt} />
          </p>
        )}
      </div>
      <div className="flex items-center gap-3">
        <span className="text-3 text-sm">
          <TimeAgo at={sentAt ?? createdAt} />
        </span>
        <StatusMark status={status} />
        {status === "failed" && (
          <SendAgain playerId={playerId} updateId={updateId} label="Send again" of={title ?? path} />
        )}
      </div>
    </li>
  );
}

const marks = {
  pending: { label: "Waiting", tone: "accent" },
  sent: { label: "Sent", tone: "positive" },
  failed: { label: "Failed", tone: "danger" },
} as const;

function StatusMark({ status }: { status: ShownUpdate["status"] }) {
  const { label, tone } = marks[status];
  return <Badge tone={tone}>{label}</Badge>;
}
