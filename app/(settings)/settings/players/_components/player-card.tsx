import Link from "next/link";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter } from "#components/ui/card.tsx";
import { playerFacts } from "#lib/players/vocabulary.ts";
import type { PlayerCardData } from "../queries.ts";
import { RemovePlayer } from "./remove-player.tsx";
import { SendAgain } from "./send-again.tsx";

/** One player: where it is, how it is, and what waits for it. */
export function PlayerCard({ player }: { player: PlayerCardData }) {
  const { playerId, name, kind, url, updates, lastError, lastErrorAt, lastSeenAt } = player;
  const { label } = playerFacts[kind];
  const version = player.serverVersion ?? "";
  return (
    <Card aria-label={name}>
      <div className="grid gap-3 p-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="min-w-0 wrap-anywhere font-medium text-1 text-lg">{name}</h2>
          <StateBadge player={player} />
          {updates.pending > 0 && <Badge tone="accent">{`${updates.pending.toLocaleString("en")} waiting`}</Badge>}
          {updates.failed > 0 && <Badge tone="warning">{`${updates.failed.toLocaleString("en")} failed`}</Badge>}
        </div>
        <p className="break-all font-mono text-2 text-sm">{url}</p>
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
          <Fact label="Type" value={version.startsWith(label) ? version : `${label} ${version}`.trim()} />
          <Fact
            label="Libraries"
            value={player.libraryNames === null ? "All" : player.libraryNames.join(", ") || "None"}
          />
          {player.groupName !== null && <Fact label="Group" value={player.groupName} />}
          <div className="flex gap-2">
            <dt className="text-3">Last seen</dt>
            <dd className="text-1">{lastSeenAt ? <TimeAgo at={lastSeenAt} /> : "Never"}</dd>
          </div>
        </dl>
        {lastError !== null && (
          <p className="wrap-anywhere rounded-lg bg-danger-soft px-3 py-2 text-1 text-sm">
            {lastError}{" "}
            {lastErrorAt && (
              <span className="text-2">
                <TimeAgo at={lastErrorAt} />
              </span>
            )}
          </p>
        )}
      </div>
      <CardFooter>
        <RemovePlayer playerId={playerId} name={name} />
        {updates.pending + updates.failed > 0 && (
          <SendAgain playerId={playerId} updateId={null} label="Send again now" />
        )}
        <Button asChild>
          <Link href={`/settings/players/${playerId}`} aria-label={`Edit ${name}`}>
            Edit
          </Link>
        </Button>
      </CardFooter>
    </Card>
  );
}

function StateBadge({ player: { enabled, lastError, lastSeenAt } }: { player: PlayerCardData }) {
  if (!enabled) return <Badge>Switched off</Badge>;
  if (lastError !== null) return <Badge tone="danger">Not reached</Badge>;
  return lastSeenAt ? <Badge tone="positive">Answers</Badge> : <Badge tone="outline">Not asked yet</Badge>;
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="text-3">{label}</dt>
      <dd className="min-w-0 wrap-anywhere text-1">{value}</dd>
    </div>
  );
}
