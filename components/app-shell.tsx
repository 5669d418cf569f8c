import type { ReactNode } from "react";
import { AppBottomBar } from "./app-bottom-bar.tsx";
import { AppSidebar } from "./app-sidebar.tsx";
import type { NavItem } from "./nav.ts";
import { NavKeys } from "./nav-keys.tsx";
import { type ShellUser, UserMenu } from "./user-menu.tsx";

export type AppShellProps = {
  navItems: readonly NavItem[];
  user: ShellUser;
  onSignOut: () => Promise<void>;
  /** More lines for the user's menu, as DropdownMenuItem. */
  userMenu?: ReactNode;
  /** Left in the top bar: CommandPalette. */
  search?: ReactNode;
  /** Right in the top bar: the running job. */
  status?: ReactNode;
  /** A quiet line over the page: server restarting, library offline. */
  banner?: ReactNode;
  children: ReactNode;
};

/**
 * The frame around every page of a signed-in person: sidebar and top bar; on phones a top bar and a bottom bar.
 * The page itself scrolls, so going back finds its place again. What sticks below the top bar uses top-(--shell-top).
 */
export function AppShell({ navItems, user, onSignOut, userMenu, search, status, banner, children }: AppShellProps) {
  const menu = (
    <UserMenu user={user} onSignOut={onSignOut}>
      {userMenu}
    </UserMenu>
  );
  return (
    <div className="min-h-dvh [--shell-top:3rem] touch:[--shell-top:3.5rem] md:pl-56">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-on-fill focus:translate-y-0 touch:py-3"
      >
        Skip to the page
      </a>
      <NavKeys navItems={navItems} />
      <AppSidebar navItems={navItems} footer={menu} />
      <header className="sticky top-0 z-20 flex h-(--shell-top) items-center gap-3 border-border border-b bg-background px-4 md:px-6">
        <div className="min-w-0 flex-1">{search}</div>
        {status && <div className="flex min-w-0 shrink-0 items-center">{status}</div>}
      </header>
      {banner}
      <main id="main" tabIndex={-1} className="px-4 pt-4 pb-24 md:px-6 md:pt-6 md:pb-12">
        {children}
      </main>
      <AppBottomBar navItems={navItems} footer={menu} />
    </div>
  );
}
