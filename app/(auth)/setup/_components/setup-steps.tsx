"use client";

import { Check } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "#components/cn.ts";

const steps = [
  { path: "/setup", label: "Administrator" },
  { path: "/setup/provider", label: "TMDB" },
  { path: "/setup/library", label: "Library" },
] as const;

/** Where one is in the first set-up. */
export function SetupSteps() {
  const pathname = usePathname();
  const current = steps.findIndex((step) => step.path === pathname);
  if (current < 0) return null;
  return (
    <ol aria-label="Steps of the set-up" className="mb-4 flex items-center gap-2">
      {steps.map((step, index) => (
        <li
          key={step.path}
          aria-current={index === current ? "step" : undefined}
          className={cn("flex items-center gap-2 text-sm", index > 0 && "flex-1")}
        >
          {index > 0 && <span aria-hidden className="h-px flex-1 bg-border-strong" />}
          <span
            aria-hidden
            className={cn(
              "grid size-6 shrink-0 place-items-center rounded-full border font-medium text-xs",
              index < current && "border-positive bg-positive-soft text-positive",
              index === current && "border-accent bg-accent text-on-fill",
              index > current && "border-border-strong text-3",
            )}
          >
            {index < current ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
          </span>
          <span className={index === current ? "font-medium text-1" : "text-2 max-sm:sr-only"}>
            {step.label}
            {index < current && <span className="sr-only">, done</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
