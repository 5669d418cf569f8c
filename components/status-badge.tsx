import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  Clock,
  FileClock,
  FilePenLine,
  LoaderCircle,
} from "lucide-react";
import type { ComponentType } from "react";
import type { JobStatus } from "#lib/jobs/vocabulary.ts";
import type { IdentificationStatus } from "#lib/movies/vocabulary.ts";
import { Badge, type Tone } from "./ui/badge.tsx";

type Look = { label: string; tone: Tone; icon: ComponentType<{ "aria-hidden": true }> };

/** Every status a film, person or job can have, in words of people. */
const looks = {
  discovered: { label: "Discovered", tone: "neutral", icon: CircleDashed },
  needs_identification: { label: "Needs review", tone: "warning", icon: CircleHelp },
  identified: { label: "Identified", tone: "accent", icon: Check },
  enriched: { label: "Enriched", tone: "positive", icon: Check },
  published: { label: "Published", tone: "positive", icon: Check },
  unpublished: { label: "Changes not published", tone: "warning", icon: FileClock },
  outside: { label: "Changed outside", tone: "warning", icon: FilePenLine },
  missing: { label: "File missing", tone: "danger", icon: CircleAlert },
  pending: { label: "Waiting", tone: "neutral", icon: Clock },
  running: { label: "Running", tone: "accent", icon: LoaderCircle },
  completed: { label: "Done", tone: "positive", icon: Check },
  partial: { label: "Partial", tone: "warning", icon: CircleAlert },
  failed: { label: "Failed", tone: "danger", icon: CircleAlert },
  cancelled: { label: "Cancelled", tone: "neutral", icon: CircleSlash },
} as const satisfies Record<
  JobStatus | IdentificationStatus | "published" | "unpublished" | "outside" | "missing" | "partial",
  Look
>;

export type Status = keyof typeof looks;

/** Whether a word from the database is a status this badge knows. */
export function isStatus(value: string): value is Status {
  return value in looks;
}

export function StatusBadge({ status, className }: { status: Status; className?: string }) {
  const { label, tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone} {...(className ? { className } : {})}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
