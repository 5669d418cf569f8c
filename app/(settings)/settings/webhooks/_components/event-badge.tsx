import { Badge, type Tone } from "#components/ui/badge.tsx";
import { type EventStatus, eventStatusLabels, isEventStatus } from "#lib/webhooks/vocabulary.ts";

const tones = {
  received: "accent",
  done: "positive",
  logged: "neutral",
  unmatched: "warning",
  failed: "danger",
} as const satisfies Record<EventStatus, Tone>;

export function EventBadge({ status }: { status: string }) {
  return isEventStatus(status) ? (
    <Badge tone={tones[status]}>{eventStatusLabels[status]}</Badge>
  ) : (
    <Badge>{status}</Badge>
  );
}
