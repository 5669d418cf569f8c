import { UserX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export default function PersonNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<UserX />}
      title="There is no such person"
      description="They were merged with somebody else, or the address is wrong."
      action={
        <Button asChild variant="primary">
          <Link href="/people">All people</Link>
        </Button>
      }
    />
  );
}
