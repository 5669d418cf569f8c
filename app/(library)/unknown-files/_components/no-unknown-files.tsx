import { FileCheck2, FileSearch } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import type { UnknownState } from "#lib/libraries/unknown-files-vocabulary.ts";
import { isNarrowed, type UnknownParams } from "./unknown-params.ts";

const texts = {
  open: {
    title: "Nothing is unknown",
    description: "Every file of your libraries belongs to a film or a series. What a scan cannot place stands here.",
  },
  assigned: {
    title: "Nothing is assigned by hand",
    description: "Files you say are artwork, a trailer, a subtitle or an extra of a film or series stand here.",
  },
  ignored: { title: "Nothing is ignored", description: "Files you put aside stand here, and can be taken back." },
} as const satisfies Record<UnknownState, { title: string; description: string }>;

export function NoUnknownFiles({ params, onClear }: { params: UnknownParams; onClear: () => void }) {
  if (isNarrowed(params)) {
    return (
      <EmptyState
        icon={<FileSearch />}
        title="No file matches"
        description="Take filters away to see more."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  }
  return <EmptyState icon={<FileCheck2 />} {...texts[params.show]} />;
}
