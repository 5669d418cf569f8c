import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SettingAnchor } from "../_components/setting-anchor.tsx";
import { TrailersForm } from "./_components/trailers-form.tsx";
import { getTrailerSettings } from "./queries.ts";

export const metadata: Metadata = { title: "Trailers" };

export default async function TrailerSettingsPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader title="Trailers" description="What is chosen, how large, and what downloads it." />
      <Suspense fallback={<FormSkeleton />}>
        <Settings />
      </Suspense>
    </>
  );
}

async function Settings() {
  const { isEnabled, maxHeight, ytdlp } = await getTrailerSettings();
  return (
    <div className="grid gap-6">
      <Card>
        <CardHeader
          title="Choosing and downloading"
          description="For every library; a library's own page may say otherwise. Counts when a trailer is chosen next: what is downloaded stays."
        />
        <CardContent>
          <TrailersForm isEnabled={isEnabled} maxHeight={maxHeight} />
        </CardContent>
      </Card>
      <SettingAnchor id="ytdlp">
        <Card>
          <CardHeader
            title="yt-dlp"
            description="The program that reads pages of videos. Metarr finds it on PATH or by YTDLP_PATH of its environment; for safety it cannot be set here."
          />
          <CardContent>
            <Ytdlp ytdlp={ytdlp} />
          </CardContent>
        </Card>
      </SettingAnchor>
    </div>
  );
}

function Ytdlp({ ytdlp }: Pick<Awaited<ReturnType<typeof getTrailerSettings>>, "ytdlp">) {
  if (ytdlp === undefined) return <p className="text-2 text-sm">No worker has looked for it yet.</p>;
  const { version, notice } = ytdlp;
  return (
    <div className="flex gap-2 text-sm">
      {notice ? (
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      ) : (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-positive" />
      )}
      <div className="min-w-0">
        <p className="font-medium text-1">{version === null ? "Not found" : `Version ${version}`}</p>
        {notice && <p className="mt-0.5 wrap-anywhere text-2">{notice.text}</p>}
      </div>
    </div>
  );
}

function FormSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the settings" className="grid gap-6">
      <Skeleton className="h-56 w-full" />
      <Skeleton className="h-32 w-full" />
    </div>
  );
}
