import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

/** For a page of the library that leads to nothing, such as a job that was removed. The shell stays around it. */
export default function LibraryNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<Compass />}
      title="There is nothing at this address"
      description="It was removed, or the address is incomplete."
      action={
        <Button asChild variant="primary">
          <Link href="/">Go to the dashboard</Link>
        </Button>
      }
    />
  );
}
