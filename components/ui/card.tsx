import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn.ts";

/** A raised box. Give CardHeader a title where the page's headings go on inside it. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border border-border bg-surface-1", className)} {...props} />;
}

export function CardHeader({
  title,
  description,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the right end. */
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header className={cn("flex items-start justify-between gap-4 px-4 pt-4", className)}>
      <div className="min-w-0">
        <h2 className="wrap-anywhere font-medium text-1 text-base">{title}</h2>
        {description && <p className="mt-1 text-2 text-sm">{description}</p>}
      </div>
      {actions && <div className="-my-1 flex shrink-0 items-center gap-2">{actions}</div>}
    </header>
  );
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4", className)} {...props} />;
}

/** The last line of a card: buttons at the right, what they do at the left. */
export function CardFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn("flex items-center justify-end gap-2 border-border border-t px-4 py-3 text-2 text-sm", className)}
      {...props}
    />
  );
}
