import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { HealthCheck, HealthState } from "#lib/health/vocabulary.ts";

const looks = {
  ok: { icon: CircleCheck, color: "text-positive", word: "Well" },
  warning: { icon: TriangleAlert, color: "text-warning", word: "Look at this" },
  danger: { icon: CircleAlert, color: "text-danger", word: "Needs you" },
} as const satisfies Record<HealthState, unknown>;

/** What is well and what is not, the worst first. */
export function HealthList({ checks }: { checks: readonly HealthCheck[] }) {
  return (
    <ul className="mt-4">
      {checks.map((check) => (
        <HealthLine key={check.id} check={check} />
      ))}
    </ul>
  );
}

function HealthLine({ check }: { check: HealthCheck }) {
  const { icon: Icon, color, word } = looks[check.state];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-border border-t px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${color}`} />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium text-1">
          {check.title}
          <span className="sr-only">: {word}</span>
        </p>
        <p className="wrap-anywhere text-2 text-sm">{check.message}</p>
        {check.advice && <p className="wrap-anywhere text-3 text-sm">{check.advice}</p>}
      </div>
      {check.href && check.state !== "ok" && (
        <Button asChild size="sm">
          <Link href={check.href}>{check.hrefLabel ?? "Open"}</Link>
        </Button>
      )}
    </li>
  );
}
