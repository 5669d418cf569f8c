#!/bin/sh
# Makes the tiny films in e2e/fixtures/media. They are committed, so only a developer who changes them needs this:
# it wants ffmpeg 5 or later with x264, x265, libvpx, libaom or svt-av1, and libopus.
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

# Broken on purpose.
printf 'This is a text, not a film.\n' > broken-text.mkv
printf '<!doctype html><title>502 Bad Gateway</title>\n' > broken-html.mp4
head -c 700 h264-1080p-aac.mkv > broken-truncated.mkv
: > broken-empty.mkv
ls -l
