import type { ReactNode } from "react";

/** A setting that the search of the settings leads to: it stands out while the address names it. */
export function SettingAnchor({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className="rounded-lg target:outline-2 target:outline-accent-text target:outline-offset-8">
      {children}
    </div>
  );
}
