import { FileQuestion } from "lucide-react";
import { EmptyState } from "#components/empty-state.tsx";

/** For a season or an episode that this series does not have. */
export default function PartNotFound() {
  return (
    <EmptyState
      icon={<FileQuestion />}
      title="This series has no such season or episode"
      description="It was removed, or the address is wrong. What there is stands under Overview."
    />
  );
}
