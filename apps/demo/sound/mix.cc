// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/mix.h"

#include <fmt/format.h>

#include <cmath>

#include "apps/demo/sound/dynamics.h"
#include "apps/demo/sound/guitar.h"
#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/loudness.h"
#include "apps/demo/sound/party.h"
#include "apps/demo/sound/room.h"
#include "apps/demo/sound/street.h"

namespace otoscape::demo::sound {
namespace {

constexpr double kCeiling = 0.73;  // −2.7 dBFS: inter-sample peaks stay below −1.5

// Sets the level over the band's time to `db` re RMS 1.
void set_rms(Stereo& sound, double db) {
  scale(sound, std::pow(10.0, db / 20.0) / std::sqrt(mean_power(sound, kBand)));
}

Stereo play_band(Stereo drums, std::uint64_t seed) {
  Random guitarist(seed + 2), bassist(seed + 3);
  Stereo guitars = play_guitars(guitarist);
  Stereo bass(drums.frames());
  add_panned(bass, play_bass(bassist), 0.0, 1.0, 0.0);
  set_rms(drums, -2.0);
  set_rms(guitars, -4.5);
  set_rms(bass, -7.0);
  Stereo band = drums;
  add(band, guitars, 1.0);
  Stereo sent = band;  // without the bass, which would boom in the reverberation
  add(band, bass, 1.0);
  add(band, reverberation(sent), 0.35);
  damp(band, kLastHit + 0.4, kBandEnd);
  return band;
}

// Limiting lowers the level, and the gain sets how much is limited: eight rounds converge.
Stereo master(const Stereo& band) {
  const double rms = rms_of(DbSpl(kWanted.band_db_spl));
  Stereo glued = band;
  set_rms(glued, 0.0);
  compress(glued, 0.8);
  double gain = rms / std::sqrt(mean_power(glued, kBand));
  Stereo out;
  for (int round = 0; round < 8; ++round) {
    out = glued;
    scale(out, gain);
    limit(out, kCeiling);
    gain *= rms / std::sqrt(mean_power(out, kBand));
  }
  return out;
}

SceneLevels measure(const Stereo& sound, const std::vector<Slice>& active) {
  const auto over = [&](Span span) { return level_of(mean_power(sound, span)).value(); };
  return {level_of(mean_power(sound, active)).value(),
          over(kBand),
          over(kParty),
          over(kStreet),
          over(kQuiet),
          20.0 * std::log10(true_peak(sound)),
          integrated_lufs(sound)};
}

Status check(const SceneLevels& is) {
  bool off = !(is.true_peak_dbfs < kWanted.true_peak_dbfs) ||
             !(std::abs(is.integrated_lufs - kWanted.integrated_lufs) <= 2.0);
  for (const auto level :
       {&SceneLevels::talk_db_spl, &SceneLevels::band_db_spl, &SceneLevels::party_db_spl,
        &SceneLevels::street_db_spl, &SceneLevels::room_db_spl})
    off |= !(std::abs(is.*level - kWanted.*level) <= 0.5);
  if (!off) return ok();
  return failed(fmt::format(
      "the scene's levels are off: conversation {:.1f}, band {:.1f}, party {:.1f}, street {:.1f}, "
      "room {:.1f} dB SPL, peak {:.1f} dBFS, loudness {:.1f} LUFS; other versions of espeak-ng "
      "and flite may help",
      is.talk_db_spl, is.band_db_spl, is.party_db_spl, is.street_db_spl, is.room_db_spl,
      is.true_peak_dbfs, is.integrated_lufs));
}

}  // namespace

Result<Scene> make_scene(const tools::Runner& runner, const std::filesystem::path& folder,
                         std::uint64_t seed) {
  Random talker(seed), drummer(seed + 1), night(seed + 4);
  auto spoken = speak(runner, folder, talker);
  if (!spoken) return spoken.error();
  Stereo speech = spoken->talk;
  add(speech, reverberation(spoken->talk), 0.45);
  const std::vector<Slice> active = active_slices(speech, kTalk);
  scale(speech, rms_of(DbSpl(kWanted.talk_db_spl)) / std::sqrt(mean_power(speech, active)));

  Stereo sound = room_tone(frames_at(kSceneLength), night);
  scale(sound, rms_of(DbSpl(kWanted.room_db_spl)) / std::sqrt(mean_power(sound, kQuiet)));
  add(sound, speech, 1.0);
  DrumPart drums = play_drums(drummer);
  add(sound, master(play_band(std::move(drums.sound), seed)), 1.0);
  add(sound, make_party(*spoken, rms_of(DbSpl(kWanted.party_db_spl)), seed), 1.0);
  add(sound, make_street(*spoken, rms_of(DbSpl(kWanted.street_db_spl)), seed), 1.0);

  Scene scene{.sound = std::move(sound),
              .lines = std::move(spoken->lines),
              .levels = {},
              .active = active,
              .mouths = std::move(spoken->mouths),
              .strokes = std::move(drums.strokes),
              .chords = chord_times(),
              .steps = step_times(seed)};
  scene.levels = measure(scene.sound, active);
  if (auto checked = check(scene.levels); !checked) return checked.error();
  return scene;
}

}  // namespace otoscape::demo::sound
