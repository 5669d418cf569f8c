"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "#app/_components/live.tsx";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";

/** Shows what jobs change on a film or series while its page is open, also those that others started. */
export function TitleFollow({ href, isBusy }: { href: string; isBusy: boolean }) {
  const router = useRouter();
  const running = useLive(({ jobs }) =>
    jobs.running
      .filter((job) => job.href === href)
      .map((job) => job.jobId)
      .join(),
  );
  const known = useRef(running);
  useEffect(() => {
    if (known.current === running) return;
    known.current = running;
    router.refresh();
  }, [running, router]);
  return <RefreshWhile active={isBusy} />;
}
