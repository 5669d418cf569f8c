import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

/** Facts in columns: name above, value below. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">{children}</dl>;
}

export function Fact({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={cn("min-w-0", wide && "col-span-full")}>
      <dt className="text-3 text-sm">{label}</dt>
      <dd className="mt-1 wrap-anywhere text-1">{children}</dd>
    </div>
  );
}
