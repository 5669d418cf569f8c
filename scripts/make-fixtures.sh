#!/bin/sh
# Makes the tiny films in e2e/fixtures/media. They are committed, so only a developer who changes them needs this:
# it wants ffmpeg 5 or later with x264, x265, libvpx, libaom or svt-av1, and libopus; mkvmerge and dvdauthor for some.
# Pictures are one flat colour and sound is silence, so that true sizes cost a few kilobytes.
set -eu
cd "$(dirname "$0")/../e2e/fixtures/media"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '1\n00:00:00,000 --> 00:00:01,000\nHello.\n' > "$work/en.srt"
printf '1\n00:00:00,000 --> 00:00:01,000\nHallo.\n' > "$work/de.srt"

ff() { ffmpeg -hide_banner -loglevel error -y -nostdin "$@"; }
picture() { printf 'color=c=0x203040:s=%s:r=%s:d=%s' "$1" "$2" "${3:-1}"; }
silence() { printf 'anullsrc=cl=%s:r=48000:d=%s' "$1" "${2:-1}"; }
clean="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"
x264="-c:v libx264 -preset veryslow -crf 40 -pix_fmt yuv420p"
x265="-c:v libx265 -preset fast -crf 40 -pix_fmt yuv420p10le"

# A plain film: 1080p, stereo, subtitles in two languages, one of them forced.
ff -f lavfi -i "$(picture 1920x1080 24)" -f lavfi -i "$(silence stereo)" -i "$work/en.srt" -i "$work/de.srt" \
  -map 0 -map 1 -map 2 -map 3 $clean $x264 -c:a aac -b:a 32k -c:s srt \
  -metadata:s:a:0 language=eng -metadata:s:a:0 title=Stereo -metadata:s:s:0 language=eng -metadata:s:s:0 title=English \
  -metadata:s:s:1 language=ger -disposition:a:0 default -disposition:s:0 0 -disposition:s:1 forced h264-1080p-aac.mkv

# Two sound tracks: German 5.1 first and default, English stereo with a comment.
ff -f lavfi -i "$(picture 1280x720 25)" -f lavfi -i "$(silence 5.1)" -f lavfi -i "$(silence stereo)" \
  -map 0 -map 1 -map 2 $clean $x264 -c:a:0 ac3 -b:a:0 96k -c:a:1 aac -b:a:1 16k \
  -metadata:s:a:0 language=ger -metadata:s:a:1 language=eng -metadata:s:a:1 title="Director's commentary" \
  -disposition:a:0 default -disposition:a:1 0 h264-720p-ac3-two-languages.mkv

ff -f lavfi -i "$(picture 1920x804 24000/1001)" -f lavfi -i "$(silence stereo)" -i "$work/en.srt" -map 0 -map 1 -map 2 \
  $clean $x264 -c:a aac -b:a 32k -c:s mov_text -metadata:s:a:0 language=fra -metadata:s:s:0 language=eng h264-scope-aac.mp4

hdr10="colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:repeat-headers=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400:log-level=error"
ff -f lavfi -i "$(picture 3840x2160 24 0.5)" -f lavfi -i "$(silence 5.1 0.5)" -map 0 -map 1 $clean $x265 -x265-params "$hdr10" \
  -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -c:a eac3 -b:a 96k -metadata:s:a:0 language=eng hevc-2160p-hdr10-eac3.mkv

hlg="colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:log-level=error"
ff -f lavfi -i "$(picture 3840x2160 25 0.5)" -f lavfi -i "$(silence 5.1 0.5)" -map 0 -map 1 $clean $x265 -x265-params "$hlg" \
  -color_primaries bt2020 -color_trc arib-std-b67 -colorspace bt2020nc -c:a flac -metadata:s:a:0 language=jpn hevc-2160p-hlg-flac.mkv

# The same with the configuration box that marks Dolby Vision profile 8.1 (level 6, HDR10 compatible base layer).
ff -f lavfi -i "$(picture 3840x2160 24 0.5)" -map 0 $clean $x265 -x265-params "$hdr10" -tag:v hvc1 \
  -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc "$work/dv.mp4"
node ../../../scripts/add-dolby-vision.ts "$work/dv.mp4" hevc-2160p-dolby-vision.mp4

ff -f lavfi -i "$(picture 1920x1080 30)" -f lavfi -i "$(silence 5.1)" -map 0 -map 1 $clean -c:v libvpx-vp9 -crf 50 -b:v 0 \
  -c:a libopus -b:a 24k -metadata:s:a:0 language=spa vp9-1080p-opus.webm
ff -f lavfi -i "$(picture 1920x1080 24)" -f lavfi -i "$(silence stereo)" -map 0 -map 1 $clean -c:v libaom-av1 -cpu-used 6 -crf 50 \
  -pix_fmt yuv420p10le -c:a libopus -b:a 16k -metadata:s:a:0 language=kor av1-1080p-opus.mkv
