import { capital, strong, type TagRule, weak } from "./tag-rule.ts";

/** Channels glued to a codec, such as the 5.1 of DDP5.1. */
const ch = "(?:[ ._-]?[1-9][. _]?[0-2](?!\\d))?";

/** For each field, the first rule that matches wins. */
export const soundTags: readonly TagRule[] = [
  ...strong("audioCodec", {
    [`dts[ .:_-]?x${ch}`]: "dtshd_ma_x",
    [`dts[ .-]?hd[ .-]?(?:hra|hr)${ch}|dts[ .-]?hra?${ch}`]: "dtshd_hra",
    [`dts[ .-]?hd(?:[ .-]?ma)?${ch}|dts[ .-]?ma${ch}`]: "dtshd_ma",
    [`dts(?:[ .-]?es)?${ch}`]: "dts",
    [`true[ .-]?hd${ch}`]: "truehd",
    "ddpa[ .]?[1-9][. ]?[0-2]": "eac3_ddp_atmos",
    [`(?:ddp|dd\\+|dd[ .]?plus|e-?ac-?3d?|dolby[ .]?digital[ .]?plus)a?${ch}`]: "eac3",
    [`(?:ac-?3d?|dolby[ .]?digital)${ch}|dd[ .]?[1-7][. ][0-2]|dd[257][01]`]: "ac3",
    [`(?:he-?|q)?aac(?:-?lc)?${ch}(?:x\\d)?`]: "aac",
    [`flac${ch}(?:x\\d)?`]: "flac",
    [`l?pcm${ch}`]: "pcm",
    mp3: "mp3",
  }),
  ...weak("audioCodec", { [`opus${ch}`]: "opus", "vorbis|ogg": "vorbis", wma: "wma", dd: "ac3", mp2: "mp2" }),
  ...weak("atmos", { "(?:[1-9][. ][0-2])?atmos": "atmos" }),
  ...strong("other", {
    "(?:8|10|12)[ .-]?bits?": "",
    "(?:hi|yuv)(?:10|422|444)p?\\d*": "",
    "h[ -]?sbs": "",
    "h[ -]?ou": "",
    "(?:half|full)[ .-](?:sbs|ou|tab)|f[ -]?sbs|f[ -]?ou|mvc": "",
    "main[ .-]?10": "",
    "(?:nl|eng?|en|e|m|ger|fr|heb|swe|dk|nor|nordic|multi|hard|soft|esp|ita?|rus|pl|ro|cz|hun|gre|fin|vost)[ ._-]?subs?(?:bed)?|sub(?:bed|s|forced)?[ ._-]?(?:nl|eng|ita|esp|fr|ger|rus|pt|pl|ro|hun|swe|fin)":
      "",
    "cbr|cbz": "",
    // Studios that dub, by the name of their site.
    "(?:lostfilm|newstudio|novafilm|baibako)[ .]?tv": "",
    "(?:dual|multi|triple|quad)[ .-]audio|multi[ .-]subs?": "",
  }),
  ...weak("other", {
    "proper\\d?|repack\\d?|rerip|internal|limited|nordic|read[ .]?nfo|retail|dirfix|nfofix|v[2-9]|ws|fs|dubbed|festival|convert|stv|custom":
      "",
    "real|complete|hybrid|multi(?:[ .-]?(?:subs?|audio|lang))?|dual(?:[ .-]?audio)?|(?:triple|quad)[ .-]audio|[2-9][ .]?audios?|multi[2-9]|subs?|subbed|dub|hardsub(?:bed)?|softsub":
      "",
    "amzn|nf|netflix|dsnp|hmax|atvp|pcok|pmtp|hulu|stan|crav|cc|max|it|red|sho|itunes|ip|roku|vudu|pdtv|dsnyp?|abema|adn|cr|b-global|bilibili|baha|viu|hs|zee5|aptv|ddp":
      "",
    "(?:english|german|french|italian|spanish|dutch|swedish|danish|polish|russian|arabic|chinese|korean)[ .]sub(?:s|titles?)?|ger[ .]subs?":
      "",
    "sub(?:s|titles?)?[ .](?:english|german|french|italian|spanish|dutch|polish|russian)": "",
    "3d|sbs|hou|ou|hc|sdr|[1-9]ch|ml|dl|md|ld|line|mic|uhd|hd|sd|hq|lq|ntsc|pal|uncompressed|10p|remux|nc|avi|mkv|mp4|hls|h26[45]|open":
      "",
    "[1257][. ][0-2]": "",
    "(?:23|24|25|29|30|48|50|60)(?:\\.97\\d?)?[ .]?fps|\\d{3,5}[ .]?(?:mb|gb|kbps)|[1-9]\\d?(?:[.,]\\d{1,2})?[ .]?gb|\\d{2,3}hz|\\d{3}kbit":
      "",
    "vost|raw|batch|fansub|fastsub|gb|big5|chs(?:_?jpn?)?|cht(?:_?jpn?)?|smartbd|obfuscated|colorized|in[ .]color|upscaled?|ai[ .-]?upscaled?|60fps|p2p|p[5-8]|dxva|scene|subfrench|subforced|regraded|fullscreen|widescreen":
      "",
  }),
  ...capital("other", { "VO|VOST|SUB|HDR|MA|HR|EN[ .]?SUB": "" }),
];
