import { TabLinks } from "#components/tab-links.tsx";

/** What waits for a person: titles that nobody could tell, and files that were changed outside. */
export function ReviewTabs({ conflicts }: { conflicts: number }) {
  return (
    <TabLinks
      label="Review"
      links={[
        { href: "/review", label: "Titles" },
        {
          href: "/review/outside",
          label: "Changed outside",
          ...(conflicts > 0 ? { count: conflicts.toLocaleString("en") } : {}),
        },
      ]}
    />
  );
}
