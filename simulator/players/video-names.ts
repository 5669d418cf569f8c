/** What the players take for a video by its name: of Kodi's list (advancedsettings, "video extensions") what libraries hold. */
export const videoPattern =
  /\.(3gp|asf|avi|divx|evo|flv|iso|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|ogm|ogv|rmvb|strm|ts|vob|webm|wmv)$/i;
