import type { ComponentProps } from "react";
import { cn } from "../cn.ts";

/** Looks shared by everything one types into or picks from. */
export const inputClasses = [
  "w-full min-w-0 rounded-lg border border-border-strong bg-surface-1 text-base text-1 transition-colors placeholder:text-3",
  "hover:border-text-3 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:bg-surface-2 disabled:text-3",
  "aria-invalid:border-danger",
].join(" ");

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(inputClasses, "h-8 px-3 read-only:bg-surface-2 touch:h-11", className)}
      {...props}
    />
  );
}
