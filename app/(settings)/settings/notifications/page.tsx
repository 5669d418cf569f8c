import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SettingAnchor } from "../_components/setting-anchor.tsx";
import { AddChannel } from "./_components/add-channel.tsx";
import { ChannelList } from "./_components/channel-list.tsx";
import { MessageList } from "./_components/message-list.tsx";
import { getChannels, getMessages } from "./queries.ts";

export const metadata: Metadata = { title: "Notifications" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NotificationsPage({ searchParams }: Props) {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Notifications"
        description="Where Metarr tells what happened. What comes within a minute goes out as one message."
      />
      <RefreshAfterJobs />
      <div className="grid gap-6">
        <Suspense fallback={<Skeleton role="status" aria-label="Loading channels" className="h-48 rounded-lg" />}>
          <Channels />
        </Suspense>
        <Suspense fallback={<Skeleton role="status" aria-label="Loading the history" className="h-80 rounded-lg" />}>
          <History searchParams={searchParams} />
        </Suspense>
      </div>
    </>
  );
}

async function Channels() {
  const { channels, libraries } = await getChannels();
  return (
    <Card>
      <CardHeader
        title="Channels"
        description="Each has its own choice of events. A channel that fails holds up nothing else."
        actions={<AddChannel libraries={libraries} />}
      />
      <CardContent>
        <ChannelList channels={channels} libraries={libraries} />
      </CardContent>
    </Card>
  );
}

async function History({ searchParams }: Props) {
  const found = await getMessages(await searchParams);
  return (
    <SettingAnchor id="history">
      <Card>
        <CardHeader title="History" description="What the channels were told in the last 30 days, the newest first." />
        <CardContent>
          <MessageList {...found} />
        </CardContent>
      </Card>
    </SettingAnchor>
  );
}