ff -f lavfi -i "$(picture 720x576 25)" -f lavfi -i "$(silence stereo)" -map 0 -map 1 $clean -c:v mpeg2video -q:v 31 -aspect 16:9 \
  -c:a ac3 -b:a 64k -metadata:s:a:0 language=deu -f mpegts -mpegts_m2ts_mode 1 mpeg2-576p-ac3.m2ts
ff -f lavfi -i "$(picture 640x480 25)" -f lavfi -i "$(silence stereo)" -map 0 -map 1 $clean -c:v mpeg4 -vtag XVID -q:v 31 -bf 0 \
  -c:a libmp3lame -b:a 32k xvid-480p-mp3.avi
ff -f lavfi -i "$(picture 1920x1080 24)" -f lavfi -i "$(silence '5.1(side)' 0.3)" -map 0 -map 1 $clean $x264 -c:a dca -strict -2 \
  -b:a 768k -metadata:s:a:0 language=eng h264-1080p-dts.mkv
ff -f lavfi -i "$(picture 1920x1080 24)" -f lavfi -i "$(silence '5.1' 0.5)" -map 0 -map 1 $clean $x264 -c:a truehd -strict -2 \
  -metadata:s:a:0 language=eng h264-1080p-truehd.mkv
ff -f lavfi -i "$(picture 1280x720 24)" -map 0 $clean $x264 h264-720p-silent.m4v

# One more of each kind of file and stream, in a folder of their own: only the tests of the probe read them.
mkdir -p kinds
cd kinds
scripts=../../../../scripts
short=0.4
ff -f lavfi -i color=c=red:s=64x96 -frames:v 1 "$work/cover.jpg"
printf 'CHAPTER01=00:00:00.000\nCHAPTER01NAME=Start\nCHAPTER02=00:00:00.200\nCHAPTER02NAME=End\n' > "$work/chapters.txt"
printf ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=200\ntitle=Start\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=200\nEND=400\ntitle=End\n' > "$work/chapters.ini"
printf '[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:01.00,Default,Hello.\n' > "$work/en.ass"

# Every flag Matroska knows, chapters, a cover, and an attachment whose name would climb out of a folder.
ff -f lavfi -i "$(picture 1280x720 24 $short)" -f lavfi -i "$(silence 7.1 $short)" -f lavfi -i "$(silence mono $short)" \
  -map 0 -map 1 -map 2 $clean $x264 -c:a:0 flac -c:a:1 aac -b:a:1 16k "$work/base.mkv"
mkvmerge -q --deterministic 1 -o flags-chapters-attachments.mkv --chapters "$work/chapters.txt" \
  --attachment-mime-type image/jpeg --attachment-name cover.jpg --attach-file "$work/cover.jpg" \
  --attachment-mime-type font/ttf --attachment-name '../../../../tmp/metarr-escaped.ttf' --attach-file "$work/cover.jpg" \
  --language 1:en --default-track-flag 1:yes --language 2:en --track-name '2:Director and cast' --commentary-flag 2:yes \
  --default-track-flag 2:no "$work/base.mkv" \
  --language 0:en --hearing-impaired-flag 0:yes "$work/en.srt" \
  --language 0:pt-BR --forced-display-flag 0:yes --default-track-flag 0:no "$work/en.ass" \
  --language 0:zh-Hans --track-name '0:Forced' --default-track-flag 0:no "$work/en.srt" \
  --language 0:und --track-name '0:Commentary' --default-track-flag 0:no --commentary-flag 0:yes "$work/en.srt" \
  --language 0:gsw --default-track-flag 0:no "$work/en.srt"
ff -f lavfi -i "$(picture 640x360 24 $short)" -f lavfi -i "$(silence stereo $short)" -i "$work/cover.jpg" -i "$work/chapters.ini" \
  -map 0 -map 1 -map 2 -map_chapters 3 $clean $x264 -c:a aac -b:a 16k -c:v:1 copy -disposition:v:1 attached_pic \
  -metadata:s:a:0 language=swe chapters-cover.mp4

ff -f lavfi -i "$(picture 160x120 24 0.1)" -f lavfi -i "$(silence stereo 0.05)" $clean -c:v prores -c:a alac prores-alac.mov
ff -f lavfi -i "$(picture 320x240 25 $short)" -f lavfi -i "$(silence stereo $short)" $clean -c:v wmv2 -q:v 31 -c:a wmav2 -b:a 32k wmv2-wma.wmv
ff -f lavfi -i "$(picture 320x240 25 $short)" -f lavfi -i "anullsrc=cl=mono:r=22050:d=$short" $clean -c:v flv -q:v 31 \
  -c:a libmp3lame -b:a 16k spark-mp3.flv
ff -f lavfi -i "$(picture 352x288 25 $short)" -f lavfi -i "$(silence stereo $short)" $clean -c:v mpeg1video -q:v 31 -c:a mp2 -b:a 64k \
  -f mpeg mpeg1-mp2.mpg
