import { ShieldX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not allowed" };

/** Shown by requireUser() to people whose role is too low, with status 403. It stands in a layout that has the <main>. */
export default function Forbidden() {
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        heading="h1"
        icon={<ShieldX />}
        title="Your role does not include this page"
        description="Ask an administrator of this Metarr to give you another role, or to do it for you."
        action={
          <Button asChild variant="primary">
            <Link href="/">Go to the dashboard</Link>
          </Button>
        }
      />
    </div>
  );
}
