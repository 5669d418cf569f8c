import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SettingAnchor } from "../_components/setting-anchor.tsx";
import { readId } from "../libraries/[libraryId]/library-id.ts";
import { AddSourceForm } from "./_components/add-source-form.tsx";
import { EventList } from "./_components/event-list.tsx";
import { SourceCard } from "./_components/source-card.tsx";
import { getEvents, getSources } from "./queries.ts";

export const metadata: Metadata = { title: "Webhooks" };

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default async function WebhooksPage({ searchParams }: Props) {
  await requireUser("admin");
  const { before } = await searchParams;
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Radarr and Sonarr tell Metarr what they did, and it looks at those folders at once instead of at the next scan."
      />
      <Suspense fallback={<WebhooksSkeleton />}>
        <Webhooks before={typeof before === "string" ? readId(before) : undefined} />
      </Suspense>
    </>
  );
}

async function Webhooks({ before }: { before: number | undefined }) {
  const [sources, { events, older }] = await Promise.all([getSources(), getEvents({ before })]);
  return (
    <div className="grid gap-6">
      <RefreshWhile active={events.some(({ status }) => status === "received")} />
      {sources.map((source) => (
        <SourceCard key={source.sourceId} source={source} />
      ))}
      <SettingAnchor id="add">
        <Card>
          <CardHeader title="Add a source" description="One for each Radarr or Sonarr. Each has a secret of its own." />
          <CardContent>
            <AddSourceForm />
          </CardContent>
        </Card>
      </SettingAnchor>
      <SettingAnchor id="log">
        <Card>
          <CardHeader
            title="What they told"
            description="Kept for 30 days. Open one to see all it said, or to read it again."
          />
          {events.length === 0 ? (
            <EmptyState
              icon={<Webhook />}
              title={before === undefined ? "Nothing came in yet" : "Nothing older"}
              description="Press Test in Radarr or Sonarr: it stands here a moment later."
              className="py-10"
            />
          ) : (
            <EventList events={events} />
          )}
          {(older !== undefined || before !== undefined) && (
            <p className="flex justify-center gap-2 border-border border-t p-3">
              {before !== undefined && (
                <Button asChild>
                  <Link href="/settings/webhooks#log">Newest</Link>
                </Button>
              )}
              {older !== undefined && (
                <Button asChild>
                  <Link href={`/settings/webhooks?before=${older}#log`}>Older</Link>
                </Button>
              )}
            </p>
          )}
        </Card>
      </SettingAnchor>
    </div>
  );
}

function WebhooksSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the webhooks" className="grid gap-6">
      <Skeleton className="h-56 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
