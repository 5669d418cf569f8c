import { LoaderCircle } from "lucide-react";
import { cn } from "../cn.ts";

/** Says that a button is at work. Never alone on a page: pages that load show their skeleton. */
export function Spinner({ className }: { className?: string | undefined }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
