import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { sourceKindLabels } from "#lib/webhooks/vocabulary.ts";
import type { Source } from "../queries.ts";
import { MappingsForm } from "./mappings-form.tsx";
import { SourceActions } from "./source-actions.tsx";

/** A source: where it sends to, when it was heard of, and how it names folders. */
export function SourceCard({ source }: { source: Source }) {
  const { sourceId, name, kind, enabled, address, lastEvent, pathMappings } = source;
  const label = sourceKindLabels[kind];
  return (
    <Card aria-label={name}>
      <CardContent className="grid gap-5 pt-4">
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <div className="min-w-0 flex-1 basis-64">
              <h2 className="flex flex-wrap items-center gap-2 font-semibold text-1">
                <span className="wrap-anywhere min-w-0">{name}</span>
                <Badge>{label}</Badge>
                {!enabled && <Badge tone="warning">off</Badge>}
              </h2>
              <p className="text-3 text-sm">
                {lastEvent ? (
                  <>
                    Last heard of <TimeAgo at={lastEvent.receivedAt} />: {lastEvent.eventType}
                  </>
                ) : (
                  "Not heard of yet"
                )}
              </p>
            </div>
            <SourceActions sourceId={sourceId} name={name} enabled={enabled} />
          </div>
          <div className="grid gap-1 text-sm">
            <p className="text-2">
              In {label}: Settings, Connect, Webhook. Method POST, this address, any user name, and the secret as
              password.
            </p>
            <CopyPath path={address} label="address" />
          </div>
        </div>
        <MappingsForm sourceId={sourceId} label={label} saved={pathMappings} />
      </CardContent>
    </Card>
  );
}
