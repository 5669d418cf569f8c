"use client";

import { UserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { signOut } from "#app/(auth)/actions.ts";
import { AppShell } from "#components/app-shell.tsx";
import type { NavItem } from "#components/nav.ts";
import { toastFailed } from "#components/toast.tsx";
import { DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import { type Role, roleLabels } from "#lib/access/vocabulary.ts";
import { answered } from "./answered.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { DiskBanner } from "./disk-banner.tsx";
import { useLive } from "./live.tsx";
import { navFor } from "./nav-items.tsx";
import { RunningStatus } from "./running-status.tsx";
import { ShellSearch } from "./shell-search.tsx";

/** Navigation, search and what runs, around a page. */
export function ShellFrame({ user, children }: { user: { name: string; role: Role }; children: ReactNode }) {
  return (
    <AppShell
      navItems={useNav(user)}
      user={{ name: user.name, role: roleLabels[user.role] }}
      onSignOut={async () => {
        const answer = await answered(signOut());
        if (!answer.ok) toastFailed("You are still signed in", { description: answer.error.message });
      }}
      userMenu={
        <DropdownMenuItem asChild>
          <Link href="/settings/account">
            <UserRound aria-hidden />
            Account
          </Link>
        </DropdownMenuItem>
      }
      search={<ShellSearch role={user.role} />}
      status={<RunningStatus />}
      banner={
        <>
          <ConnectionBanner />
          <DiskBanner mayManage={user.role === "admin"} />
        </>
      }
    >
      {children}
    </AppShell>
  );
}

function useNav(user: { role: Role }): NavItem[] {
  const { running, counts, needsReview } = useLive((state) => state.jobs);
  const runningPercent =
    running.length === 0 ? undefined : running.reduce((sum, job) => sum + job.percent, 0) / running.length;
  return navFor(user).map((item) => {
    if (item.href === "/review") return { ...item, count: needsReview };
    if (item.href !== "/activity") return item;
    return {
      ...item,
      count: counts.pending + counts.running,
      ...(runningPercent === undefined ? {} : { runningPercent }),
    };
  });
}
