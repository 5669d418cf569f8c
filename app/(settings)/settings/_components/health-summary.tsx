import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { HealthCheck } from "#lib/health/vocabulary.ts";

/** One line: everything is well, or what is not. Leads to the whole. */
export function HealthSummary({ checks }: { checks: readonly HealthCheck[] }) {
  const worst = checks.filter((check) => check.state !== "ok");
  const isDanger = worst.some((check) => check.state === "danger");
  const Icon = worst.length === 0 ? CircleCheck : isDanger ? CircleAlert : TriangleAlert;
  const color = worst.length === 0 ? "text-positive" : isDanger ? "text-danger" : "text-warning";
  return (
    <Link
      href="/settings/system"
      className="flex min-h-11 items-center gap-3 rounded-lg border border-border bg-surface-1 px-4 py-2 text-sm transition-colors hover:border-border-strong"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${color}`} />
      <span className="min-w-0 flex-1 text-1">
        {worst.length === 0
          ? "Everything is well."
          : worst.map((check) => `${check.title}: ${check.message}`).join(" ")}
      </span>
      <span className="shrink-0 text-accent">Health</span>
    </Link>
  );
}
