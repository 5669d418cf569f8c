import { z } from "zod";

/** How much an event matters, from least to most. */
export const severities = ["info", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

export const severityLabels = {
  info: "Everything",
  warning: "Warnings and errors",
  error: "Errors only",
} as const satisfies Record<Severity, string>;

export type EventFacts = {
  label: string;
  /** What happened, and what it means for the person who reads it. */
  about: string;
  severity: Severity;
  /** What several of them are called together. */
  sum: (count: number) => string;
  /** About the same thing it is told once in so long. */
  quietMs?: number;
};

const dayMs = 24 * 3_600_000;
const several = (one: string, many: string) => (count: number) =>
  count === 1 ? one : `${count.toLocaleString("en")} ${many}`;

/** Everything a channel can be told of. */
export const notificationEvents = {
  "job.failed": {
    label: "A job failed",
    about: "It was tried as often as allowed and is not tried again by itself.",
    severity: "error",
    sum: several("A job failed", "jobs failed"),
  },
  "backup.failed": {
    label: "A backup failed",
    about: "There is no new copy of the database.",
    severity: "error",
    sum: several("A backup failed", "backups failed"),
  },
  "library.offline": {
    label: "A library is offline",
    about: "A scan found its folder gone, empty or on another disk, and changed nothing.",
    severity: "error",
    sum: several("A library is offline", "folders of libraries are offline"),
  },
  "library.online": {
    label: "A library is back",
    about: "A folder that was offline was scanned again.",
    severity: "info",
    sum: several("A library is back", "folders of libraries are back"),
  },
  "provider.key": {
    label: "A provider refuses its key",
    about: "Nothing is fetched from it until somebody enters another key. Told once a day.",
    severity: "error",
    sum: several("A provider refuses its key", "providers refuse their keys"),
    quietMs: dayMs,
  },
  "disk.full": {
    label: "The disk is nearly full",
    about: "Less than 1 GB is free in the data folder. Told once a day.",
    severity: "error",
    sum: several("The disk is nearly full", "disks are nearly full"),
    quietMs: dayMs,
  },
  "player.unreachable": {
    label: "A player cannot be reached",
    about: "It did not answer for long, so what changed is not shown there. Told once a day.",
    severity: "warning",
    sum: several("A player cannot be reached", "players cannot be reached"),
    quietMs: dayMs,
  },
  "publish.conflict": {
    label: "A publish needs a decision",
    about: "A published file was changed by somebody else, and the library says to ask.",
    severity: "warning",
    sum: several("A publish needs a decision", "films and series need a decision before they are published"),
    quietMs: 7 * dayMs,
  },
  "verify.findings": {
    label: "Verifying found something",
    about: "Files, cache or rows are not as they should be.",
    severity: "warning",
    sum: several("Verifying found something", "things were found by verifying"),
  },
  "items.review": {
    label: "Something is to be reviewed",
    about: "A film or series could not be identified for sure and waits in the review.",
    severity: "warning",
    sum: several("A film or series is to be reviewed", "films and series are to be reviewed"),
    quietMs: 30 * dayMs,
  },
  "films.added": {
    label: "Films were added",
    about: "A scan found new films.",
    severity: "info",
    sum: several("A film was added", "films were added"),
  },
  "episodes.added": {
    label: "Episodes were added",
    about: "A scan found new episodes.",
    severity: "info",
    sum: several("An episode was added", "episodes were added"),
  },
  "files.upgraded": {
    label: "Files were replaced",
    about: "A film or episode has another file than before, such as one of better quality.",
    severity: "info",
    sum: several("A film or episode has a new file", "films and episodes have new files"),
  },
} as const satisfies Record<string, EventFacts>;

export type NotificationEvent = keyof typeof notificationEvents;

const isEvent = (value: string): value is NotificationEvent => Object.hasOwn(notificationEvents, value);
export const eventNames: readonly NotificationEvent[] = Object.keys(notificationEvents).filter(isEvent);
/** The facts by a name that may be of another version. */
export const factsOfEvent = (event: string): EventFacts | undefined =>
  isEvent(event) ? notificationEvents[event] : undefined;

/** A new channel is told what needs somebody, and not what went well. */
export const usualEvents: readonly NotificationEvent[] = eventNames.filter(
  (event) => notificationEvents[event].severity !== "info",
);

export const eventSchema = z.string().refine(isEvent, "There is no such event.");

/** Which of its events a channel is told of. */
export const channelFilters = z.object({
  /** Events of these libraries and those of no library. Null: of every library. */
  libraryIds: z.array(z.int().positive()).min(1, "Choose a library, or every one.").max(1000).nullable().default(null),
  minSeverity: z.enum(severities).default("info"),
});
export type ChannelFilters = z.output<typeof channelFilters>;

export const channelKinds = ["webhook", "discord", "ntfy", "email"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What each kind is, and what its secret is called. */
export const kindFacts = {
  webhook: {
    label: "Webhook",
    about: "Sends JSON to an address of yours.",
    secretLabel: "Secret",
    secretHint: "Sent in the header named above. Empty: no such header.",
    needsSecret: false,
  },
  discord: {
    label: "Discord",
    about: "Writes into a channel of Discord.",
    secretLabel: "Webhook address",
    secretHint: "Channel settings, Integrations, Webhooks, Copy webhook URL. Whoever has it can write there.",
    needsSecret: true,
  },
  ntfy: {
    label: "ntfy",
    about: "Pushes to phones and desktops through ntfy.sh or a server of your own.",
    secretLabel: "Access token",
    secretHint: "Only for topics that are protected.",
    needsSecret: false,
  },
  email: {
    label: "E-mail",
    about: "Sends through a mail server (SMTP).",
    secretLabel: "Password",
    secretHint: "Empty: the server asks for none.",
    needsSecret: false,
  },
} as const satisfies Record<
  ChannelKind,
  { label: string; about: string; secretLabel: string; secretHint: string; needsSecret: boolean }
>;

const webAddress = z
  .url({ protocol: /^https?$/, error: "Write the whole address, such as https://example.org/hook." })
  .max(2000)
  .refine((value) => {
    const url = URL.parse(value);
    return url?.username === "" && url.password === "";
  }, "Leave the name and password out of the address.");
const mailAddress = z.email("Write one e-mail address, such as name@example.org.").max(254);
/** No line breaks or spaces: it becomes part of a header. */
const headerName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,64}$/, "A header name has letters, digits and hyphens.")
  .refine((name) => !/^(host|content-length|transfer-encoding|connection|content-type)$/i.test(name), {
    error: "This header is set by Metarr itself. Choose another one.",
  });

export const mailSecurities = ["tls", "starttls", "none"] as const;
export const mailSecurityLabels = {
  tls: "TLS (465)",
  starttls: "STARTTLS (587)",
  none: "None (25)",
} as const satisfies Record<(typeof mailSecurities)[number], string>;

/** What of each kind is no secret. */
export const channelSettings = {
  webhook: z.object({ url: webAddress, headerName: headerName.default("X-Metarr-Secret") }),
  discord: z.object({}),
  ntfy: z.object({
    url: webAddress.default("https://ntfy.sh"),
    topic: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "A topic has letters, digits, hyphens and underscores, at most 64."),
  }),
  email: z.object({
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "Write the name of the mail server, such as mail.example.org."),
    port: z.coerce.number("Write a number from 1 to 65,535.").int().min(1).max(65_535),
    security: z.enum(mailSecurities).default("tls"),
    username: z.string().trim().max(254).default(""),
    from: mailAddress,
    to: z.array(mailAddress).min(1, "Write whom it goes to.").max(20),
  }),
} as const satisfies Record<ChannelKind, z.ZodType>;

export type ChannelSettings = { [K in ChannelKind]: z.output<(typeof channelSettings)[K]> };

export type MessageStatus = "pending" | "sent" | "failed";
