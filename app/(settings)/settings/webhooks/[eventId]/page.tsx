import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { readId } from "../../libraries/[libraryId]/library-id.ts";
import { EventBadge } from "../_components/event-badge.tsx";
import { getWebhookEvent } from "../queries.ts";
import { ReplayEvent } from "./_components/replay-event.tsx";

export const metadata: Metadata = { title: "Webhook" };

export default async function WebhookPage({ params }: { params: Promise<{ eventId: string }> }) {
  await requireUser("admin");
  const { eventId } = await params;
  return (
    <Suspense fallback={<Skeleton className="mt-6 h-96 rounded-lg" />}>
      <Event eventId={readId(eventId)} />
    </Suspense>
  );
}

const times = (count: number) => (count === 1 ? "once" : `${count} times`);

async function Event({ eventId }: { eventId: number }) {
  const event = await getWebhookEvent(eventId);
  const { source, eventType, subject, status, result, error, duplicates, attempts, jobId } = event;
  return (
    <>
      <PageHeader
        back={{ href: "/settings/webhooks#log", label: "Webhooks" }}
        title={eventType ?? "Webhook"}
        description={subject ?? undefined}
        meta={<EventBadge status={status} />}
        actions={<ReplayEvent eventId={eventId} isWaiting={status === "received"} />}
      />
      <RefreshWhile active={status === "received"} />
      <div className="grid gap-6">
        <Card>
          <CardContent className="grid gap-2 pt-4 text-sm">
            {result && <p className="wrap-anywhere text-1">{result}</p>}
            {error && <p className="wrap-anywhere text-danger">{error}</p>}
            <p className="text-2">
              {source} sent it <TimeAgo at={event.receivedAt} />
              {duplicates > 0 && `, and the same again ${times(duplicates)} soon after, which counts as one`}.
              {attempts > 0 && ` It was read ${times(attempts)}.`}
              {jobId !== null && (
                <>
                  {" "}
                  <Link href={`/activity/${jobId}`} className="text-accent underline underline-offset-4">
                    Its job
                  </Link>
                </>
              )}
            </p>
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="What it said" />
          <CardContent>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
              tabIndex={0}
              className="max-h-[60vh] overflow-auto rounded-lg border border-border bg-surface-2 p-3 font-mono text-1 text-xs"
            >
              {JSON.stringify(event.payload, null, 2)}
            </pre>
          </CardContent>
        </Card>
      </div>
    </>
  );
}
