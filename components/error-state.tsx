"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import { type ReactNode, useTransition } from "react";
import { cn } from "./cn.ts";
import { Button } from "./ui/button.tsx";

export type ErrorStateProps = {
  /** What happened to what: "The films could not be loaded". */
  title: string;
  /** Why, and what to do. */
  description: ReactNode;
  /** Tries again; may return a promise, the button then shows that it is at work. */
  onRetry?: () => void | Promise<void>;
  /** For the log: an error code or Next's digest. */
  reference?: string | undefined;
  /** More buttons beside the retry. */
  action?: ReactNode;
  /** `page` in the middle of an empty page, `inline` as a box in a card or list. */
  layout?: "page" | "inline";
  /** `h1` when it is the whole page. */
  heading?: "h1" | "h2";
  className?: string;
};

/** A failure in plain words, with a way on. */
export function ErrorState({
  title,
  description,
  onRetry,
  reference,
  action,
  layout = "page",
  heading: Heading = "h2",
  className,
}: ErrorStateProps) {
  const [pending, startTransition] = useTransition();
  const retry = onRetry && (
    <Button
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          await onRetry();
        })
      }
    >
      <RotateCw aria-hidden />
      Try again
    </Button>
  );
  if (layout === "inline") {
    return (
      <div
        role="alert"
        className={cn(
          "flex flex-wrap items-center gap-3 rounded-lg border border-danger/30 bg-danger-soft px-4 py-3",
          className,
        )}
      >
        <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
        <div className="min-w-48 flex-1">
          <p className="font-medium text-1">{title}</p>
          <p className="text-2 text-sm">{description}</p>
        </div>
        {action}
        {retry}
      </div>
    );
  }
  return (
    <div role="alert" className={cn("mx-auto grid max-w-md justify-items-center px-4 py-16 text-center", className)}>
      <div aria-hidden className="mb-4 grid size-12 place-items-center rounded-xl bg-danger-soft text-danger">
        <CircleAlert className="size-6" strokeWidth={1.5} />
      </div>
      <Heading className="font-semibold text-1 text-lg">{title}</Heading>
      <p className="mt-2 text-balance text-2">{description}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        {action}
        {retry}
      </div>
      {reference && <p className="mt-6 font-mono text-3 text-xs">Reference {reference}</p>}
    </div>
  );
}
