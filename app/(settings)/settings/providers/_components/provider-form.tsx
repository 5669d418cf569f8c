"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { SettingAnchor } from "#app/(settings)/settings/_components/setting-anchor.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import { useSave } from "../../_components/use-save.ts";
import { saveProvider } from "../actions.ts";
import type { ProviderCardData, ShownSetting } from "../queries.ts";
import { refusedText } from "./describe-provider.ts";
import { KeyField, SecretField } from "./key-field.tsx";
import { labelOfPart, offHints, type partLabels } from "./provider-parts.ts";
import { TestVerdict } from "./test-verdict.tsx";
import { TextSetting } from "./text-setting.tsx";
import { useProviderTest } from "./use-provider-test.ts";

type TextPart = keyof typeof partLabels;
type Values = Record<TextPart, string> & { enabled: boolean };

const fields: readonly TextPart[] = [
  "apiKey",
  "secondKey",
  "ratePerSecond",
  "requestsPerDay",
  "ownLanguage",
  "ownRegion",
  "ownFallbackLanguages",
  "baseUrl",
  "imageBaseUrl",
];
/** Parts that are typed and are no secret, in the order of the form. */
const plainParts = [
  { part: "ratePerSecond", anchor: "rate", short: true },
  { part: "requestsPerDay", anchor: "day", short: true },
  { part: "ownLanguage", anchor: "language", short: true },
  { part: "ownRegion", anchor: "country", short: true },
  { part: "ownFallbackLanguages", anchor: "fallback-languages", short: false },
  { part: "baseUrl", anchor: "address", short: false },
  { part: "imageBaseUrl", anchor: "images", short: false },
] as const satisfies readonly { part: TextPart; anchor: string; short: boolean }[];

const textOf = (shown: ShownSetting | undefined): string => (shown?.value == null ? "" : String(shown.value));

function valuesOf({ shown }: ProviderCardData): Values {
  return {
    enabled: shown.enabled?.value === true,
    apiKey: textOf(shown.apiKey),
    secondKey: textOf(shown.secondKey),
    ratePerSecond: textOf(shown.ratePerSecond),
    requestsPerDay: textOf(shown.requestsPerDay),
    ownLanguage: textOf(shown.ownLanguage),
    ownRegion: textOf(shown.ownRegion),
    ownFallbackLanguages: textOf(shown.ownFallbackLanguages),
    baseUrl: textOf(shown.baseUrl),
    imageBaseUrl: textOf(shown.imageBaseUrl),
  };
}

/** The settings of a provider. The test asks with what stands here, before anything is saved. */
export function ProviderForm({ card }: { card: ProviderCardData }) {
  const { provider, shown, usage } = card;
  const { label } = providerFacts[provider];
  const router = useRouter();
  const [values, setValues] = useState(() => valuesOf(card));
  const { submit, saving, errors } = useSave({
    save: () => saveProvider({ provider, ...values }),
    done: `${label} is saved`,
    fields,
  });
  const { verdict, testing, forget, test } = useProviderTest();

  function set(patch: Partial<Values>) {
    if (patch.apiKey !== undefined || patch.secondKey !== undefined || patch.baseUrl !== undefined) forget();
    setValues((before) => ({ ...before, ...patch }));
  }

  const text = (part: TextPart) => ({
    value: values[part],
    onChange: (value: string) => set({ [part]: value }),
    error: errors.of[part],
  });
  const { apiKey, secondKey, baseUrl } = values;
  // A key that is being typed is another one.
  const isRefused = usage.state === "refused" && apiKey !== "" && apiKey === textOf(shown.apiKey);
  const tested = {
    onTest: () => test({ provider, apiKey, secondKey, baseUrl }, () => router.refresh()),
    testing,
    verdict,
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      {errors.rest !== undefined && (
        <ErrorState layout="inline" title="The settings were not saved" description={errors.rest} />
      )}
      <SettingAnchor id={`${provider}-enabled`}>
        <CheckField
          label={shown.enabled?.description.replace(/\.$/, "")}
          hint={offHints[provider]}
          checked={values.enabled}
          onChange={(enabled) => set({ enabled })}
        />
      </SettingAnchor>
      {shown.apiKey ? (
        <SettingAnchor id={`${provider}-key`}>
          <KeyField
            provider={provider}
            shown={shown.apiKey}
            {...text("apiKey")}
            error={errors.of.apiKey ?? (isRefused ? refusedText(provider, shown.apiKey) : undefined)}
            {...tested}
          />
        </SettingAnchor>
      ) : (
        <TestRow label={label} {...tested} />
      )}
      {shown.secondKey && (
        <SettingAnchor id={`${provider}-second-key`}>
          <SecretField
            label={labelOfPart(provider, "secondKey")}
            shown={shown.secondKey}
            hint={shown.secondKey.description}
            {...text("secondKey")}
          />
        </SettingAnchor>
      )}
      <PlainParts provider={provider} shown={shown} text={text} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={saving}>
          Save {label}
        </Button>
      </div>
    </form>
  );
}

type TextProps = { value: string; onChange: (value: string) => void; error: string | undefined };
type PlainPartsProps = {
  provider: ProviderName;
  shown: ProviderCardData["shown"];
  text: (part: TextPart) => TextProps;
};

function PlainParts({ provider, shown, text }: PlainPartsProps) {
  return plainParts.map(({ part, anchor, short }) => {
    const setting = shown[part];
    return (
      setting && (
        <SettingAnchor key={part} id={`${provider}-${anchor}`}>
          <TextSetting label={labelOfPart(provider, part)} shown={setting} {...text(part)} short={short} />
        </SettingAnchor>
      )
    );
  });
}

type TestRowProps = { label: string } & Pick<Parameters<typeof KeyField>[0], "onTest" | "testing" | "verdict">;

/** The test of a provider that needs no key. */
function TestRow({ label, onTest, testing, verdict }: TestRowProps) {
  return (
    <div className="grid justify-items-start gap-2">
      <Button pending={testing} onClick={onTest}>
        Test {label}
      </Button>
      <TestVerdict verdict={verdict} />
    </div>
  );
}
