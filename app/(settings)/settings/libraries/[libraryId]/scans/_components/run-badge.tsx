import { Badge } from "#components/ui/badge.tsx";
import type { ScanRun } from "#lib/libraries/list-scan-runs.ts";

const badges = {
  running: { tone: "accent", label: "Running" },
  completed: { tone: "positive", label: "Done" },
  failed: { tone: "danger", label: "Failed" },
  cancelled: { tone: "neutral", label: "Cancelled" },
} as const satisfies Record<ScanRun["status"], { tone: string; label: string }>;

export function RunBadge({ status }: { status: ScanRun["status"] }) {
  const { tone, label } = badges[status];
  return <Badge tone={tone}>{label}</Badge>;
}
