import { EyeOff, Lock } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

export function UnmonitoredBadge() {
  return (
    <Badge>
      <EyeOff aria-hidden />
      Not monitored
    </Badge>
  );
}

/** How many fields and pictures are locked; nothing for none. */
export function LocksBadge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Badge tone="lock">
      <Lock aria-hidden />
      {count === 1 ? "1 lock" : `${count} locks`}
    </Badge>
  );
}
