import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands above the film's own folder, because the layout in there is what finds that there is no film. */
export default function MovieNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<FileQuestion />}
      title="There is no such film"
      description="It was removed, or the address is wrong."
      action={
        <Button asChild variant="primary">
          <Link href="/movies">All films</Link>
        </Button>
      }
    />
  );
}
