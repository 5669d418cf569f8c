import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { sectionsFor } from "./_components/settings-index.ts";
import { SettingsNav } from "./_components/settings-nav.tsx";

/** The pages of the settings beside their list. Each page asks for its own role: the account is everybody's. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const sections = sectionsFor((await requireUser()).role);
  // Who has only an account needs no list of one.
  if (sections.length < 2) return <div className="max-w-3xl">{children}</div>;
  return (
    <div className="gap-10 lg:grid lg:grid-cols-[11rem_minmax(0,48rem)]">
      <SettingsNav sections={sections} />
      <div className="min-w-0 max-w-3xl">{children}</div>
    </div>
  );
}
