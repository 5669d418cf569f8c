"use client";

import { useRouter } from "next/navigation";
import { useAfterJobs } from "./live.tsx";

/** Reads the page again after jobs have ended, at most this often. */
export function RefreshAfterJobs({ everyMs = 5_000 }: { everyMs?: number }) {
  const router = useRouter();
  useAfterJobs(() => router.refresh(), everyMs);
  return null;
}
