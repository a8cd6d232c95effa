// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/carry_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "jobs/audibility/heard_share.h"
#include "jobs/audibility/hearing_course.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::jobs::audibility {
namespace {

using metrics::SpeechLevels;
using models::Carry;
using models::kMostCarryDb;
using render::programme::ProgrammeLoudness;

constexpr double kFallDb = 3.0;    // from row to row, 30 dB/s
constexpr double kExactDb = 0.05;  // of the gains that are looked for
constexpr double kLeastDb = 0.1;   // a gain that counts as raised

// The highest gain up to kMostCarryDb that `fits`, where lower ones do.
template <class Fits>
double highest(const Fits& fits) {
  if (!fits(kExactDb)) return 0.0;
  if (fits(kMostCarryDb)) return kMostCarryDb;
  double low = 0.0, high = kMostCarryDb;
  while (high - low > kExactDb) {
    const double middle = 0.5 * (low + high);
    (fits(middle) ? low : high) = middle;
  }
  return low;
}

// Which third octave of the SII a half octave of the programme is heard by.
std::array<std::size_t, ProgrammeLoudness::kBands> nearest_bands() {
  const auto centres = sii_table(metrics::SiiProcedure::third_octaves).centre_hz;
  std::array<std::size_t, ProgrammeLoudness::kBands> nearest{};
  for (int half = 0; half < ProgrammeLoudness::kBands; ++half) {
    const auto away = [&](double hz) {
      return std::abs(std::log(hz / ProgrammeLoudness::band_hz(half)));
    };
    nearest[static_cast<std::size_t>(half)] =
        static_cast<std::size_t>(std::ranges::min_element(centres, {}, away) - centres.begin());
  }
  return nearest;
}

// The gain at which what is heard of a moment of the programme is as loud as the room.
class RoomLimit {
 public:
  RoomLimit(const ProgrammeLoudness& programme, Calibration calibration)
      : programme_(programme), calibration_(calibration), nearest_(nearest_bands()) {}

  double gain_db(const HeardNow& now, Seconds time) const {
    double least = kMostCarryDb;
    for (std::size_t ear = 0; ear < 2; ++ear) {
      if (now.acoustic[ear]) least = std::min(least, of_ear(now.ears[ear], ear, time));
    }
    return least;
  }

 private:
  double of_ear(const metrics::EarNow& ear, std::size_t which, Seconds time) const {
    const std::int64_t row = programme_.row_at(time);
    double room = 0.0;
    std::array<double, ProgrammeLoudness::kBands> level{};
    for (int b = 0; b < ProgrammeLoudness::kBands; ++b) {
      const auto at = static_cast<std::size_t>(b);
      level[at] =
          calibration_.to_spl(DbFs(programme_.band_db(static_cast<int>(which), b, row))).value();
      room += std::pow(10.0, 0.1 * level[at]);
    }
    return highest([&](double gain) {
      double heard = 0.0;
      for (std::size_t b = 0; b < level.size(); ++b) heard += after(ear, b, level[b] + gain);
      return heard <= room;
    });
  }
  // Power of a half octave after the loss (loss/recruitment.h).
  double after(const metrics::EarNow& ear, std::size_t half, double db_spl) const {
    const std::size_t b = nearest_[half];
    const double loss = ear.threshold_db_hl[b], top = loss::kCatchUpDbHl;
    if (loss >= metrics::EarNow::kNoResponseDb) return 0.0;
    const Hertz place(ProgrammeLoudness::band_hz(static_cast<int>(half)));
    double level = to_hl(DbSpl(db_spl + ear.gain_db[b]), place).value();
    const double most = std::clamp(loss, 0.0, loss::kLargestLossDbHl);
    if (level < top) level = top - (top - level) * top / (top - most);
    return std::pow(10.0, 0.1 * to_spl(DbHl(level), place).value());
  }

  const ProgrammeLoudness& programme_;
  Calibration calibration_;
  std::array<std::size_t, ProgrammeLoudness::kBands> nearest_;
};

class Planner {
 public:
  Planner(const SpeechLevels& speech, const models::HearingFacts& hearing, Calibration calibration,
          bool dialogue)
      : speech_(speech),
        hearing_(hearing),
        dialogue_(dialogue),
        sii_(calibration),
        course_(hearing, calibration),
        limit_(*hearing.programme, calibration),
        gain_(static_cast<std::size_t>(speech.rows)) {}

  Carry make();

 private:
  Seconds middle(std::int64_t row) const {
    return Seconds(speech_.begin.value() +
                   (static_cast<double>(row) + 0.5) / SpeechLevels::kPerSecond);
  }
  double share(std::size_t i, double gain_db, const HeardNow& now) const {
    const metrics::SpeechGains raised{Decibels(gain_db), Decibels(dialogue_ ? 0.0 : gain_db)};
    return std::max(heard_share({sii_, speech_, i, 0}, now, raised),
                    heard_share({sii_, speech_, i, 1}, now, raised));
  }
  void ask(Carry::Section& section);
  void smooth();
  void keep_below_room();
  void report(Carry::Section& section);

