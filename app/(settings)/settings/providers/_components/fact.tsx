import type { ReactNode } from "react";

/** One fact of a list of facts. */
export function Fact({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="text-3 text-sm">{label}</dt>
      <dd className="mt-1 wrap-anywhere text-1 text-sm">{children}</dd>
    </div>
  );
}
