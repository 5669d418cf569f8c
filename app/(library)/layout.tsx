import type { ReactNode } from "react";
import { SignedInShell } from "#app/_components/signed-in-shell.tsx";
import { requireUser } from "#app/_server/require-user.ts";

/** The library is for everybody who may sign in. */
export default async function LibraryLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  return <SignedInShell user={user}>{children}</SignedInShell>;
}
