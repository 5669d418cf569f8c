import type { ReactNode } from "react";
import { type TabLink, TabLinks } from "#components/tab-links.tsx";
import { PersonHeader, type PersonHeaderProps } from "./person-header.tsx";

export type PersonFrameProps = PersonHeaderProps & {
  at: string;
  /** Portraits are chosen for people who act. */
  hasPortraits?: boolean;
  children: ReactNode;
};

/** Who it is, above the tabs of a person's page. */
export function PersonFrame({ at, hasPortraits = false, children, ...header }: PersonFrameProps) {
  const links: TabLink[] = [
    { href: at, label: "Titles" },
    ...(hasPortraits ? [{ href: `${at}/artwork`, label: "Portraits" }] : []),
    { href: `${at}/history`, label: "History" },
  ];
  return (
    <>
      <PersonHeader {...header} />
      <div className="mt-4 md:mt-6">
        <TabLinks label="Person" links={links} />
      </div>
      <div className="pt-6">{children}</div>
    </>
  );
}
