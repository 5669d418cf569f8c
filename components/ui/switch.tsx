"use client";

import { Switch as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../cn.ts";

/** On or off, at once: in forms that are saved by a button use Checkbox. */
export function Switch({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-text-3 bg-surface-2 transition-colors after:absolute after:-inset-1 disabled:cursor-not-allowed disabled:opacity-50 touch:after:-inset-3 data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        className,
      )}
      {...props}
    >
      <Primitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-text-2 transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-fill" />
    </Primitive.Root>
  );
}
