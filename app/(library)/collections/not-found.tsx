import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands above the folder of one set, because the layout in there is what finds that there is none. */
export default function CollectionNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<FileQuestion />}
      title="There is no such set"
      description="It is gone, or the address is wrong."
      action={
        <Button asChild variant="primary">
          <Link href="/collections">All sets</Link>
        </Button>
      }
    />
  );
}
