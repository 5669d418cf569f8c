import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands above the series' own folder, because the layout in there is what finds that there is no series. */
export default function SeriesNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<FileQuestion />}
      title="There is no such series"
      description="It was removed, or the address is wrong."
      action={
        <Button asChild variant="primary">
          <Link href="/series">All series</Link>
        </Button>
      }
    />
  );
}
