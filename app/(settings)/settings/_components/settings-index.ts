import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { type ProviderName, providerFacts, providerNames } from "#lib/providers/vocabulary.ts";

/** A page of the settings. */
export type SettingsSection = { href: string; label: string; description: string; role: Role };

export const settingsSections = [
  {
    href: "/settings/libraries",
    label: "Libraries",
    description: "Folders of films: add, scan, publish, and what the last scan found.",
    role: "admin",
  },
  {
    href: "/settings/ignore-patterns",
    label: "Ignore patterns",
    description: "Files and folders that scans pass over: the system's and your own.",
    role: "admin",
  },
  {
    href: "/settings/providers",
    label: "Providers",
    description: "Keys, limits and use of TMDB, TVDB, TVmaze, OMDb and fanart.tv, who wins, and languages.",
    role: "admin",
  },
  {
    href: "/settings/trailers",
    label: "Trailers",
    description: "Whether they are chosen and downloaded, how large, and which yt-dlp does it.",
    role: "admin",
  },
  {
    href: "/settings/backup",
    label: "Backup",
    description: "Copies of the database: make, check, download, and how to restore one.",
    role: "admin",
  },
  {
    href: "/settings/players",
    label: "Players",
    description: "Kodi, Jellyfin, Emby and Plex: who is told what changed, and what became of it.",
    role: "admin",
  },
  {
    href: "/settings/schedules",
    label: "Schedules",
    description: "What runs by itself and when: scans, refreshes, cleaning up, backups.",
    role: "admin",
  },
  {
    href: "/settings/notifications",
    label: "Notifications",
    description: "Who is told what: webhooks, Discord, ntfy and e-mail.",
    role: "admin",
  },
  {
    href: "/settings/webhooks",
    label: "Webhooks",
    description: "What Radarr and Sonarr tell: their secrets, how they name folders, and the log.",
    role: "admin",
  },
  { href: "/settings/users", label: "Users", description: "Who may sign in, and what they may do.", role: "admin" },
  {
    href: "/settings/system",
    label: "System",
    description: "Health, workers, disks, database and version.",
    role: "admin",
  },
  {
    href: "/settings/account",
    label: "Account",
    description: "Your password, sessions and API keys.",
    role: "viewer",
  },
] as const satisfies readonly SettingsSection[];

/** One setting, as the search finds it. */
export type SettingEntry = {
  title: string;
  /** What it does and what it affects. */
  description: string;
  href: string;
  role: Role;
  /** Other words people look for. */
  words: string;
};

const library = { href: "/settings/libraries", role: "admin" } as const;
const system = { href: "/settings/system", role: "admin" } as const;
const account = { href: "/settings/account", role: "viewer" } as const;
const provider = (anchor: string) => ({ href: `/settings/providers#${anchor}`, role: "admin" }) as const;

/** What every provider has. */
function providerEntries(name: ProviderName): SettingEntry[] {
  const { label, needsKey, languages } = providerFacts[name];
  const key = {
    ...provider(`${name}-key`),
    title: `${label} key`,
    description: "With a test, before it is saved.",
    words: "api token secret password connection pin",
  };
  const ownLanguage = {
    ...provider(`${name}-language`),
    title: `Language of ${label}`,
    description: "Its language, country and fallback languages, where they differ from the library's.",
    words: "locale region translation certification",
  };
  return [
    {
      ...provider(`${name}-enabled`),
      title: `Ask ${label}`,
      description: "Off: no request goes there.",
      words: "provider switch on off disable",
    },
    ...(needsKey ? [key] : []),
    {
      ...provider(`${name}-rate`),
      title: `Requests a second to ${label}`,
      description: "Over all workers together.",
      words: "rate limit speed 429",
    },
    ...(languages.length > 0 ? [ownLanguage] : []),
    {
      ...provider(`${name}-address`),
      title: `Address of ${label}`,
      description: "For a mirror or a proxy.",
      words: "base url host",
    },
  ];
}

