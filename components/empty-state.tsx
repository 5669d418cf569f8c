import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** Says what this place is for and the one next step. */
export function EmptyState({
  icon,
  title,
  description,
  action,
  heading: Heading = "h2",
  className,
}: {
  /** An icon of lucide-react. */
  icon?: ReactNode;
  title: string;
  description: ReactNode;
  /** The one next step: a primary Button. */
  action?: ReactNode;
  /** `h1` when it is the whole page. */
  heading?: "h1" | "h2";
  className?: string;
}) {
  return (
    <div className={cn("mx-auto grid max-w-md content-center justify-items-center px-4 py-16 text-center", className)}>
      {icon && (
        <div
          aria-hidden
          className="mb-4 grid size-12 place-items-center rounded-xl border border-border bg-surface-1 text-2 [&_svg]:size-6 [&_svg]:stroke-[1.5]"
        >
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-1 text-lg">{title}</Heading>
      <p className="wrap-anywhere mt-2 text-balance text-2">{description}</p>
      {action && <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
