"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../cn.ts";

/** 16 px to the eye, 44 px to a finger. `checked="indeterminate"` means some of several. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "peer relative size-4 shrink-0 rounded-sm border border-text-3 bg-surface-1 text-on-fill transition-colors hover:border-text-1 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger",
        "data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent",
        "after:absolute after:-inset-2 touch:after:-inset-3.5",
        className,
      )}
      {...props}
    >
      <Primitive.Indicator className="group grid size-full place-items-center">
        <Check aria-hidden strokeWidth={3} className="size-3 group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden strokeWidth={3} className="hidden size-3 group-data-[state=indeterminate]:block" />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