ff -f lavfi -i "$(picture 320x240 25 $short)" -f lavfi -i "$(silence stereo $short)" $clean -c:v libtheora -q:v 1 -c:a libvorbis -q:a 0 theora-vorbis.ogv
ff -f lavfi -i "$(picture 176x144 15 $short)" -f lavfi -i "anullsrc=cl=mono:r=8000:d=$short" $clean -c:v h263 -q:v 31 -c:a aac -b:a 12k h263-aac.3gp
ff -f lavfi -i "$(picture 640x360 24 0.1)" -f lavfi -i "$(silence stereo 0.05)" $clean -c:v libvpx -b:v 20k -c:a pcm_s24le vp8-pcm.mkv
ff -f lavfi -i "$(picture 320x240 24 0.1)" -f lavfi -i "$(silence stereo 0.05)" $clean -c:v msmpeg4 -c:a pcm_s16le msmpeg4-pcm.avi
# Interlaced, top field first; ten bits of depth.
ff -f lavfi -i "$(picture 1920x1080 25 $short)" -f lavfi -i "$(silence stereo $short)" $clean $x264 -flags +ildct+ilme -x264-params tff=1 \
  -c:a mp2 -b:a 64k -metadata:s:a:0 language=fra -f mpegts h264-1080i-mp2.ts
ff -f lavfi -i "$(picture 1280x720 24 $short)" $clean -c:v libx264 -preset veryslow -crf 40 -pix_fmt yuv420p10le h264-high10.mkv
ff -f lavfi -i "$(picture 1280x720 24 $short)" $clean -c:v libvpx-vp9 -pix_fmt yuv420p10le -b:v 0 -crf 50 vp9-profile2.webm

# Dolby Vision without and with a layer for other players, and HDR10+.
ff -f lavfi -i "$(picture 1280x720 24 0.2)" $clean $x265 -x265-params "$hdr10" -tag:v hvc1 "$work/pq.mp4"
ff -f lavfi -i "$(picture 1280x720 24 0.2)" $clean $x265 -x265-params "$hlg" -tag:v hvc1 "$work/hlg.mp4"
node $scripts/add-dolby-vision.ts "$work/pq.mp4" dolby-vision-5.mp4 5 0
node $scripts/add-dolby-vision.ts "$work/pq.mp4" dolby-vision-7.mp4 7 6
node $scripts/add-dolby-vision.ts "$work/hlg.mp4" dolby-vision-8.4.mp4 8 4
ff -f lavfi -i "$(picture 1280x720 24 0.2)" $clean $x265 -x265-params "$hdr10" "$work/pq.hevc"
node $scripts/add-hdr10-plus.ts "$work/pq.hevc" "$work/plus.hevc"
mkvmerge -q --deterministic 1 -o hdr10-plus.mkv "$work/plus.hevc"

# A DVD: its VOB tells no language, the IFO beside it does.
ff -f lavfi -i "$(picture 720x576 25 $short)" -f lavfi -i "$(silence 5.1 $short)" -f lavfi -i "$(silence stereo $short)" -map 0 -map 1 -map 2 \
  $clean -target pal-dvd -aspect 16:9 -q:v 31 -b:v 200k -c:a ac3 -b:a:0 96k -b:a:1 64k "$work/dvd.mpg"
printf '<dvdauthor><vmgm/><titleset><titles><video format="pal" aspect="16:9"/><audio lang="de"/><audio lang="en" content="comments1"/><subpicture lang="fr"/><pgc><vob file="%s"/></pgc></titles></titleset></dvdauthor>' "$work/dvd.mpg" > "$work/dvd.xml"
VIDEO_FORMAT=PAL dvdauthor -o "$work/dvd" -x "$work/dvd.xml" 2> /dev/null
mkdir -p VIDEO_TS
cp "$work/dvd/VIDEO_TS/VIDEO_TS.IFO" "$work/dvd/VIDEO_TS/VTS_01_0.IFO" "$work/dvd/VIDEO_TS/VTS_01_1.VOB" VIDEO_TS

# A stream of a Blu-ray names no language either; the test writes the clip information beside it.
mkdir -p BDMV/STREAM
ff -f lavfi -i "$(picture 1280x720 24000/1001 0.2)" -f lavfi -i "$(silence stereo 0.2)" -f lavfi -i "$(silence stereo 0.02)" \
  -map 0 -map 1 -map 2 $clean $x264 -c:a:0 ac3 -b:a:0 64k -c:a:1 pcm_bluray -mpegts_m2ts_mode 1 -f mpegts BDMV/STREAM/00001.m2ts
cd ..

# Broken on purpose.
printf 'This is a text, not a film.\n' > broken-text.mkv
printf '<!doctype html><title>502 Bad Gateway</title>\n' > broken-html.mp4
head -c 700 h264-1080p-aac.mkv > broken-truncated.mkv
: > broken-empty.mkv
ls -l