const entries: readonly SettingEntry[] = [
  {
    ...library,
    title: "Add a library",
    description: "A folder of films that Metarr reads.",
    words: "folder path root",
  },
  {
    ...library,
    title: "Automation",
    description: "What Metarr does without being asked.",
    words: "manual review full automatic",
  },
  {
    ...library,
    title: "Player",
    description: "Whose file names are used for NFO and artwork.",
    words: "profile kodi jellyfin emby plex naming",
  },
  {
    ...library,
    title: "What is there already",
    description: "Whose values win at the first scan.",
    words: "existing keep replace nfo",
  },
  {
    ...library,
    title: "NFO changed by somebody else",
    description: "Import, overwrite or ask.",
    words: "policy outside conflict",
  },
  {
    ...library,
    title: "Language and country of a library",
    description: "Of titles, plots, artwork and age ratings.",
    words: "region locale certification",
  },
  {
    ...library,
    title: "Artwork of a library",
    description: "How many pictures of each type, and whose languages come first.",
    words: "poster fanart logo banner limit textless",
  },
  {
    ...library,
    title: "Picture replaced by somebody else",
    description: "Use it, put ours back, or ask.",
    words: "artwork policy adopt restore outside conflict publish",
  },
  {
    ...library,
    title: "Names of published files",
    description: "Of your own, with a preview; NFO on or off; portraits of people.",
    words: "publish naming template rename poster fanart actors",
  },
  {
    ...library,
    title: "Trailers of a library",
    description: "What differs there from the settings of trailers.",
    words: "video download language size",
  },
  {
    href: "/settings/trailers#enabled",
    role: "admin",
    title: "Choose and download trailers",
    description: "Off: none is chosen or downloaded by itself.",
    words: "video youtube automatic disable",
  },
  {
    href: "/settings/trailers#max-height",
    role: "admin",
    title: "Largest picture of trailers",
    description: "Nothing larger is downloaded.",
    words: "resolution size 1080p 4k quality",
  },
  {
    href: "/settings/trailers#ytdlp",
    role: "admin",
    title: "yt-dlp",
    description: "Which version downloads trailers, and whether it is too old.",
    words: "youtube program version missing",
  },
  {
    href: "/settings/backup#keep",
    role: "admin",
    title: "Backups to keep",
    description: "How many stay; older ones are deleted.",
    words: "retention copies database nightly schedule",
  },
  {
    href: "/settings/backup#with-cache",
    role: "admin",
    title: "Pictures and trailers in backups",
    description: "Off: the database alone.",
    words: "cache artwork size backup",
  },
  {
    href: "/settings/backup#restore",
    role: "admin",
    title: "Restore a backup",
    description: "The command, and what it does.",
    words: "recover rollback command line disaster",
  },
  {
    href: "/verify",
    role: "editor",
    title: "Verify files",
    description: "Compares published files, the cache and the database, and repairs what is not as it should be.",
    words: "check integrity repair damaged missing orphans bit rot",
  },
  {
    href: "/settings/schedules",
    role: "admin",
    title: "When libraries are verified",
    description: "By the clock, for each library.",
    words: "verify check integrity schedule",
  },
  {
    href: "/settings/ignore-patterns",
    role: "admin",
    title: "Pass over files and folders",
    description: "Names and patterns that no scan looks at.",
    words: "ignore exclude skip glob hidden samples",
  },
  {
    ...library,
    title: "Scan reports",
    description: "What each scan of a library added, changed, moved, missed and skipped.",
    words: "history log problems",
  },
  { ...library, title: "Scan now", description: "Look what changed in a library.", words: "rescan refresh" },
  ...providerNames.flatMap((name) => providerEntries(name)),
  {
    ...provider("new-language"),
    title: "Language of new libraries",
    description: "What a library starts with; each has its own.",
    words: "tmdb default locale translation",
  },
  {
    ...provider("new-region"),
    title: "Country of new libraries",
    description: "Whose age rating counts in a library that is added.",
    words: "tmdb default region certification",
  },
  {
    ...provider("fallback-languages"),
    title: "Fallback languages",
    description: "Taken where a library's own language has nothing.",
    words: "locale translation english",
  },
  {
    ...provider("order-movie"),
    title: "Who wins for films",
    description: "The order of providers whose values are taken.",
    words: "priority trust merge source",
  },
  {
    ...provider("order-series"),
    title: "Who wins for series",
    description: "The order of providers whose values are taken.",
    words: "priority trust merge source episodes",
  },
  {
    ...provider("order-fields"),
    title: "Who wins for a single field",
    description: "Such as the plot of films, from another provider first.",
    words: "priority override merge source",
  },
  {
    ...provider("order-artwork"),
    title: "Who wins for a type of artwork",
    description: "Such as logos, from another provider first.",
    words: "priority override poster fanart clearlogo",
  },
  {
    ...provider("stale-days"),
    title: "Days until metadata is stale",
    description: "When it is fetched again by itself.",
    words: "refresh update changes schedule old",
  },
  {
    ...provider("answers-size"),
    title: "Kept answers",
    description: "How much of what providers answered is kept.",
    words: "cache size megabytes disk purge",
  },
  {
    ...provider("tmdb-images"),
    title: "Address of TMDB's pictures",
    description: "For a mirror or a proxy.",
    words: "image base url host",
  },
  {
    ...provider("omdb-day"),
    title: "Requests a day to OMDb",
    description: "Where Metarr stops until midnight UTC.",
    words: "quota limit 1000 free",
  },
  {
    ...provider("accept-score"),
    title: "Points to accept",
    description: "From which score on a film counts as found.",
    words: "identify threshold match review",
  },
  {
    ...provider("margin"),
    title: "Points ahead",
    description: "How far the best match must be ahead of the second.",
    words: "identify threshold match review",
  },
  {
    ...provider("default-rating"),
    title: "Default rating",
    description: "IMDb's or TMDB's.",
    words: "imdb stars votes",
  },
  {
    href: "/settings/players/new",
    role: "admin",
    title: "Add a player",
    description: "Kodi, Jellyfin, Emby or Plex, with a test before it is saved.",
    words: "media server television refresh notify scan password token key",
  },
  {
    href: "/settings/players",
    role: "admin",
    title: "Folders of a player",
    description: "Where it sees the same folders under another path.",
    words: "path mapping smb nfs share translate",
  },
  {
    href: "/settings/players#groups",
    role: "admin",
    title: "Groups of players",
    description: "Players that share one library, of which only one is told.",
    words: "kodi mysql shared database",
  },
  {
    href: "/settings/players#history",
    role: "admin",
    title: "What players were told",
    description: "Every change, whether it was taken, and sending it again.",
    words: "history log failed retry notify refresh",
  },
  {
    href: "/settings/schedules",
    role: "admin",
    title: "When things run",
    description: "Scans, refreshes, publishing, cleaning up and backups, by the clock.",
    words: "cron time nightly daily hourly automatic timer",
  },
  {
    href: "/settings/notifications",
    role: "admin",
    title: "Channels of notifications",
    description: "Webhook, Discord, ntfy and e-mail, each with its events and a test.",
    words: "notify message alert push smtp mail",
  },
  {
    href: "/settings/notifications#history",
    role: "admin",
    title: "Sent notifications",
    description: "What was told, and what did not arrive.",
    words: "history log failed",
  },
  {
    href: "/settings/webhooks#add",
    role: "admin",
    title: "Add Radarr or Sonarr",
    description: "So that what they download, rename or delete is looked at right away.",
    words: "webhook connect source secret notification import upgrade",
  },
  {
    href: "/settings/webhooks",
    role: "admin",
    title: "Path mappings of Radarr and Sonarr",
    description: "Where they name a folder otherwise than Metarr, with a test.",
    words: "webhook remote container docker folder",
  },
  {
    href: "/settings/webhooks#log",
    role: "admin",
    title: "Log of webhooks",
    description: "What came in, what became of it, and reading it again.",
    words: "webhook event replay payload history",
  },
  {
    href: "/settings/users",
    role: "admin",
    title: "Add a person",
    description: "Who may sign in, and as what.",
    words: "user role editor viewer administrator",
  },
  {
    ...system,
    title: "Health",
    description: "Whether worker, database, disks and providers are well.",
    words: "status problems",
  },
  {
    ...system,
    href: "/settings/system#free-space",
    title: "Room that stays free",
    description: "Below how many megabytes nothing is downloaded.",
    words: "disk full space megabytes downloads artwork trailers",
  },
  {
    ...system,
    href: "/settings/system#retention",
    title: "Days in the recycle bin",
    description: "How long files that Metarr removed or replaced can be put back.",
    words: "retention trash delete purge restore keep",
  },
  { ...system, title: "Workers", description: "Which run, and when they were heard of.", words: "heartbeat process" },
  {
    ...system,
    title: "Disk space",
    description: "Free space of the data folder and the libraries.",
    words: "storage full",
  },
  { ...system, title: "Version", description: "Of Metarr, Node.js and the database.", words: "about sqlite postgres" },
  { ...account, title: "Password", description: "Change your own.", words: "login" },
  {
    ...account,
    title: "Sessions",
    description: "Browsers that are signed in as you.",
    words: "sign out revoke device",
  },
  { ...account, title: "API keys", description: "For scripts and other programs.", words: "token" },
];

/** The sections a person may open. */
export const sectionsFor = (role: Role): SettingsSection[] =>
  settingsSections.filter((section) => hasRole({ role }, section.role));

/** The sections with the query in their name. */
export function sectionsNamed(query: string, role: Role): SettingsSection[] {
  const wanted = query.trim().toLowerCase();
  return wanted === "" ? [] : sectionsFor(role).filter(({ label }) => label.toLowerCase().includes(wanted));
}

/** Settings with every word of the query in their title, description or other words; those with it in the title first. */
export function searchSettings(query: string, role: Role): SettingEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const inTitle = ({ title }: SettingEntry) => words.every((word) => title.toLowerCase().includes(word));
  const found = entries.filter((entry: SettingEntry) => {
    const text = `${entry.title} ${entry.description} ${entry.words}`.toLowerCase();
    return hasRole({ role }, entry.role) && words.every((word) => text.includes(word));
  });
  return [...found.filter(inTitle), ...found.filter((entry) => !inTitle(entry))];
}
