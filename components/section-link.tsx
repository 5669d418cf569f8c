import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type SectionLinkProps = { href: string; children: ReactNode; className?: string };

/** Beside the heading of a section: leads to the page that has all of it. */
export function SectionLink({ href, children, className }: SectionLinkProps) {
  return (
    <Link
      href={href}
      className={cn(
        // Tall enough for a finger without moving the heading beside it.
        "inline-flex shrink-0 items-center rounded-sm text-accent text-sm underline-offset-4 hover:underline touch:-my-3 touch:min-h-11",
        className,
      )}
    >
      {children}
    </Link>
  );
}
