import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { providerNames } from "#lib/providers/vocabulary.ts";
import { AnswersForm } from "./_components/answers-form.tsx";
import { LanguagesForm } from "./_components/languages-form.tsx";
import { MatchForm } from "./_components/match-form.tsx";
import { OrderForm } from "./_components/order-form.tsx";
import { OwnOrders } from "./_components/own-orders.tsx";
import { ProviderCard } from "./_components/provider-card.tsx";
import { RefreshForm } from "./_components/refresh-form.tsx";
import {
  getAnswersSetting,
  getLanguageSettings,
  getMatchSettings,
  getPriorities,
  getRefreshSetting,
  listProviderCards,
} from "./queries.ts";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Providers"
        description="Where titles, plots, cast, ratings and artwork come from. Your own edits and locked fields always win over them."
      />
      <div className="grid gap-6">
        <div className="grid gap-3">
          <Suspense fallback={<CardsSkeleton />}>
            <Providers />
          </Suspense>
        </div>
        <Section
          title="Who wins"
          description="Where several providers have a value, the first of the order that says something is taken. An empty value never wins, and a list is taken as a whole."
          label="Reading the orders"
          rows={4}
        >
          <Priorities />
        </Section>
        <Section
          title="Languages"
          description="Of titles, plots and artwork. A library can have fallback languages of its own."
          label="Reading the languages"
          rows={2}
        >
          <Languages />
        </Section>
        <Section
          title="Identification and ratings"
          description="A film and a search result get up to 100 points: 60 for the title, 25 for the year, 15 for the runtime."
          label="Reading the settings"
          rows={2}
        >
          <Match />
        </Section>
        <Section
          title="Refreshing"
          description="Once a day Metarr reads what changed at TMDB, TVDB and TVmaze and fetches only that again. What they do not tell of is asked for when it is stale."
          label="Reading the days"
          rows={1}
        >
          <Refresh />
        </Section>
        <Section
          title="Kept answers"
          description="A provider's answer is used for a week without asking again, and for a month after that to ask only whether it changed."
          label="Reading the size"
          rows={1}
        >
          <Answers />
        </Section>
        <p className="text-3 text-sm">
          This product uses the TMDB API but is not endorsed or certified by TMDB. Series data is also from TheTVDB and
          from TVmaze (CC BY-SA 4.0), artwork also from fanart.tv.
        </p>
      </div>
    </>
  );
}

async function Providers() {
  return (await listProviderCards()).map((card) => <ProviderCard key={card.provider} card={card} />);
}

async function Priorities() {
  const { movie, series, fields, artwork } = await getPriorities();
  return (
    <div className="grid gap-8">
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <OrderForm kind="movie" saved={movie} />
        <OrderForm kind="series" saved={series} />
      </div>
      <OwnOrders list="fields" saved={fields} />
      <OwnOrders list="artwork" saved={artwork} />
    </div>
  );
}

async function Languages() {
  return <LanguagesForm shown={await getLanguageSettings()} />;
}

async function Match() {
  return <MatchForm shown={await getMatchSettings()} />;
}

async function Refresh() {
  return <RefreshForm shown={await getRefreshSetting()} />;
}

async function Answers() {
  return <AnswersForm shown={await getAnswersSetting()} />;
}

type SectionProps = { title: string; description: string; label: string; rows: number; children: ReactNode };

function Section({ title, description, label, rows, children }: SectionProps) {
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <CardContent>
        <Suspense fallback={<FormSkeleton label={label} rows={rows} />}>{children}</Suspense>
      </CardContent>
    </Card>
  );
}

function CardsSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the providers" className="grid gap-3">
      {providerNames.map((name) => (
        <Skeleton key={name} className="h-20 w-full rounded-lg" />
      ))}
    </div>
  );
}

function FormSkeleton({ label, rows }: { label: string; rows: number }) {
  return (
    <div aria-busy role="status" aria-label={label} className="grid gap-5">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <div key={row} className="grid gap-2">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-8 w-full touch:h-11" />
          <Skeleton className="h-4 w-64 max-w-full" />
        </div>
      ))}
    </div>
  );
}
