import {
  Activity,
  CircleHelp,
  Film,
  LayoutDashboard,
  Library,
  Settings,
  ShieldCheck,
  Trash2,
  Tv,
  Users,
} from "lucide-react";
import type { NavItem } from "#components/nav.ts";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";

const places: readonly (NavItem & { role: Role })[] = [
  { href: "/", label: "Dashboard", phoneLabel: "Home", icon: <LayoutDashboard />, shortcut: "g d", role: "viewer" },
  { href: "/movies", label: "Movies", phoneLabel: "Movies", icon: <Film />, shortcut: "g m", role: "viewer" },
  { href: "/series", label: "Series", phoneLabel: "Series", icon: <Tv />, shortcut: "g s", role: "viewer" },
  { href: "/people", label: "People", icon: <Users />, shortcut: "g p", role: "viewer" },
  { href: "/collections", label: "Collections", icon: <Library />, shortcut: "g c", role: "viewer" },
  { href: "/review", label: "Review", icon: <CircleHelp />, shortcut: "g i", role: "editor" },
  { href: "/activity", label: "Activity", phoneLabel: "Activity", icon: <Activity />, shortcut: "g a", role: "viewer" },
  { href: "/verify", label: "Verify", icon: <ShieldCheck />, shortcut: "g v", role: "editor" },
  { href: "/recycle-bin", label: "Recycle bin", icon: <Trash2 />, shortcut: "g r", role: "editor" },
  { href: "/settings", label: "Settings", icon: <Settings />, shortcut: "g ,", secondary: true, role: "admin" },
];

/** The places a person may go to, in the order of the sidebar. */
export function navFor(user: { role: Role }): NavItem[] {
  return places.filter(({ role }) => hasRole(user, role)).map(({ role: _role, ...item }) => item);
}
