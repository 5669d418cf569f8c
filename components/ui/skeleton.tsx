import type { ComponentProps } from "react";
import { cn } from "../cn.ts";

/** A still grey shape in the size of what comes. Wrap a page of them in one element with aria-busy and a label. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("rounded-md bg-surface-2", className)} {...props} />;
}
