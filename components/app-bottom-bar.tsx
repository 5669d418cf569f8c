"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { NavCount } from "./app-sidebar.tsx";
import { cn } from "./cn.ts";
import { LiveRing } from "./live-ring.tsx";
import { isAt, type NavItem } from "./nav.ts";
import { Sheet, SheetContent, SheetTrigger } from "./ui/sheet.tsx";

const tabClasses =
  "relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-xs focus-visible:-outline-offset-4 [&>svg]:size-5";

/** The navigation of phones: four places and More, where thumbs are. */
export function AppBottomBar({ navItems, footer }: { navItems: readonly NavItem[]; footer: ReactNode }) {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const near = navItems.filter((item) => item.phoneLabel !== undefined).slice(0, 4);
  const far = navItems.filter((item) => !near.includes(item));
  const waiting = far.some((item) => (item.count ?? 0) > 0 || item.runningPercent !== undefined);
  const farActive = far.some((item) => isAt(pathname, item.href));

  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex border-border border-t bg-surface-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {near.map((item) => {
        const active = isAt(pathname, item.href);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={active ? "page" : undefined}
            className={cn(tabClasses, active ? "font-medium text-1 [&>svg]:text-accent" : "text-2")}
          >
            {item.icon}
            <span className="max-w-full truncate px-1">{item.phoneLabel}</span>
            {item.count !== undefined && item.count > 0 && (
              <span className="absolute top-1 left-1/2 ml-1">
                <NavCount count={item.count} />
              </span>
            )}
          </Link>
        );
      })}
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger className={cn(tabClasses, farActive ? "font-medium text-1 [&>svg]:text-accent" : "text-2")}>
          <Menu aria-hidden />
          More
          {waiting && <span aria-hidden className="absolute top-2 left-1/2 ml-2 size-2 rounded-full bg-accent-text" />}
        </SheetTrigger>
        <SheetContent title="More">
          <ul className="-mx-2 grid gap-1">
            {far.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  onClick={() => setOpen(false)}
                  aria-current={isAt(pathname, item.href) ? "page" : undefined}
                  className="flex h-11 items-center gap-3 rounded-lg px-2 font-medium text-1 aria-[current=page]:bg-surface-3 [&>svg]:size-5 [&>svg]:text-2"
                >
                  {item.icon}
                  {item.label}
                  <span className="ml-auto flex items-center gap-2">
                    {item.runningPercent !== undefined && <LiveRing percent={item.runningPercent} label="Running" />}
                    {item.count !== undefined && item.count > 0 && <NavCount count={item.count} />}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <div className="mt-3 border-border border-t pt-3">{footer}</div>
        </SheetContent>
      </Sheet>
    </nav>
  );
}
