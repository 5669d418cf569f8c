import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        heading="h1"
        icon={<Compass />}
        title="There is nothing at this address"
        description="What was here may have been removed, or the link is incomplete."
        action={
          <Button asChild variant="primary">
            <Link href="/">Go to the dashboard</Link>
          </Button>
        }
      />
    </main>
  );
}
