import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

/** For a page of the settings that leads to nothing, such as a library that was removed. The shell stays around it. */
export default function SettingsNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<Compass />}
      title="There are no settings at this address"
      description="What they were for was removed, or the address is incomplete."
      action={
        <Button asChild variant="primary">
          <Link href="/settings">All settings</Link>
        </Button>
      }
    />
  );
}
