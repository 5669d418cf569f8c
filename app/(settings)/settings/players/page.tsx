import { MonitorPlay, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SettingAnchor } from "../_components/setting-anchor.tsx";
import { GroupList } from "./_components/group-list.tsx";
import { PlayerCard } from "./_components/player-card.tsx";
import { UpdateList } from "./_components/update-list.tsx";
import { listPlayerCards, listPlayerGroups, listPlayerUpdates } from "./queries.ts";

export const metadata: Metadata = { title: "Players" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlayersPage({ searchParams }: Props) {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Players"
        description="Metarr tells them what changed, so that they show it. They refresh just that, and nothing waits for them."
        actions={<AddPlayer />}
      />
      <Suspense fallback={<PlayersSkeleton />}>
        <Players searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Players({ searchParams }: Pick<Props, "searchParams">) {
  const before = idIn((await searchParams).before);
  const [players, groups, history] = await Promise.all([
    listPlayerCards(),
    listPlayerGroups(),
    listPlayerUpdates({ before }),
  ]);
  if (players.length === 0) {
    return (
      <EmptyState
        icon={<MonitorPlay />}
        title="No player yet"
        description="Add Kodi, Jellyfin, Emby or Plex, and Metarr has it refresh what you publish."
        action={<AddPlayer />}
      />
    );
  }
  return (
    <div className="grid gap-6">
      <div className="grid gap-4">
        {players.map((player) => (
          <PlayerCard key={player.playerId} player={player} />
        ))}
      </div>
      <SettingAnchor id="groups">
        <Card>
          <CardHeader
            title="Groups"
            description="Players that share one library, such as Kodi on several televisions with one database. Only one of a group is told, and the next one when it does not answer."
          />
          <CardContent>
            <GroupList groups={groups} />
          </CardContent>
        </Card>
      </SettingAnchor>
      <SettingAnchor id="history">
        <Card>
          <CardHeader
            title="What they were told"
            description="Changes within 30 seconds go out together. A player that does not answer is asked again for a day. Kept for 30 days."
          />
          <UpdateList updates={history.updates} hasMore={history.hasMore} isFirstPage={before === undefined} />
        </Card>
      </SettingAnchor>
    </div>
  );
}

/** An id in the address; anything else is none. */
function idIn(text: string | string[] | undefined): number | undefined {
  return typeof text === "string" && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function AddPlayer() {
  return (
    <Button asChild variant="primary">
      <Link href="/settings/players/new">
        <Plus aria-hidden />
        Add player
      </Link>
    </Button>
  );
}

function PlayersSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Reading the players" className="grid gap-4">
      <Skeleton className="h-36 rounded-lg" />
      <Skeleton className="h-36 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </div>
  );
}
