"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { LiveRing } from "./live-ring.tsx";
import { Logo } from "./logo.tsx";
import { isAt, type NavItem } from "./nav.ts";

/** The navigation of wide screens. */
export function AppSidebar({ navItems, footer }: { navItems: readonly NavItem[]; footer: ReactNode }) {
  const pathname = usePathname();
  const links = (secondary: boolean) =>
    navItems
      .filter((item) => (item.secondary ?? false) === secondary)
      .map((item) => <SidebarLink key={item.href} item={item} active={isAt(pathname, item.href)} />);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-y-0 left-0 z-30 hidden w-56 flex-col border-border border-r bg-surface-1 md:flex"
    >
      <Link
        href="/"
        className="mx-3 mt-3 flex h-9 w-fit items-center gap-2 rounded-lg px-2 font-semibold text-1 tracking-tight"
      >
        <Logo />
        Metarr
      </Link>
      <div className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto p-3">
        {links(false)}
        <div className="mt-auto grid gap-0.5 pt-4">{links(true)}</div>
      </div>
      <div className="border-border border-t p-2">{footer}</div>
    </nav>
  );
}

function SidebarLink({ item, active }: { item: NavItem; active: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={active ? "page" : undefined}
      className={cn(
        "flex h-8 shrink-0 items-center gap-3 rounded-lg px-2 font-medium text-sm transition-colors touch:h-11 [&>svg]:size-4 [&>svg]:shrink-0",
        active ? "bg-surface-3 text-1 [&>svg]:text-accent" : "text-2 hover:bg-surface-2 hover:text-1",
      )}
    >
      {item.icon}
      <span className="truncate">{item.label}</span>
      <span className="ml-auto flex items-center gap-2">
        {item.runningPercent !== undefined && <LiveRing percent={item.runningPercent} label="Running" />}
        {item.count !== undefined && item.count > 0 && <NavCount count={item.count} />}
      </span>
    </Link>
  );
}

/** How many wait; above 999 the exact number helps nobody. */
export function NavCount({ count }: { count: number }) {
  return (
    <span className="grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-medium text-on-fill text-xs leading-none">
      {count > 999 ? "999+" : count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
