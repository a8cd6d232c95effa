// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/speech.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/demo/sound/crowd.h"
#include "apps/demo/sound/voice.h"

namespace otoscape::demo::sound {
namespace {

// A low voice, a high one and a Scottish one between them.
constexpr Voice kSam{"Sam", Speaks::flite, "rms", 0, 212, -0.35};
constexpr Voice kRuth{"Ruth", Speaks::flite, "slt", 0, 190, 0.35};
constexpr Voice kAudiologist{"Audiologist", Speaks::flite, "awb", 0, 186, 0.1};

const std::vector<Said> kBefore = {
    {kSam, "Is that snare ringing, or is it just me?", 4},
    {kRuth, "I don't hear it. Put some tape on it."},
    {kSam, "My left ear feels full today, like cotton wool.", -8},
    {kRuth, "Since when? You should have that looked at.", 6},
    {kSam, "After this one. From the top?"},
    {kRuth, "From the top. Count us in.", 8},
};
const std::vector<Said> kFirstWord = {{kAudiologist, "Say the word, door."}};
const std::vector<Said> kSecondWord = {{kAudiologist, "Say the word, ball."}};
const std::vector<Said> kResult = {{kAudiologist, "Not one word, on either side."}};
const std::vector<Said> kSwitchOn = {
    {kAudiologist, "They are on now. Can you hear me?"},
    {kSam, "Something is there. It is like metal.", -4},
    {kAudiologist, "It will change, over months."},
    {kRuth, "Sam? It's Ruth. Am I metal, too?", -6},
};
const std::vector<Said> kNear = {
    {kRuth, "Sam, you came! Is it too loud in here?", -4},
    {kSam, "I hear one big noise. Are you speaking?", -4},
    {kRuth, "Yes, and there is music. Come, we go outside.", -4},
};
const std::vector<Said> kWalking = {{kRuth, "What was that?", -6}};
const std::vector<Said> kWalkingOn = {
    {kSam, "A bell. A bicycle bell!"},
    {kRuth, "And me?", -6},
    {kSam, "You sound like Ruth. A thin one."},
};

class Stage {
 public:
  Stage(const tools::Runner& runner, const std::filesystem::path& folder, Random& random)
      : runner_(runner), folder_(folder), random_(random) {}

  Status hold(Stereo& sound, const std::vector<Said>& said, Span span);
  std::vector<Line> lines() { return std::move(lines_); }
  std::vector<Mouth> mouths() { return std::move(mouths_); }

 private:
  const tools::Runner& runner_;
  const std::filesystem::path& folder_;
  Random& random_;
  std::vector<Line> lines_;
  std::vector<Mouth> mouths_;
};

// Speaks `said` within `span`; the rest of the time is divided among the pauses, at most 0.75 s
// each.
Status Stage::hold(Stereo& sound, const std::vector<Said>& said, Span span) {
  std::vector<Mono> spoken;
  double left = span.end_s - span.start_s;
  for (const Said& line : said) {
    auto one = say(line, runner_, folder_ / fmt::format("line{}.wav", spoken.size()), random_);
    if (!one) return one.error();
    left -= static_cast<double>(one->size()) / kRate;
    spoken.push_back(std::move(*one));
  }
  const double pause = std::min(0.75, left / static_cast<double>(said.size()));
  if (pause < 0.05)
    return failed(fmt::format(
        "this flite speaks too slowly for the scene at {:.1f} s; try version 2.2", span.start_s));
  double at = span.start_s + 0.5 * pause;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const double end = at + static_cast<double>(spoken[i].size()) / kRate;
    add_panned(sound, spoken[i], at, 1.0, said[i].voice.pan);
    speak_with(mouths_, said[i].voice.name, spoken[i], at);
    lines_.push_back({said[i].voice.name, said[i].text, at, end});
    at = end + pause * random_.between(0.75, 1.0);
  }
  return ok();
}

}  // namespace

Result<Speech> speak(const tools::Runner& runner, const std::filesystem::path& folder,
                     Random& random) {
  Speech speech;
  Stage stage(runner, folder, random);
  struct Part {
    Stereo& sound;
    const std::vector<Said>& said;
    Span span;
  };
  const Part parts[] = {
      {speech.talk, kBefore, {kTalkStart + 0.2, kBandStart - 0.4}},
      {speech.talk, kFirstWord, {kTestStart + 0.05, kTestStart + 1.75}},
      {speech.talk, kSecondWord, {kTestStart + 2.1, kTestStart + 4.2}},
      {speech.talk, kResult, {kTestStart + 4.7, kSwitchOnStart - 0.2}},
      {speech.talk, kSwitchOn, {kSwitchOnStart + 0.2, kPartyStart - 0.3}},
      {speech.party, kNear, {kPartyStart + 1.8, kStreetStart - 0.6}},
      {speech.street, kWalking, {kStreetBell + 1.0, kStreetBell + 2.3}},
      {speech.street, kWalkingOn, {kStreetBell + 2.3, kOffStart - 0.5}},
  };
  for (const Part& part : parts)
    if (auto held = stage.hold(part.sound, part.said, part.span); !held) return held.error();
  speech.lines = stage.lines();
  speech.mouths = stage.mouths();
  if (auto added = add_crowd(speech.crowd, speech.mouths, runner, folder, random); !added)
    return added.error();
  return speech;
}

}  // namespace otoscape::demo::sound
