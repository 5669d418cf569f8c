import { capital, strong, type TagRule, weak } from "./tag-rule.ts";

/** For each field, the first rule that matches wins. */
export const pictureTags: readonly TagRule[] = [
  ...strong("resolution", {
    "4320[pi]|8k(?:[ .]?uhd)?|7680x4320": "4320p",
    "2160[pi]\\d{0,2}|4k(?:[ .]?uhd|light)?(?![ .]?(?:remaster|restor|scan))|uhd[ .]?4k|3840x\\d{4}|4096x\\d{4}|(?:ultra[ .-]?hd|uhd)[ .-]2160":
      "2160p",
    "1440[pi]|2560x1440|2k": "1440p",
    // Half of the lines in each picture, as broadcasts are: another format than 1080p.
    "1080i\\d{0,2}": "1080i",
    "576i\\d{0,2}": "576i",
    "480i\\d{0,2}": "480i",
    "4kto1080p?|m?1080(?:[pi]|x(?!\\d))\\d{0,3}(?:hd|bd)?|fhd|full[ .-]?hd|19[0-9]{2}x\\d{3,4}|1440x1080|bd1080p?":
      "1080p",
    "m?720(?:[pi]|x(?!\\d))\\d{0,3}(?:hd)?|1280x\\d{3}|960x720|bd720p?": "720p",
    "576[pi]\\d{0,2}|720x576|1024x576|768x576": "576p",
    "540[pi]|960x540": "540p",
    "480[pix]\\d{0,2}|640x480|720x480|848x480|85[0-9]x480": "480p",
    "360[pi]|640x360": "360p",
  }),
  ...weak("resolution", { "2160": "2160p", "1080": "1080p", "720": "720p" }),
  ...strong("source", {
    "re-?mux|b[dr][ .-]?remux|uhd[ .-]?remux|blu-?rayremux": "remux",
    "web[ ._-]?(?:hd[ .-]?)?rip|web[ ._-]?mux|web[ ._-]?dl[ .-]?rip|webcap|web[ .-]cap": "webrip",
    "web[ ._-]?dl|web[ .-]?hd|amzn[ .-]?web|itunes[ .-]?hd|web-?uhd": "web-dl",
    "(?:m|full|uhd[ .-]?|hd[ .-]?)?(?:blu[ .-]?ray)(?:[ .-]?rip|hd)?|m?bd[ .-]?rip|br[ .-]?rip|bd[ .-]?mux|(?:blu-?ray|bd)[ .-]?3d|bd(?:1080|720)p?|bdiso|br[ .-]?dis[ck]|bd(?:25|50|66|100)|bdmv|uhd[ .-]?bd|uhd[ .-]?rip":
      "bluray",
    "hd[ .-]?dvd(?:[ .-]?rip)?": "hddvd",
    "dvd[ .-]?scr(?:eener)?|bd[ .-]?scr|screener|web[ .-]?scr": "screener",
    "dvd[ .-]?rip|m?dvd[ .-]?r|dvd[59]|dvd-?iso|dvd[ .-]?mux|dvd[ .-]?remux|(?:ntsc|pal)[ .-]?dvd|dvd[ .-]?full|hq[ .-]?dvd":
      "dvd",
    "a?hdtv(?:[ .-]?(?:rip|mux))?|uhdtv|tv[ .-]?hd|raw[ .-]?hd|hd[ .-]?tv": "hdtv",
    "[pds]dtv|sdtv|dsr(?:ip)?|(?:(?:ip)?tv|sat|dvb|dth|vod|ppv|dsr|dtv|pdtv)[ .-]?rip|dvb": "sdtv",
    "hd[ .-]?rip|hd[ .-]?light|micro[ .-]?hd|m-?hd": "hdrip",
    "(?:hd|hq)[ .-]?cam(?:[ .-]?rip)?|cam[ .-]?rip": "cam",
    "telesync|(?:hd|hq)[ .-]?ts(?:[ .-]?rip)?|ts[ .-]?rip|(?:pre-?dvd|pdvd)(?:[ .-]?rip)?": "telesync",
    "telecine|hd[ .-]?tc": "telecine",
    "vhs[ .-]?rip": "vhs",
    "(?:ld|laserdisc)[ .-]?rip": "laserdisc",
  }),
  ...weak("source", {
    web: "web-dl",
    bd: "bluray",
    "dvd(?!\\s?\\d)": "dvd",
    cam: "cam",
    ts: "telesync",
    tc: "telecine",
    scr: "screener",
    vhs: "vhs",
    "r5|r6": "r5",
    "(?<!(?:film|studio|baibako)[ .])tv": "sdtv",
    laserdisc: "laserdisc",
    workprint: "workprint",
  }),
  ...capital("source", { WP: "workprint" }),
  ...strong("videoCodec", {
    "(?:[xh][ .]?265|hevc(?:[ .-]?10)?)(?:p?10)?|10bit[ .-]hevc": "h265",
    "[xh][ .-]?264(?:p?10)?|avc|mpeg-?4[ .-]?avc": "h264",
    "[xh][ .]?266|vvc": "h266",
    av1: "av1",
    vp9: "vp9",
    "xvid(?:hd)?": "xvid",
    "divx\\d?": "divx",
    "vc[ -]?1": "vc1",
    "mpeg[ -]?2": "mpeg2",
  }),
  ...weak("videoCodec", { "mpeg-?4": "mpeg4", wmv: "wmv" }),
  ...strong("hdr", {
    "hdr10\\+|hdr10[ .]?plus|hdr10p": "HDR10+",
    "hdr-?10": "HDR10",
    "dolby[ .-]?vision|dovi": "Dolby Vision",
  }),
  ...weak("hdr", { hdr: "HDR", hlg: "HLG", "dv[5-8]?": "Dolby Vision" }),
];
