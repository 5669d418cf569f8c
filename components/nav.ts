import type { ReactNode } from "react";

/** One place of the application in the sidebar, the bottom bar and the command palette. */
export type NavItem = {
  href: string;
  label: string;
  /** An icon of lucide-react. */
  icon: ReactNode;
  /** How many wait there: films to review. Zero shows nothing. */
  count?: number;
  /** Something runs there, so far in percent: draws the live ring. */
  runningPercent?: number;
  /** In the bottom bar of phones under this short word. Four at most; the others are behind More. */
  phoneLabel?: string;
  /** Keys that lead there: "g m". */
  shortcut?: string;
  /** Set apart at the lower end of the sidebar. */
  secondary?: boolean;
};

/** Whether an address lies at or below a place. "/" is only itself. */
export function isAt(pathname: string, href: string): boolean {
  return pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
}
