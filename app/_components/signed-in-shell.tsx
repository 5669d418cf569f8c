import type { ReactNode } from "react";
import { readLiveJobs } from "#app/_server/live-jobs.ts";
import { getDb } from "#db/client.ts";
import type { CurrentUser } from "#lib/access/vocabulary.ts";
import { LiveProvider } from "./live.tsx";
import { ShellFrame } from "./shell-frame.tsx";

/** The frame of every page behind sign-in. The layout around it asks who it is: `const user = await requireUser()`. */
export async function SignedInShell({ user, children }: { user: CurrentUser; children: ReactNode }) {
  return (
    <LiveProvider initial={await readLiveJobs(getDb())}>
      <ShellFrame user={{ name: user.displayName ?? user.username, role: user.role }}>{children}</ShellFrame>
    </LiveProvider>
  );
}
