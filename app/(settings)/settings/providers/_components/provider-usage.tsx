import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { ProviderUsage } from "#lib/health/provider-usage.ts";
import { usageMark } from "./describe-provider.ts";
import { Fact } from "./fact.tsx";

/** How much a provider was asked by all workers together, what went wrong last, and whether it is asked now. */
export function ProviderUsageFacts({ usage }: { usage: ProviderUsage }) {
  const mark = usageMark(usage);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      <Fact label="State">
        {mark ? <Badge tone={mark.tone}>{mark.label}</Badge> : "Never asked"}
        {usage.until && (
          <span className="mt-1 block text-3 text-xs">
            {usage.state === "paused" ? "open" : "asked again"} <TimeAgo at={usage.until} />
          </span>
        )}
      </Fact>
      <Fact label="Requests">{usage.requests.toLocaleString("en")}</Fact>
      <Fact label="Failed">{usage.errors.toLocaleString("en")}</Fact>
      <Fact label="Answers kept">{usage.keptAnswers.toLocaleString("en")}</Fact>
      <Fact label="Last asked">{usage.lastUsedAt ? <TimeAgo at={usage.lastUsedAt} /> : "Never"}</Fact>
      {usage.leftToday !== null && (
        <Fact label="Left today">
          {usage.leftToday.toLocaleString("en")}
          <span className="mt-1 block text-3 text-xs">of this server's own count, until midnight UTC</span>
        </Fact>
      )}
      <Fact label="Last error" className="col-span-2">
        {usage.lastError ?? "None"}
      </Fact>
    </dl>
  );
}
