// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/render_arguments.h"

#include <CLI/CLI.hpp>

#include "apps/cli/layout_argument.h"

namespace otoscape::cli {
namespace {

void add_hearing_options(CLI::App& command, RenderArguments& asked) {
  command.add_option(
      "-l,--listener", asked.listener,
      "Whose ears: preset:NAME (see otoscape presets), a listener file, FILE.json#ID");
  command.add_option(
      "-c,--calibration", asked.calibration,
      "How loud IN is assumed to play. fs=100: dB SPL of a signal whose RMS is 1.0. "
      "home: fs=91, dialogue at -23 LUFS plays near 65 dB SPL at each ear. cinema: fs=108. "
      "rms=65, loudness=65: the whole track is measured first and plays at this level; loudness is "
      "what the louder ear hears by itself (BS.1770 for its channel alone). "
      "Default: home; with --model msbg fs=120");
  command
      .add_option("--smearing", asked.smearing,
                  "Spectral smearing: auto widens the auditory filters with the loss")
      ->check(CLI::IsMember({"auto", "off"}))
      ->capture_default_str();
  command
      .add_option("--temporal", asked.temporal,
                  "Temporal smearing: off, or the window's equivalent duration in ms, 1 to 100")
      ->capture_default_str();
  command
      .add_option(
          "--tinnitus", asked.tinnitus,
          "Ringing of the listener or along the scene, for the audience's sake: full as written; "
          "soft: at most 35 dB SPL and no pure tones above 2 kHz; off")
      ->check(CLI::IsMember({"full", "soft", "off"}))
      ->capture_default_str();
  command.add_option("--ear", asked.ear, "left or right: a mono render of that ear alone")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->capture_default_str();
}

void add_scene_options(CLI::App& command, RenderArguments& asked) {
  command.add_option("-s,--scene", asked.scene,
                     "Instead of --listener: hearing that changes along the film. preset:NAME (see "
                     "otoscape presets) or a scene file (see otoscape scene check)");
  command.add_flag("--fit", asked.fit, "Stretch the scene to the film's length");
  command
      .add_option("--return-cap", asked.return_cap_lu,
                  "How many LU a change of the scene may raise the loudness at once; the rest "
                  "follows within 0.4 s. 6 to 40")
      ->check(CLI::Range(render::kLowestReturnCap, render::kHighestReturnCap))
      ->capture_default_str();
  command.add_option(
      "--body", asked.body,
      "Sound of the body (a contact microphone), in time with IN; heard where the "
      "scene's body has track_lu or track_db; single takes are the scene's [recordings]");
  command
      .add_option("--body-offset", asked.body_offset_s,
                  "Seconds by which the body's sound begins after IN's")
      ->capture_default_str();
  command.add_option("--own-voice", asked.own_voice,
                     "The character's own voice, in time with IN and not in it: heard by air and "
                     "by bone");
}

void add_track_options(CLI::App& command, RenderArguments& asked) {
  command.add_option("--audio-track", asked.track,
                     "Track to render: 1, 2, … or all. Default: the film's default track, or a "
                     "camera's two mono tracks as one");
  add_input_layout(command, asked.input_layout, "IN's");
  command
      .add_option("--layout", asked.layout,
                  "What becomes of the channels. same: every channel is rendered, as the "
                  "ears hear it in the sum of all; stereo: folded to two (ITU-R BS.775); binaural: "
                  "for headphones, as a head among loudspeakers hears it")
      ->check(CLI::IsMember({"same", "stereo", "binaural"}))
      ->capture_default_str();
  command.add_option("--hrtf", asked.job.hrtf,
                     "Whose head, for --layout binaural: a SOFA file, or sphere. Default: KEMAR's, "
                     "which libmysofa brings");
  command.add_flag("--keep-original", asked.job.options.keep_original,
                   "Keep the source track beside the rendered one");
  command.add_flag("--without-picture", asked.job.options.without_picture,
                   "Leave the picture out: for a film's extension that cannot hold it");
  command.add_option("--start", asked.region.start,
                     "Render from here: seconds, M:S, H:M:S or timecode H:M:S:F. Sound only");
  command.add_option("--duration", asked.region.duration,
                     "Render this much: seconds, M:S, H:M:S or H:M:S:F");
  command.add_flag("--picture", asked.job.picture,
                   "A region with its picture, from the key frame at or before --start");
}

void add_level_options(CLI::App& command, RenderArguments& asked) {
  command.add_option("--output-gain", asked.output_gain_db, "Gain after the ears, -40 to +20 dB")
      ->check(CLI::Range(-40.0, 20.0))
      ->capture_default_str();
  command.add_flag("--match-loudness", asked.job.match_loudness,
                   "A gain that gives the programme its loudness back (BS.1770), at most +20 dB; "
                   "takes a pass more");
  command
      .add_option("--ceiling", asked.ceiling_dbtp,
                  "True peaks stay below this, -6 to 0 dBTP; the guard changes no bit of sound "
                  "0.5 dB and more below it")
      ->check(CLI::Range(-6.0, 0.0))
      ->capture_default_str();
}

void add_output_options(CLI::App& command, RenderArguments& asked) {
  command.add_option("--audio-codec", asked.job.options.codec,
                     "flac, alac, pcm, aac, mp3, opus, vorbis or an FFmpeg encoder. Default: "
                     "lossless stays lossless; lossy film sound becomes FLAC in .mkv, AAC in .mp4, "
                     "24-bit PCM in .mov; a lossy sound file keeps its codec");
  command.add_option("--audio-bitrate", asked.bit_rate, "Of lossy codecs: bit/s, such as 256k");
  command
      .add_option("--sample-format", asked.sample_format,
                  "s16 (dithered), s24 or f32. Default: float stays float, integers become s24")
      ->check(CLI::IsMember({"s16", "s24", "f32"}));
  command.add_flag("--adm", asked.job.options.adm,
                   "Describe the channels of OUT (.wav, .bwf, .rf64) by the Audio Definition "
                   "Model, ITU-R BS.2076: which loudspeaker each is. Samples are s24 or s16");
  command.add_option("--stems", asked.job.stems,
                     "New folder for the parts of the mix as WAV files: world, felt, ringing, "
                     "body, events, voice, room. Added together they are the mix before the "
                     "guard. The summary has the loudness of each");
  command.add_option("--report", asked.job.report,
                     "New page, FILE.html, that plays IN and OUT and shows what became of the "
                     "sound: levels against the threshold, arc, audiogram, spectrograms, "
                     "loudness, model. Where browsers do not play IN or OUT, copies lie beside it");
  command.add_option("--dialogue", asked.job.dialogue,
                     "The dialogue of IN by itself, as it lies in IN and of the same length: how "
                     "much of the speech can be used is then that of this file in all else of IN");
  command.add_option("--audibility", asked.job.audibility,
                     "Also write how much of the speech each ear can use along the time: .csv, "
                     ".svg (a ribbon) or .json");
  command
      .add_option("--captions", asked.captions.options.files,
                  "Also write captions of what the character hears: FILE.vtt, .srt, .ttml or "
                  ".json, each behind its own --captions; a film gets them as tracks as well "
                  "(see otoscape captions)")
      ->allow_extra_args(false);
  add_caption_options(command, asked.captions);
  command.add_option("--seed", asked.job.seed,
                     "Of the dither and of all that is random in a scene. Default: 1, or the "
                     "scene's own");
  command
      .add_option("--threads", asked.job.threads,
                  "1: one; 0: decoding, ears and encoding side by side. The result is the same")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  command.add_option("--cache", asked.job.cache,
                     "Folder for what renders learn of a file, so that a region of it is found at "
                     "once the next time; off: learn nothing. Default: $OTOSCAPE_CACHE, "
                     "$XDG_CACHE_HOME/otoscape or ~/.cache/otoscape; at most 500 MB");
  command.add_flag("--overwrite", asked.job.overwrite, "Replace OUT if it exists");
  command.add_flag("-q,--quiet", asked.quiet, "No progress, no summary");
  command.add_flag("--json", asked.json, "The summary as JSON");
}

}  // namespace

void add_render_options(CLI::App& command, RenderArguments& asked) {
  command.add_option("in", asked.in, "IN: anything FFmpeg reads; - is standard input")->required();
  command
      .add_option("-o,--out", asked.out,
                  "OUT: its extension decides the format; - is standard output, as WAV")
      ->required();
  add_hearing_options(command, asked);
  add_msbg_options(command, asked.msbg);
  add_scene_options(command, asked);
  add_track_options(command, asked);
  add_level_options(command, asked);
  add_output_options(command, asked);
  add_haptics_options(command, asked.haptics);
  command.footer(
      "Picture, subtitles, further tracks, chapters and tags are copied bit for bit; only the\n"
      "sound is rendered. OUT appears when it is complete.\n\n"
      "Examples\n"
      "  otoscape render film.mkv -o heard.mkv --listener preset:N3\n"
      "  otoscape render film.mkv -o heard.mkv --scene preset:sudden-loss --fit\n"
      "  otoscape render film.mp4 -o heard.mp4 --listener preset:N3 --report heard.html\n"
      "  otoscape render song.flac -o heard.flac --listener me.toml --calibration loudness=80\n"
      "  otoscape render film.mp4 -o scene.wav --listener preset:S2 --start 1:02:00 --duration 90\n"
      "  otoscape render film.mkv -o heard.mkv --scene preset:sudden-loss --haptics felt.wav\n"
      "  otoscape render word.wav -o word-N3.wav --listener preset:N3 --model msbg");
}

}  // namespace otoscape::cli
