"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { type ReactNode, useTransition } from "react";
import { useInBrowser } from "./clock.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "./ui/dropdown-menu.tsx";

export type ShellUser = { name: string /** As people read it: "Administrator". */; role: string };

export type UserMenuProps = {
  user: ShellUser;
  onSignOut: () => Promise<void>;
  /** DropdownMenuItems between the theme and signing out: account, keys. */
  children?: ReactNode;
};

/** Who is signed in; theme and signing out. */
export function UserMenu({ user, onSignOut, children }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  const inBrowser = useInBrowser();
  const [, startTransition] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-11 w-full items-center gap-3 rounded-lg px-2 text-left transition-colors hover:bg-surface-2 data-[state=open]:bg-surface-2">
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-surface-3 font-medium text-1 text-xs uppercase"
        >
          {[...user.name][0]}
        </span>
        <span className="min-w-0 flex-1 leading-tight">
          <span className="block truncate font-medium text-1 text-sm">{user.name}</span>
          <span className="block truncate text-3 text-xs">{user.role}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-3" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-(--radix-dropdown-menu-trigger-width) min-w-52">
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={inBrowser ? (theme ?? "dark") : "dark"} onValueChange={setTheme}>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden />
            Dark
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden />
            Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden />
            As the system
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        {children}
        <DropdownMenuItem
          onSelect={() =>
            startTransition(async () => {
              await onSignOut();
            })
          }
        >
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
