import type { ReactNode } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { TabLinks } from "#components/tab-links.tsx";
import { getBinCounts } from "./queries.ts";

export default async function RecycleBinLayout({ children }: { children: ReactNode }) {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  const { removed, excluded } = await getBinCounts();
  const at = "/recycle-bin";
  return (
    <>
      <PageHeader
        title="Recycle bin"
        description="What Metarr removed or replaced. Each can be put back until its time is over."
      >
        <TabLinks
          label="Recycle bin"
          links={[
            { href: at, label: "Files" },
            { href: `${at}/removed`, label: "Removed", ...(removed > 0 ? { count: removed } : {}) },
            { href: `${at}/excluded`, label: "Excluded", ...(excluded > 0 ? { count: excluded } : {}) },
          ]}
        />
      </PageHeader>
      {children}
    </>
  );
}
