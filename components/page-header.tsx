import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type PageHeaderProps = {
  title: ReactNode;
  /** Beside the title: a count, a status badge. */
  meta?: ReactNode;
  description?: ReactNode;
  /** The page above this one. */
  back?: { href: string; label: string };
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  /** Filters or TabLinks below. */
  children?: ReactNode;
  className?: string;
};

/** The top of a page: its only h1, what it is for, what can be done. */
export function PageHeader({ title, meta, description, back, actions, children, className }: PageHeaderProps) {
  return (
    <header className={cn("grid gap-4 pb-6", className)}>
      <div className="grid gap-1">
        {back && (
          <Link
            href={back.href}
            className="-ml-1 inline-flex w-fit items-center gap-1 rounded-md text-2 text-sm transition-colors hover:text-1 touch:min-h-11"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {back.label}
          </Link>
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="wrap-anywhere min-w-0 font-semibold text-1 text-xl tracking-tight">{title}</h1>
            {meta && <div className="flex items-center gap-2 text-3">{meta}</div>}
          </div>
          {actions && <div className="flex shrink-0 flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {description && <p className="max-w-prose text-2">{description}</p>}
      </div>
      {children}
    </header>
  );
}
