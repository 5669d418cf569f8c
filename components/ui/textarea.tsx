import type { ComponentProps } from "react";
import { cn } from "../cn.ts";
import { inputClasses } from "./input.tsx";

/** Grows with its text where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(inputClasses, "field-sizing-content min-h-20 px-3 py-2 read-only:bg-surface-2", className)}
      {...props}
    />
  );
}
