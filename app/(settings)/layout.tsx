import type { ReactNode } from "react";
import { SignedInShell } from "#app/_components/signed-in-shell.tsx";
import { requireUser } from "#app/_server/require-user.ts";

/** Everybody has an account page; the pages of the settings themselves ask for more. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  return <SignedInShell user={user}>{children}</SignedInShell>;
}
