"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAt } from "./nav.ts";
import { tabClasses, tabListClasses } from "./ui/tab-classes.ts";

export type TabLink = {
  href: string;
  label: string;
  count?: ReactNode;
  /** It is open at this address and below it too. */
  also?: string;
};

/** Tabs that are pages of their own: each has an address. The first one is active only on exactly its address. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={tabListClasses}>
      {links.map((link, index) => {
        const active =
          pathname === link.href ||
          (index > 0 && isAt(pathname, link.href)) ||
          (link.also !== undefined && isAt(pathname, link.also));
        return (
          <Link key={link.href} href={link.href} aria-current={active ? "page" : undefined} className={tabClasses}>
            {link.label}
            {link.count !== undefined && <span className="text-3 text-xs">{link.count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
