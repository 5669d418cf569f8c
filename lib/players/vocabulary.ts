import { z } from "zod";
import { blockedPortOf } from "#lib/providers/blocked-ports.ts";

export const playerKinds = ["kodi", "jellyfin", "emby", "plex"] as const;
export type PlayerKind = (typeof playerKinds)[number];

/** How Kodi is spoken to: through its web server, or through its remote control, raw or as a web socket. */
export const kodiTransports = ["http", "tcp", "websocket"] as const;
export type KodiTransport = (typeof kodiTransports)[number];

export const kodiTransportLabels = {
  http: "Web server (HTTP)",
  tcp: "Remote control (TCP)",
  websocket: "Remote control (WebSocket)",
} as const satisfies Record<KodiTransport, string>;

/** What people read of a kind of player, and what its form asks for. */
export const playerFacts = {
  kodi: {
    label: "Kodi",
    secretLabel: "Password",
    secretHint: "Of Kodi's web server, in its settings under Services, Control. The remote control needs none.",
    example: "http://192.168.1.20:8080",
  },
  jellyfin: {
    label: "Jellyfin",
    secretLabel: "API key",
    secretHint: "In Jellyfin's dashboard under API Keys.",
    example: "http://192.168.1.20:8096",
  },
  emby: {
    label: "Emby",
    secretLabel: "API key",
    secretHint: "In Emby's settings under API Keys.",
    example: "http://192.168.1.20:8096",
  },
  plex: {
    label: "Plex",
    secretLabel: "Token",
    secretHint: "The X-Plex-Token of an administrator of the server.",
    example: "http://192.168.1.20:32400",
  },
} as const satisfies Record<PlayerKind, { label: string; secretLabel: string; secretHint: string; example: string }>;

/** Addresses of Kodi by transport: the scheme says which one it is. */
export const kodiSchemes = {
  http: ["http:", "https:"],
  tcp: ["tcp:"],
  websocket: ["ws:", "wss:"],
} as const satisfies Record<KodiTransport, readonly string[]>;

/** What is kept of a player beside its address. */
export const playerSettingsSchema = z.object({
  /** Libraries whose changes it is told. Null: all, also later ones. */
  libraryIds: z.array(z.int().positive()).max(1000).nullable().default(null),
  /** Nothing is sent while something plays there. */
  skipWhilePlaying: z.boolean().default(true),
});
export type PlayerSettings = z.output<typeof playerSettingsSchema>;

const address = z
  .string()
  .trim()
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.hostname !== "" && url.username === "" && url.password === "";
  }, "Write the whole address, such as http://192.168.1.20:8080, without a name and password in it.")
  .superRefine((text, context) => {
    const message = blockedPortOf(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

const mapping = z.object({
  localPath: z.string().trim().min(1, "Write the folder as Metarr sees it.").max(4096).startsWith("/", "Start with /."),
  playerPath: z.string().trim().min(1, "Write the folder as the player sees it.").max(4096),
});

/** The form of a player. `secret` as it was shown keeps the one that is stored; empty forgets it. */
export const playerInput = z
  .object({
    name: z.string().trim().min(1, "Give it a name.").max(100),
    kind: z.enum(playerKinds),
    url: address,
    username: z.string().trim().max(200),
    secret: z.string().trim().max(2000),
    enabled: z.boolean(),
    groupId: z.int().positive().nullable(),
    ...playerSettingsSchema.shape,
    mappings: z
      .array(mapping)
      .max(100)
      .refine((all) => new Set(all.map((one) => one.localPath)).size === all.length, "Each folder can be mapped once."),
  })
  .superRefine(({ kind, url }, context) => {
    const allowed: readonly string[] = kind === "kodi" ? Object.values(kodiSchemes).flat() : kodiSchemes.http;
    if (allowed.includes(URL.parse(url)?.protocol ?? "")) return;
    const message =
      kind === "kodi"
        ? "Start with http:// for the web server, or with tcp:// or ws:// for the remote control."
        : "Start with http:// or https://.";
    context.addIssue({ code: "custom", path: ["url"], message });
  });
export type PlayerInput = z.output<typeof playerInput>;

/** The transport that an address of Kodi names. */
export function transportOf(url: string): KodiTransport {
  const [protocol] = /^[a-z]+:(?=\/\/)/i.exec(url.trim()) ?? [];
  return kodiTransports.find((one) => kodiSchemes[one].some((scheme) => scheme === protocol)) ?? "http";
}

const usualPorts = { http: "8080", tcp: "9090", websocket: "9090" } as const satisfies Record<KodiTransport, string>;

/** The same Kodi by another transport: a port that nobody changed goes along. */
export function withTransport(url: string, transport: KodiTransport): string {
  const before = transportOf(url);
  const [scheme] = kodiSchemes[transport];
  const rest = url
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/+$/, "");
  if (rest === "") return `${scheme}//`;
  const host = rest.endsWith(`:${usualPorts[before]}`) ? rest.slice(0, -usualPorts[before].length - 1) : rest;
  return `${scheme}//${host === rest && /:\d+$/.test(rest) ? rest : `${host}:${usualPorts[transport]}`}`;
}
