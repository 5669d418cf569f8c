"use client";

import { answered } from "#app/_components/answered.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { endOtherSessions, endSession } from "../actions.ts";
import type { AccountSession } from "../queries.ts";
import { describeBrowser } from "./describe-browser.ts";

export function SessionList({ sessions }: { sessions: AccountSession[] }) {
  const others = sessions.filter((session) => !session.isCurrent);
  return (
    <>
      <ul className="mt-4">
        {sessions.map((session) => (
          <li
            key={session.sessionId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-t px-4 py-2"
          >
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 text-1">
                {describeBrowser(session.userAgent)}
                {session.isCurrent && <Badge>this one</Badge>}
              </p>
              <p className="text-3 text-sm">
                {session.address ?? "unknown address"}, used <TimeAgo at={session.lastSeenAt} />
              </p>
            </div>
            {!session.isCurrent && (
              <ConfirmButton
                trigger={<Button size="sm">Sign out</Button>}
                title="Sign this browser out?"
                description={`${describeBrowser(session.userAgent)} at ${session.address ?? "an unknown address"} has to sign in again.`}
                confirmLabel="Sign out"
                onConfirm={async () => problemOf(await answered(endSession({ sessionId: session.sessionId })))}
              />
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <div className="border-border border-t px-4 py-3 text-right">
          <ConfirmButton
            trigger={<Button>Sign out everywhere else</Button>}
            title="Sign out everywhere else?"
            description={`${others.length} other browsers have to sign in again.`}
            confirmLabel="Sign out everywhere else"
            onConfirm={async () => problemOf(await answered(endOtherSessions()))}
          />
        </div>
      )}
    </>
  );
}

/** What the dialog shows when it did not work; nothing when it did. */
const problemOf = (result: { ok: true } | { ok: false; error: { message: string } }) =>
  result.ok ? undefined : result.error.message;
