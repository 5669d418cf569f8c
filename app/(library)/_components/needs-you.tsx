"use client";

import {
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CloudOff,
  FileOutput,
  FilePenLine,
  FileQuestionMark,
  FileX,
  KeyRound,
  ShieldAlert,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useLive } from "#app/_components/live.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { providerFacts } from "#lib/providers/vocabulary.ts";
import type { Overview } from "../queries.ts";
import { filmsText } from "./texts.ts";

type Need = { id: string; icon: ReactNode; text: string; detail?: string | undefined; href?: string | undefined };

/** What waits for a person, most urgent first. */
export function NeedsYou({ overview }: { overview: Overview }) {
  const { failed } = useLive((state) => state.jobs.counts);
  const needs = needsOf(overview, failed);
  return (
    <Card>
      <CardHeader title="Needs you" />
      {needs.length === 0 ? (
        <p className="flex items-center gap-3 p-4 text-2">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-positive" />
          Nothing. Everything Metarr knows of is in order.
        </p>
      ) : (
        <ul className="mt-2 pb-2">
          {needs.map((need) => (
            <li key={need.id}>
              <NeedLine need={need} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function NeedLine({ need }: { need: Need }) {
  const content = (
    <>
      <span className="shrink-0 [&>svg]:size-4">{need.icon}</span>
      <span className="min-w-0 flex-1">
        <span className="font-medium text-1">{need.text}</span>
        {need.detail && <span className="block text-2 text-sm">{need.detail}</span>}
      </span>
    </>
  );
  const classes = "flex min-h-9 items-center gap-3 px-4 py-1.5 touch:min-h-11";
  if (!need.href) return <div className={classes}>{content}</div>;
  return (
    <Link
      href={need.href}
      className={`${classes} transition-colors hover:bg-surface-2 focus-visible:-outline-offset-2`}
    >
      {content}
      <ChevronRight aria-hidden className="size-4 shrink-0 text-3" />
    </Link>
  );
}

function needsOf(
  {
    libraries,
    offline,
    isTmdbKeyMissing,
    refusing,
    mayAddLibrary,
    mayEdit,
    unknownFiles,
    toReview,
    conflicts,
    findings,
  }: Overview,
  failedJobs: number,
): Need[] {
  const sum = (of: (library: Overview["libraries"][number]) => number) =>
    libraries.reduce((total, library) => total + of(library), 0);
  const [gone, toPublish] = [sum((library) => library.fileMissing), sum((library) => library.toPublish)];
  const needs: Need[] = offline.map((root) => ({
    id: `offline-${root.rootId}`,
    icon: <CloudOff className="text-danger" />,
    text: `The library ${root.libraryName} is offline`,
    detail: root.reason ?? undefined,
    href: mayAddLibrary ? `/settings/libraries/${root.libraryId}` : undefined,
  }));
  if (isTmdbKeyMissing)
    needs.push({
      id: "key",
      icon: <KeyRound className="text-warning" />,
      text: "TMDB has no API key yet",
      detail: "No film is identified until it has one.",
      href: mayAddLibrary ? "/settings/providers" : undefined,
    });
  for (const provider of refusing)
    needs.push({
      id: `key-${provider}`,
      icon: <KeyRound className="text-danger" />,
      text: `${providerFacts[provider].label} refuses its API key`,
      detail: "Nothing new is fetched from it until it has one that works.",
      href: mayAddLibrary ? `/settings/providers#${provider}-key` : undefined,
    });
  if (failedJobs > 0)
    needs.push({
      id: "failed",
      icon: <CircleAlert className="text-danger" />,
      text: failedJobs === 1 ? "1 job failed" : `${failedJobs.toLocaleString("en")} jobs failed`,
      href: "/activity?status=failed",
    });
  if (toReview > 0)
    needs.push({
      id: "review",
      icon: <CircleHelp className="text-warning" />,
      text: toReview === 1 ? "1 title needs review" : `${toReview.toLocaleString("en")} titles need review`,
      detail: "Metarr is not sure which they are.",
      href: mayEdit ? "/review" : undefined,
    });
  if (conflicts > 0)
    needs.push({
      id: "conflicts",
      icon: <FilePenLine className="text-warning" />,
      text:
        conflicts === 1 ? "1 file was changed outside" : `${conflicts.toLocaleString("en")} files were changed outside`,
      detail: "Say which side is right. Nothing is written to them until then.",
      href: "/review/outside",
    });
  if (findings > 0)
    needs.push({
      id: "findings",
      icon: <ShieldAlert className="text-warning" />,
      text:
        findings === 1
          ? "1 thing is not as it should be"
          : `${findings.toLocaleString("en")} things are not as they should be`,
      detail: "Verifying compared published files, the cache and the database.",
      href: "/verify",
    });
  if (gone > 0)
    needs.push({
      id: "missing",
      icon: <FileX className="text-warning" />,
      text: gone === 1 ? "1 film has lost its file" : `${filmsText(gone)} have lost their files`,
      href: "/movies?status=missing",
    });
  if (toPublish > 0 && mayEdit)
    needs.push({
      id: "publish",
      icon: <FileOutput className="text-accent" />,
      text: toPublish === 1 ? "1 film can be published" : `${filmsText(toPublish)} can be published`,
      detail: "Their metadata and artwork are ready, and not in the folders yet.",
      href: "/movies?status=enriched&missing=published",
    });
  if (unknownFiles > 0)
    needs.push({
      id: "unknown",
      icon: <FileQuestionMark className="text-2" />,
      text: unknownFiles === 1 ? "1 file is unknown" : `${unknownFiles.toLocaleString("en")} files are unknown`,
      detail: "They belong to no film or series by their name.",
      href: "/unknown-files",
    });
  return needs;
}
