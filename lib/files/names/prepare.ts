/** Brackets, digits and dashes of other scripts, each with the sign of the same length that the rules are written for. */
const lookAlikes: Readonly<Record<string, string>> = {
  "【": "[",
  "】": "]",
  "［": "[",
  "］": "]",
  "「": '"',
  "」": '"',
  "『": '"',
  "』": '"',
  "（": "(",
  "）": ")",
  "\u00a0": " ",
  "\u3000": " ",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2212": "-",
  "～": "~",
  "〜": "~",
  "’": "'",
  "×": "x",
};
const foreign = /[【】［］「」『』（）\u00a0\u3000\u2010-\u2012\u2212～〜’×０-９]/gu;

const topLevel =
  "com|org|net|info|biz|tv|me|to|cc|ru|mx|io|se|ws|in|is|it|de|fr|es|eu|co|uk|nz|am|ag|li|lol|vip|xyz|site|online|club|top|link|life|pw|win|media|pro|app|wf|cat|al|nu|la|cx|fi|pl|br|cd|re|st|sx|gg|bz|ch|ca|rip";
const domain = `(?:www\\s?\\.\\s?)?[\\w\\u00c0-\\u052f-]{2,40}(?:\\.[\\w\\u00c0-\\u052f-]{2,20}){0,2}\\s?\\.\\s?(?:${topLevel})`;
/** `[ www.site.org ] - `, `www.site.com - `, `{site.net}`, `site.com_`; bare only with `www.` or a dash behind it. */
const sites = [
  new RegExp(`^[[({]{1,2}\\s?(?:https?://)?${domain}\\s?[\\])}]{1,2}[\\s._-]*`, "iu"),
  new RegExp(
    `^www\\.[\\w\\u00c0-\\u052f-]{2,40}(?:\\.[\\w\\u00c0-\\u052f-]{2,20}){0,2}\\.(?:(?:${topLevel})(?![\\w\\u00c0-\\u052f])|[a-z]{2,10}(?=\\s|-|_))[\\s._-]*`,
    "iu",
  ),
  /^[\w\u00c0-\u052f-]{2,40}\.(?:com|org|net|info|cc|to|io|mx|ru)\s?(?:\s-\s|-(?=\p{Lu}|\d)|_-_|_(?=[\p{Lu}\d]))\s*/iu,
];

/** What sites and re-posters hang behind a release's name. */
const trackers =
  "rartv|rarbg|eztv|ettv|tgx|torrentgalaxy|cttv|ethd|ethel|glodls|publichd|n1c|vtv|norar|prem|no-rar|ctrlhd-sub";
const reposters =
  "postbot|rakuv(?:finhel|02)?|scrambled|(?:re)?obfuscated|obfuscation|xpost|nzbgeek|buymore|asrequested|alternativetorequested|gerov|z0ids3n|chamele0n|4p(?:lanet)?|altezachen|repackpost|whiterev|sickbeard|bluevisual";
const endings = [
  new RegExp(`[\\s._-]*[[({]\\s?(?:${trackers}|(?:${domain}))\\s?[\\])}]\\s*$`, "iu"),
  new RegExp(`-(?:${reposters}|\\[(?:${trackers})\\])\\s*$`, "iu"),
  new RegExp(`[\\s._-]+(?:www\\.[\\w\\u00c0-\\u052f-]{2,40}\\.(?:${topLevel}))\\s*$`, "iu"),
  /[\s._-]*[[(][\dA-F]{8}[\])]\s*$/iu,
  // …x264-GROUP.v2, …x264-GROUP.site.com
  /(?<=-\w{2,20})(?:[. ](?:v[2-9]|proper|repack\d?)|[-.][a-z\d]{3,20}\.(?:com|org|net|info))$/iu,
];
/** What copying leaves behind: ` - Copy`, a bracket that was never closed. */
const leftovers = /\s-\sCopy(?:\s\(\d{1,2}\))?\s*$|[[({]\s*$/iu;
/** `Film+2010+1080p`, as addresses write spaces. */
const pluses = /^[^\s.+]+\+[^\s.+]+\+[^\s.]+$/u;
/** `BluRay1080p`, `1080pWEB`, `DVHDR`: two tags without a separator. */
const glued =
  /(?<![a-z\d])(?:(?:blu-?ray|web(?:-?dl|-?rip)?|hdtv|dvd-?rip|bd-?rip)(?=(?:2160|1080|720|576|480)[pi]?(?![a-z\d]))|(?:2160|1080|720|576|480)[pi](?=(?:blu-?ray|web|hdtv))|dv(?=hdr)|hdr(?=dv(?![a-z])))/giu;
/** `Paper-Film-2010-1080p-GRP`: no other sign parts the words. */
const dashes = /^[^\s._-]+-(?:[^\s._-]+-)*(?:19|20)\d\d(?:-[^\s._-]+)+$/u;
/** `Film.2010.x264-Pale_Fox`: the only underscore belongs to the group. */
const underscoredGroup = /^[^_]*\.[^_]*-[^\W_]+_[^\W_]+$/u;
const yifySite = /\[(?:YTS|YIFY)[\w.]{0,8}\]\s*$/iu;
const mayHaveEnding = /[\])}]\s*$|-[a-z\d]{2,20}\s*$|[. ](?:v\d|proper|repack\d?|com|org|net|info)$|www\./iu;
const checksum = /[[(](?=[\dA-F]{0,7}\d)[\dA-F]{8}[\])]/giu;

/** Names written backwards to hide them, told by their marks: `p0801`, `10E20S`. */
const reversed = /(?:^|[-._ ])(?:p(?:0801|027|0612)|\d{2,3}E\d{2}S)(?:[-._ ]|$)/u;

/**
 * Takes off a name what says nothing about the film or show: sites, re-posters, checksums; and gives brackets, digits
 * and underscores one spelling.
 */
export function prepareName(name: string): string {
  let text = foreign.test(name) ? name.replaceAll(foreign, plainSign) : name;
  foreign.lastIndex = 0;
  if (text.includes(".")) for (const site of sites) text = withoutLeading(text, site);
  if (text.includes("%20")) text = text.replaceAll("%20", " ");
  if (text.includes("_") && !underscoredGroup.test(text)) text = text.replaceAll("_", " ").trim();
  if (text.includes("+") && pluses.test(text)) text = text.replaceAll("+", " ");
  if (glued.test(text)) text = text.replaceAll(glued, "$&-");
  if (dashes.test(text)) text = text.replaceAll(/-(?=.*-)/g, " ");
  if (reversed.test(text)) text = [...text].reverse().join("");
  text = withoutEnding(text, leftovers);
  for (let pass = 0; pass < 3 && mayHaveEnding.test(text) && !yifySite.test(text); pass += 1) {
    const before = text;
    for (const ending of endings) text = withoutEnding(text, ending);
    if (text === before) break;
  }
  return text.includes("[") || text.includes("(") ? text.replaceAll(checksum, " ") : text;
}

function plainSign(sign: string): string {
  const code = sign.charCodeAt(0);
  return code >= 0xff10 && code <= 0xff19 ? String(code - 0xff10) : (lookAlikes[sign] ?? sign);
}

function withoutLeading(text: string, pattern: RegExp): string {
  const match = pattern.exec(text);
  return match && match[0].length < text.length ? text.slice(match[0].length) : text;
}

function withoutEnding(text: string, pattern: RegExp): string {
  const match = pattern.exec(text);
  return match && match.index > 0 ? text.slice(0, match.index) : text;
}
