import { hasRole, type Role } from "#lib/access/vocabulary.ts";

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
    description: "TMDB: key, language, limits and use. When a film counts as identified.",
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

const entries = [
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
  {
    ...provider("tmdb-enabled"),
    title: "Ask TMDB",
    description: "Off: nothing is identified or fetched.",
    words: "switch on off disable",
  },
  {
    ...provider("tmdb-key"),
    title: "TMDB key",
    description: "API key or read access token, with a test.",
    words: "api token secret password connection",
  },
  {
    ...provider("tmdb-language"),
    title: "Language of new libraries",
    description: "What a library starts with; each has its own.",
    words: "tmdb default locale translation",
  },
  {
    ...provider("tmdb-region"),
    title: "Country of new libraries",
    description: "Whose age rating counts in a library that is added.",
    words: "tmdb default region certification",
  },
  {
    ...provider("tmdb-rate"),
    title: "Requests a second",
    description: "To TMDB, over all workers together.",
    words: "rate limit speed 429",
  },
  {
    ...provider("tmdb-address"),
    title: "Address of TMDB",
    description: "For a mirror or a proxy.",
    words: "base url host",
  },
  {
    ...provider("tmdb-images"),
    title: "Address of TMDB's pictures",
    description: "For a mirror or a proxy.",
    words: "image base url host",
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
] as const satisfies readonly SettingEntry[];

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
