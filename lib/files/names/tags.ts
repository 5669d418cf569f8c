export type TagField =
  | "resolution"
  | "source"
  | "videoCodec"
  | "audioCodec"
  | "atmos"
  | "hdr"
  | "language"
  | "edition"
  | "other";

export type TagRule = {
  /** Source of a regular expression, matched as a whole word without regard to letter case. */
  pattern: string;
  field: TagField;
  value: string;
  /** True for words that titles use too: they count only behind the year or a tag that no title uses. */
  isWeak: boolean;
};

const strong = (field: TagField, rows: Record<string, string>): TagRule[] => rules(field, rows, false);
const weak = (field: TagField, rows: Record<string, string>): TagRule[] => rules(field, rows, true);

function rules(field: TagField, rows: Record<string, string>, isWeak: boolean): TagRule[] {
  return Object.entries(rows).map(([pattern, value]) => ({ pattern, field, value, isWeak }));
}

/** Channels glued to a codec, such as the 5.1 of DDP5.1. */
const ch = "(?:[ ._-]?[1-9][. _]?[0-2])?";

/** For each field, the first rule that matches wins; hdr, language and edition collect all. */
export const tagRules: readonly TagRule[] = [
  ...strong("resolution", {
    "4320[pi]|8k(?:[ .]?uhd)?|7680x4320": "4320p",
    "2160[pi]|4k(?:[ .]?uhd)?|uhd[ .]?4k|3840x2\\d{3}|4096x2\\d{3}": "2160p",
    "1440[pi]|2560x1440": "1440p",
    "1080[pi]\\d{0,2}|fhd|full[ .-]?hd|1920x\\d{3,4}": "1080p",
    "720[pi]\\d{0,2}|1280x\\d{3}": "720p",
    "576[pi]|720x576": "576p",
    "540[pi]": "540p",
    "480[pi]|640x480|720x480|854x480": "480p",
    "360[pi]": "360p",
  }),
  ...strong("source", {
    "remux|b[dr][ .-]?remux|uhd[ .-]?remux": "remux",
    "web[ ._-]?rip|webmux": "webrip",
    "web[ ._-]?dl|webhd|amzn[ .-]?web|itunes[ .-]?hd": "web-dl",
    "(?:uhd[ .-]?)?(?:blu[ .-]?ray|bluray)|bd[ .-]?rip|br[ .-]?rip|bd(?:25|50|66|100)|bdmv|uhdbd": "bluray",
    "hd[ .-]?dvd": "hddvd",
    "dvd[ .-]?scr(?:eener)?|screener": "screener",
    "dvd[ .-]?rip|dvd[ .-]?r|dvd[59]|dvd[ .-]?mux|ntsc[ .-]?dvd|pal[ .-]?dvd": "dvd",
    "hdtv(?:[ .-]?rip)?|uhdtv": "hdtv",
    "pdtv|sdtv|dsr(?:ip)?|tv[ .-]?rip|sat[ .-]?rip|dvb[ .-]?rip": "sdtv",
    "hd[ .-]?rip": "hdrip",
    "hd[ .-]?cam|cam[ .-]?rip": "cam",
    "telesync|hd[ .-]?ts": "telesync",
    "telecine|hd[ .-]?tc": "telecine",
    "vhs[ .-]?rip": "vhs",
  }),
  ...weak("source", {
    web: "web-dl",
    bd: "bluray",
    dvd: "dvd",
    cam: "cam",
    ts: "telesync",
    tc: "telecine",
    scr: "screener",
    vhs: "vhs",
    laserdisc: "laserdisc",
    workprint: "workprint",
  }),
  ...strong("videoCodec", {
    "[xh][ .]?265|hevc(?:10)?": "h265",
    "[xh][ .]?264|avc": "h264",
    "[xh][ .]?266|vvc": "h266",
    av1: "av1",
    vp9: "vp9",
    xvid: "xvid",
    "divx\\d?": "divx",
    "vc[ -]?1": "vc1",
    "mpeg[ -]?2": "mpeg2",
  }),
  ...strong("audioCodec", {
    [`dts[ .:_-]?x${ch}`]: "dtshd_ma_x",
    [`dts[ .-]?hd[ .-]?(?:hra|hr)${ch}|dts[ .-]?hra${ch}`]: "dtshd_hra",
    [`dts[ .-]?hd(?:[ .-]?ma)?${ch}|dts[ .-]?ma${ch}`]: "dtshd_ma",
    [`dts(?:[ .-]?es)?${ch}`]: "dts",
    [`true[ .-]?hd${ch}`]: "truehd",
    [`(?:ddp|dd\\+|dd[ .]?plus|e-?ac-?3)a?${ch}`]: "eac3",
    "ddpa[ .]?[1-9][. ]?[0-2]": "eac3_ddp_atmos",
    [`(?:ac-?3|dolby[ .]?digital)${ch}|dd[ .]?[1-7][. ][0-2]`]: "ac3",
    [`(?:he-?)?aac(?:-?lc)?${ch}`]: "aac",
    [`flac${ch}`]: "flac",
    [`l?pcm${ch}`]: "pcm",
    mp3: "mp3",
  }),
  ...weak("audioCodec", { [`opus${ch}`]: "opus", vorbis: "vorbis", dd: "ac3" }),
  ...strong("hdr", { "hdr10\\+|hdr10(?:plus|p)": "HDR10+", hdr10: "HDR10", "dolby[ .-]?vision|dovi": "Dolby Vision" }),
  ...weak("hdr", { hdr: "HDR", hlg: "HLG", dv: "Dolby Vision" }),
  ...weak("atmos", { atmos: "atmos" }),
  ...strong("other", {
    "(?:8|10|12)[ -]?bits?": "",
    "hi10p?": "",
    "h[ -]?sbs": "",
    "h[ -]?ou": "",
    "half[ .-](?:sbs|ou)": "",
  }),
  ...weak("other", {
    "proper|repack\\d?|rerip|internal|limited|read[ .]?nfo|real|retail|complete|dirfix|nfofix": "",
    "amzn|nf|dsnp|hmax|atvp|pcok|pmtp|hulu|stan|crav|it|ma|cc|max|sho|red": "",
    "3d|sbs|hou|hybrid|multi(?:[ .-]?subs?)?|dual(?:[ .-]?audio)?|dl|ml|subs?|subbed|dubbed|dub|hc|sdr|[1-9]ch": "",
    "[1257][. ][0-2]": "",
    "(?:23|24|25|30|48|50|60)[ .]?fps|\\d{3,5}[ .]?(?:mb|gb|kbps)|[1-9]\\d?(?:[.,]\\d{1,2})?[ .]?gb": "",
    "ntsc|pal|hd|sd|uhd|uncompressed": "",
  }),
  ...weak("language", {
    "english|eng": "en",
    "german|deutsch|ger|deu": "de",
    "(?:true)?french|vff|vfq|vf2|vfi|vof|vostfr|fre|fra": "fr",
    "italian|ita": "it",
    "spanish|castellano|latino|espa[nñ]ol|esp|spa": "es",
    "japanese|jpn|jap": "ja",
    "korean|kor": "ko",
    "chinese|mandarin|cantonese|chi|chs|cht": "zh",
    "russian|rus": "ru",
    "polish|pol|pldub|plsub": "pl",
    "portuguese|por|pt[ -]?br|dublado": "pt",
    "dutch|flemish|nld": "nl",
    "swedish|swe": "sv",
    "norwegian|norsk": "no",
    "danish|dansk": "da",
    "finnish|suomi": "fi",
    "hungarian|hun": "hu",
    "czech|cze|ces": "cs",
    "turkish|tur": "tr",
    "hindi|hin": "hi",
    tamil: "ta",
    telugu: "te",
    arabic: "ar",
    hebrew: "he",
    greek: "el",
    thai: "th",
    "ukrainian|ukr": "uk",
    "romanian|rum": "ro",
    vietnamese: "vi",
    persian: "fa",
  }),
  ...weak("edition", {
    "director'?s[ .]?cut|dir[ .]?cut": "Director's Cut",
    "extended[ .](?:director'?s[ .])?(?:cut|edition|version)": "Extended Edition",
    extended: "Extended",
    "ultimate[ .](?:cut|edition)": "Ultimate Edition",
    "final[ .]cut": "Final Cut",
    "theatrical(?:[ .](?:cut|edition|version|release))?": "Theatrical",
    "unrated(?:[ .](?:cut|edition|version))?": "Unrated",
    "uncut(?:[ .](?:edition|version))?": "Uncut",
    uncensored: "Uncensored",
    "special[ .]edition": "Special Edition",
    "collector'?s[ .]edition": "Collector's Edition",
    "criterion(?:[ .](?:collection|edition))?": "Criterion",
    "(?:\\d{2}(?:st|nd|rd|th)[ .])?anniversary(?:[ .]edition)?": "Anniversary Edition",
    "imax(?:[ .](?:edition|version|enhanced))?": "IMAX",
    "open[ .]matte": "Open Matte",
    "(?:4k[ .])?(?:digitally[ .])?remaster(?:ed)?": "Remastered",
    restored: "Restored",
    despecialized: "Despecialized",
    redux: "Redux",
    "rogue[ .]cut": "Rogue Cut",
    "assembly[ .]cut": "Assembly Cut",
    "international[ .](?:cut|version)": "International Cut",
    "(?:fan|f)[ .]?edit": "Fan Edit",
    "alternate[ .](?:cut|ending)": "Alternate Cut",
    "black[ .](?:&|and)[ .]chrome(?:[ .]edition)?": "Black & Chrome",
    "black[ .](?:&|and)[ .]white(?:[ .](?:edition|version))?": "Black and White",
    "roadshow(?:[ .](?:edition|version))?": "Roadshow",
    "definitive[ .]edition": "Definitive Edition",
    superbit: "Superbit",
  }),
];

/** Editions that are cut off a title they end although no year stands before them. */
export const trailingEditions =
  /[\s._-]+(director'?s[ .]?cut|(?:extended|unrated|theatrical|ultimate)[ .](?:cut|edition|version)|(?:special|collector'?s)[ .]edition|open[ .]matte|unrated|uncut|remastered)$/iu;
