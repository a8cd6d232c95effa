// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/scene_course.h"

#include <algorithm>

#include "io/input_path.h"
#include "io/media/read/media_reader.h"
#include "jobs/measure/measured_calibration.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/measure/take_folders.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/loudness_course.h"

namespace otoscape::jobs::measure {

using namespace render::programme;

namespace {

Result<Calibration> calibration_of(const CalibrationOption& option,
                                   std::unique_ptr<io::media::MediaReader> reader, int stream,
                                   const io::ProgressCall& progress,
                                   std::vector<std::string>& notes) {
  if (!option.needs_measuring()) return option.fixed;
  if (auto status = reader->choose({stream}, /*copy_others=*/false); !status) {
    return status.error();
  }
  auto chosen = measure_calibrations(*reader, {stream}, option, progress);
  if (!chosen) return chosen.error();
  const ChosenCalibration& one = chosen->at(stream);
  if (!one.note.empty()) notes.push_back(one.note);
  return one.calibration;
}

// At any rate: a level depends on it by less than a tenth of a dB.
Result<render::RecordedLevels> recorded_levels(const scene::Scene& scene) {
  std::vector<std::string> notes;  // whoever lists the takes has them
  const auto takes = read_takes(scene.recordings, notes);
  if (!takes) return takes.error();
  const auto recordings = recordings_at(*takes, Hertz(48000.0));
  if (!recordings) return recordings.error();
  return recordings->levels;
}

}  // namespace

io::views::LoudnessCurves loudness_curves(const SceneCourse& course) {
  constexpr std::size_t kHalf = 15;  // rows of 100 ms
  constexpr double kLowest = -200.0;
  io::views::LoudnessCurves curves;
  curves.begin = course.begin;
  curves.step = Seconds(1.0 / ProgrammeLoudness::kPerSecond);
  for (std::size_t i = 0; i < course.rows.size(); ++i) {
    const std::size_t from = i < kHalf ? 0 : i - kHalf;
    const std::size_t to = std::min(course.rows.size(), i + kHalf);
    BusEnergies mean;
    for (std::size_t row = from; row < to; ++row) mean += course.rows[row];
    mean = mean * (1.0 / static_cast<double>(to - from));
    const auto add = [&](std::vector<float>& curve, double energy) {
      const double lu = energy > 0.0 ? to_lufs(energy) - course.reference.programme_lufs : kLowest;
      curve.push_back(static_cast<float>(std::max(lu, kLowest)));
    };
    add(curves.room, mean.room);
    add(curves.heard, mean.heard);
    add(curves.world, mean.world);
    add(curves.felt, mean.felt);
    add(curves.inside, mean.inside);
  }
  return curves;
}

Result<SceneCourse> scene_course(const scene::Scene& scene, const std::string& film,
                                 const CalibrationOption& calibration,
                                 const io::ProgressCall& progress, const Layout& layout) {
  if (auto status = io::must_be_read_twice(film); !status) return status.error();
  const io::media::MediaReader::Options reading{.layout = layout,
                                                .layout_option = "--input-layout"};
  auto reader = io::media::MediaReader::open(film, reading);
  if (!reader) return reader.error();
  const io::media::MediaInfo& info = (*reader)->info();
  if (info.best_track < 0) return failed(film + ": has no sound");
  const int stream = info.tracks[static_cast<std::size_t>(info.best_track)];
  SceneCourse course;
  ProgrammeCache cache = ProgrammeCache::of("");
  cache.set_reading(reading.number());
  auto known = know_programmes({film, {stream}, reading}, cache, progress, course.notes);
  if (!known) return known.error();
  const ProgrammeLoudness& programme = *known->at(stream).loudness;
  const auto level =
      calibration_of(calibration, *std::move(reader), stream, progress, course.notes);
  if (!level) return level.error();

  render::SceneParams params;
  params.render.calibration = *level;
  const auto recorded = recorded_levels(scene);
  if (!recorded) return recorded.error();
  params.recorded = *recorded;
  params.felt_physical = scene.felt_physical;
  const SceneLoudness loudness(programme, params);
  course.reference = {loudness.programme_lufs(), *level, params.recorded};
  const scene::Arc arc(in_db(scene.keyframes, course.reference));
  const SceneStates states(arc, loudness, params);
  if (!programme.integrated_lufs() && has_lu(scene.keyframes)) {
    course.notes.push_back(kSilentProgramme);
  }
  course.begin = programme.begin();
  course.rows = loudness_course(states, loudness);
  std::vector<Seconds> points;
  for (const scene::Keyframe& k : scene.keyframes) points.push_back(k.time);
  course.sections = section_means(course.rows, course.begin, points);
  const Seconds end(course.begin.value() +
                    static_cast<double>(programme.rows()) / ProgrammeLoudness::kPerSecond);
  const ReturnCap cap = ReturnCap::of(arc, loudness, params, course.begin, end);
  course.cap_actions.assign(cap.actions().begin(), cap.actions().end());
  return course;
}

}  // namespace otoscape::jobs::measure
