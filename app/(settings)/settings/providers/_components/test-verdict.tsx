import { CircleCheck, CircleX } from "lucide-react";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";

/** What the test button found out. Read aloud when it appears. */
export function TestVerdict({ verdict }: { verdict: ConnectionVerdict | undefined }) {
  return (
    <div role="status">
      {verdict && (
        <p className={`flex items-start gap-2 text-sm ${verdict.ok ? "text-positive" : "text-danger"}`}>
          {verdict.ok ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          ) : (
            <CircleX aria-hidden className="mt-0.5 size-4 shrink-0" />
          )}
          <span className="min-w-0">{verdict.message}</span>
        </p>
      )}
    </div>
  );
}
