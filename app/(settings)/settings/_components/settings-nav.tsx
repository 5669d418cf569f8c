"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/cn.ts";
import { isAt } from "#components/nav.ts";
import type { SettingsSection } from "./settings-index.ts";

const overview = "/settings";

/** The pages of the settings: a list beside them on wide screens, a way back on narrow ones. */
export function SettingsNav({ sections }: { sections: readonly SettingsSection[] }) {
  const pathname = usePathname();
  // A page below a section has a way back of its own.
  const isSection = sections.some((section) => section.href === pathname);
  return (
    <>
      {isSection && (
        <Link
          href={overview}
          className="-ml-1 mb-1 inline-flex w-fit items-center gap-1 rounded-md text-2 text-sm transition-colors hover:text-1 lg:hidden touch:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Settings
        </Link>
      )}
      <nav aria-label="Settings" className="sticky top-[calc(var(--shell-top)+1.5rem)] hidden self-start lg:block">
        <ul className="grid gap-0.5">
          <SettingsLink href={overview} label="Overview" active={pathname === overview} />
          {sections.map(({ href, label }) => (
            <SettingsLink key={href} href={href} label={label} active={isAt(pathname, href)} />
          ))}
        </ul>
      </nav>
    </>
  );
}

function SettingsLink({ href, label, active }: { href: string; label: string; active: boolean }) {
  return (
    <li>
      <Link
        href={href}
        aria-current={active ? "page" : undefined}
        className={cn(
          "flex h-8 items-center rounded-lg px-3 font-medium text-sm transition-colors touch:h-11",
          active ? "bg-surface-3 text-1" : "text-2 hover:bg-surface-2 hover:text-1",
        )}
      >
        {label}
      </Link>
    </li>
  );
}
