import type { ReactNode } from "react";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { ProviderUsage } from "#lib/health/provider-usage.ts";

const looks = {
  ready: { tone: "positive", label: "Ready" },
  failing: { tone: "warning", label: "Last request failed" },
  waiting: { tone: "warning", label: "Asked to wait" },
  paused: { tone: "danger", label: "Paused after failures" },
} as const satisfies Record<ProviderUsage["state"], { tone: Tone; label: string }>;

/** How much a provider was asked, what went wrong last, and whether it is asked now. */
export function TmdbUsage({ usage }: { usage: ProviderUsage }) {
  const { tone, label } = looks[usage.state];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      <Fact label="State">
        <Badge tone={tone}>{label}</Badge>
        {usage.until && (
          <span className="block text-3 text-xs">
            asked again <TimeAgo at={usage.until} />
          </span>
        )}
      </Fact>
      <Fact label="Requests">{usage.requests.toLocaleString("en")}</Fact>
      <Fact label="Failed">{usage.errors.toLocaleString("en")}</Fact>
      <Fact label="Answers kept">{usage.keptAnswers.toLocaleString("en")}</Fact>
      <Fact label="Last asked">{usage.lastUsedAt ? <TimeAgo at={usage.lastUsedAt} /> : "Never"}</Fact>
      <Fact label="Last error" className="col-span-2 sm:col-span-3">
        {usage.lastError ?? "None"}
      </Fact>
    </dl>
  );
}

function Fact({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="text-3 text-sm">{label}</dt>
      <dd className="mt-1 break-words text-1">{children}</dd>
    </div>
  );
}
