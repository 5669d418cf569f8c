"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  kodiTransportLabels,
  kodiTransports,
  playerFacts,
  playerKinds,
  transportOf,
  withTransport,
} from "#lib/players/vocabulary.ts";
import type { PlayerValues } from "./player-values.ts";

type ConnectionFieldsProps = {
  values: PlayerValues;
  onChange: (patch: Partial<PlayerValues>) => void;
  errors: Record<string, string>;
  secretProblem: string | null;
};

const kinds = playerKinds.map((value) => ({ value, label: playerFacts[value].label }));
const transports = kodiTransports.map((value) => ({ value, label: kodiTransportLabels[value] }));
const plain = { className: "font-mono", autoComplete: "off", autoCapitalize: "none", spellCheck: false };

/** What kind of player it is, where it is, and how Metarr signs in there. */
export function ConnectionFields({ values, onChange, errors, secretProblem }: ConnectionFieldsProps) {
  const { kind, name, url, username, secret } = values;
  const { secretLabel, secretHint, example } = playerFacts[kind];
  const transport = transportOf(url);
  const isKodi = kind === "kodi";
  const needsLogin = !isKodi || transport === "http";
  return (
    <>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="Type">
          {({ id }) => (
            <Select
              id={id}
              options={kinds}
              value={kind}
              onValueChange={(value) => onChange({ kind: playerKinds.find((one) => one === value) ?? kind })}
            />
          )}
        </Field>
        <Field label="Name" hint="How Metarr calls it." error={errors.name}>
          {(control) => (
            <Input
              maxLength={100}
              autoComplete="off"
              placeholder="Living room"
              value={name}
              onChange={(event) => onChange({ name: event.target.value })}
              {...control}
            />
          )}
        </Field>
      </div>
      {isKodi && (
        <Field label="Connection" hint="Both are switched on in Kodi's settings under Services, Control.">
          {({ id }) => (
            <Select
              id={id}
              options={transports}
              value={transport}
              onValueChange={(value) => {
                const next = kodiTransports.find((one) => one === value) ?? transport;
                onChange({ url: withTransport(url, next) });
              }}
            />
          )}
        </Field>
      )}
      <Field
        label="Address"
        hint={`Such as ${isKodi ? withTransport(example, transport) : example}.`}
        error={errors.url}
      >
        {(control) => (
          <Input {...plain} value={url} onChange={(event) => onChange({ url: event.target.value })} {...control} />
        )}
      </Field>
      {needsLogin && (
        <div className="grid items-start gap-5 sm:grid-cols-2">
          {isKodi && (
            <Field label="User name" error={errors.username}>
              {(control) => (
                <Input
                  {...plain}
                  value={username}
                  onChange={(event) => onChange({ username: event.target.value })}
                  {...control}
                />
              )}
            </Field>
          )}
          <Field label={secretLabel} hint={secretHint} error={errors.secret ?? secretProblem ?? undefined}>
            {(control) => (
              <Input
                {...plain}
                value={secret}
                onFocus={(event) => event.target.select()}
                onChange={(event) => onChange({ secret: event.target.value })}
                {...control}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
