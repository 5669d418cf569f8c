import {
  type ChannelKind,
  channelKinds,
  type NotificationEvent,
  type Severity,
  usualEvents,
} from "#lib/notifications/vocabulary.ts";
import type { Channel } from "../queries.ts";

/** A channel as its form holds it: every field as it is typed. */
export type ChannelDraft = {
  channelId: number | null;
  name: string;
  kind: ChannelKind;
  enabled: boolean;
  events: readonly string[];
  /** Null: every library. */
  libraryIds: readonly number[] | null;
  minSeverity: Severity;
  secret: string;
  settings: Record<string, string>;
};

type SettingField = {
  name: string;
  label: string;
  hint?: string;
  initial: string;
  type?: "url" | "email" | "number" | "security";
};

/** What each kind asks for beside its secret. */
export const settingFields: Record<ChannelKind, readonly SettingField[]> = {
  webhook: [
    { name: "url", label: "Address", initial: "", type: "url" },
    { name: "headerName", label: "Header of the secret", initial: "X-Metarr-Secret" },
  ],
  discord: [],
  ntfy: [
    { name: "url", label: "Server", initial: "https://ntfy.sh", type: "url" },
    { name: "topic", label: "Topic", initial: "", hint: "On ntfy.sh everybody who knows its name can read it." },
  ],
  email: [
    { name: "host", label: "Mail server", initial: "" },
    { name: "port", label: "Port", initial: "465", type: "number" },
    { name: "security", label: "Encryption", initial: "tls", type: "security" },
    { name: "username", label: "User name", initial: "", hint: "Empty: the server asks for none." },
    { name: "from", label: "From", initial: "", type: "email" },
    { name: "to", label: "To", initial: "", hint: "Several with commas between them." },
  ],
};

const initialSettings = (kind: ChannelKind): Record<string, string> =>
  Object.fromEntries(settingFields[kind].map(({ name, initial }) => [name, initial]));

export const emptyDraft = (kind: ChannelKind = channelKinds[0]): ChannelDraft => ({
  channelId: null,
  name: "",
  kind,
  enabled: true,
  events: usualEvents,
  libraryIds: null,
  minSeverity: "info",
  secret: "",
  settings: initialSettings(kind),
});

/** Another kind has other settings and another secret; the choice of events stays. */
export const withKind = (draft: ChannelDraft, kind: ChannelKind): ChannelDraft => ({
  ...draft,
  kind,
  secret: "",
  settings: initialSettings(kind),
});

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

export function draftOf({
  channelId,
  name,
  kind,
  enabled,
  events,
  filters,
  settings,
  maskedSecret,
}: Channel): ChannelDraft {
  const saved = Object.fromEntries(Object.entries(settings).map(([field, value]) => [field, textOf(value)]));
  return {
    channelId,
    name,
    kind,
    enabled,
    events,
    ...filters,
    secret: maskedSecret,
    settings: { ...initialSettings(kind), ...saved },
  };
}

/** What the server is asked to check and to keep. */
export function inputOf({ libraryIds, minSeverity, settings, ...draft }: ChannelDraft) {
  const { to } = settings;
  const recipients = to?.split(/[\s,;]+/).filter((address) => address !== "");
  return {
    ...draft,
    filters: { libraryIds, minSeverity },
    settings: recipients === undefined ? settings : { ...settings, to: recipients },
  };
}

/** An event in or out of the choice. */
export const toggled = (events: readonly string[], event: NotificationEvent): string[] =>
  events.includes(event) ? events.filter((each) => each !== event) : [...events, event];