  const SpeechLevels& speech_;
  const models::HearingFacts& hearing_;
  bool dialogue_;
  metrics::ShortTimeSii sii_;
  HearingCourse course_;
  RoomLimit limit_;
  std::vector<double> gain_;
};

// The gain that each row of a section asks for.
void Planner::ask(Carry::Section& section) {
  for (std::size_t i = 0; i < speech_.at.size(); ++i) {
    const Seconds time = middle(speech_.at[i]);
    if (time < section.from || time >= section.to) continue;
    const HeardNow& now = course_.at(time);
    const double enough = section.wanted;
    if (share(i, 0.0, now) >= enough) continue;
    const double room = limit_.gain_db(now, time);
    const double least =
        highest([&](double gain) { return share(i, gain, now) < enough; }) + kExactDb;
    const double given = std::min(std::min(least, room), kMostCarryDb);
    gain_[speech_.at[i]] = given;
    if (least <= given) continue;
    (room < kMostCarryDb ? section.held_by_room : section.held_by_most) = true;
  }
}

// Falls slowly, as far as the room allows. It rises from row to row.
void Planner::smooth() {
  for (std::size_t row = 1; row < gain_.size(); ++row) {
    const double falling = gain_[row - 1] - kFallDb;
    if (falling <= gain_[row]) continue;
    const Seconds time = middle(static_cast<std::int64_t>(row));
    gain_[row] = std::max(gain_[row], std::min(falling, limit_.gain_db(course_.at(time), time)));
  }
}

// The gain glides from row to row; ears that become better between two must allow it as well.
void Planner::keep_below_room() {
  for (std::size_t row = 0; row < gain_.size(); ++row) {
    const Seconds time = middle(static_cast<std::int64_t>(row));
    for (const double aside : {-1.0, 1.0}) {
      if (gain_[row] <= 0.0) break;
      const HeardNow& now = course_.at(Seconds(time.value() + aside / SpeechLevels::kPerSecond));
      gain_[row] = std::min(gain_[row], limit_.gain_db(now, time));
    }
  }
}

void Planner::report(Carry::Section& section) {
  double count = 0.0, raised = 0.0, sum = 0.0;
  for (std::size_t i = 0; i < speech_.at.size(); ++i) {
    const Seconds time = middle(speech_.at[i]);
    if (time < section.from || time >= section.to) continue;
    const HeardNow& now = course_.at(time);
    const double gain = gain_[speech_.at[i]];
    count += 1.0;
    section.before += share(i, 0.0, now);
    section.now += share(i, gain, now);
    if (gain < kLeastDb) continue;
    raised += 1.0;
    sum += gain;
    section.most = std::max(section.most, Decibels(gain));
  }
  section.speech = Seconds(count / SpeechLevels::kPerSecond);
  section.before /= std::max(count, 1.0);
  section.now /= std::max(count, 1.0);
  section.mean = Decibels(sum / std::max(raised, 1.0));
  section.raised = Seconds(raised / SpeechLevels::kPerSecond);
}

Carry Planner::make() {
  Carry carry;
  const auto& points = hearing_.keyframes;
  for (std::size_t p = 0; p < points.size(); ++p) {
    if (points[p].carry.value_or(0.0) <= 0.0) continue;
    Carry::Section section;
    section.from = points[p].time;
    section.to = p + 1 < points.size() ? points[p + 1].time
                                       : Seconds(std::numeric_limits<double>::infinity());
    section.wanted = *points[p].carry;
    ask(section);
    carry.sections.push_back(section);
  }
  smooth();
  keep_below_room();
  for (Carry::Section& section : carry.sections) {
    report(section);
    section.to = std::min(section.to, middle(speech_.rows));
  }
  carry.lift.begin = speech_.begin;
  carry.lift.step = Seconds(1.0 / SpeechLevels::kPerSecond);
  carry.lift.gain_db.assign(gain_.begin(), gain_.end());
  return carry;
}

}  // namespace

bool asks_for_carry(const models::HearingFacts& hearing) {
  return hearing.programme != nullptr &&
         std::ranges::any_of(hearing.keyframes,
                             [](const scene::Keyframe& k) { return k.carry.value_or(0.0) > 0.0; });
}

Carry carry_plan(const SpeechLevels& speech, const models::HearingFacts& hearing,
                 Calibration calibration, const std::string& dialogue) {
  Planner planner(speech, hearing, calibration, !dialogue.empty());
  Carry carry = planner.make();
  carry.dialogue = dialogue;
  return carry;
}

}  // namespace otoscape::jobs::audibility
