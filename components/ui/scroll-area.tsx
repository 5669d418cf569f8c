"use client";

import { ScrollArea as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../cn.ts";

/** A box that scrolls with a thin bar. Its height comes from className (h-…, max-h-…). */
export function ScrollArea({
  className,
  children,
  label,
  ...props
}: ComponentProps<typeof Primitive.Root> & { label: string }) {
  return (
    <Primitive.Root className={cn("relative flex overflow-hidden", className)} {...props}>
      {/* Focusable, so that arrow keys scroll it where nothing inside takes the focus. */}
      <Primitive.Viewport
        tabIndex={0}
        role="region"
        aria-label={label}
        className="size-full rounded-[inherit] focus-visible:-outline-offset-2"
      >
        {children}
      </Primitive.Viewport>
      <Primitive.Scrollbar orientation="vertical" className="flex w-2 touch-none select-none p-0.5">
        <Primitive.Thumb className="relative flex-1 rounded-full bg-border-strong" />
      </Primitive.Scrollbar>
    </Primitive.Root>
  );
}
