// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/crowd.h"

#include <fmt/format.h>

#include <array>

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::sound {
namespace {

struct Guest {
  Voice voice;
  const char* text;  // 13 s and more at the voice's pace
};

constexpr std::array<Guest, kGuestCount> kGuests{{
    {{"", Speaks::espeak_ng, "en-gb", 45, 180, -0.9},
     "So we took the train, and the train stood still for two hours, somewhere between nothing and "
     "nothing. There was one bag of crisps for nine people, and the guard told us all about his "
     "garden, and about his neighbour's garden too. By then I knew every rose."},
    {{"", Speaks::espeak_ng, "en-us+f4", 62, 190, -0.55},
     "No, the blue one. She wanted the blue one, and then she came home with the green one, and "
     "now it hangs in the hall and nobody says a word about it. I quite like it. I do, I like it, "
     "but you know how he is with walls. He wants them empty."},
    {{"", Speaks::espeak_ng, "en-gb-scotland", 38, 176, -0.15},
     "It is a simple thing, you fry the onions first, and you take your time about it, that is "
     "all. "
     "Everybody is in such a hurry with onions. Then the tomatoes, a little salt, and then you go "
     "away and leave it alone for an hour. Nobody believes me until they taste it."},
    {{"", Speaks::espeak_ng, "en-us+m3", 50, 184, 0.2},
     "They moved the goal. I am telling you, they moved it. I have been going there since I was "
     "six, and it was never that far to the left. My brother says the same, and he keeps the "
     "photographs, with the dates on them. We could go and look."},
    {{"", Speaks::espeak_ng, "en-gb-x-gbclan+f2", 58, 182, 0.6},
     "And the doctor says walk more, and I say, I walk all day, I walk up and down those stairs. "
     "Forty steps, and no lift. He wrote that down as if it was news. So now I have a little "
     "machine that counts them for me. It is always two short."},
    {{"", Speaks::espeak_ng, "en-us+f2", 52, 186, 0.9},
     "Third row, right behind the man with the hat. You could see one half of the singer and the "
     "whole of the hat. But the sound was lovely, really lovely, and the drummer, well, he was "
     "somewhere behind the hat as well, I suppose. We stayed until the very end."},
}};

}  // namespace

std::string guest_name(int number) { return fmt::format("guest {}", number); }

Status add_crowd(Stereo& sound, std::vector<Mouth>& mouths, const tools::Runner& runner,
                 const std::filesystem::path& folder, Random& random) {
  const std::size_t first = frames_at(kPartyStart - 0.1), last = frames_at(kStreetStart + 0.2);
  for (int number = 0; number < kGuestCount; ++number) {
    const Guest& guest = kGuests[static_cast<std::size_t>(number)];
    auto spoken = say({guest.voice, guest.text}, runner, folder / "guest.wav", random);
    if (!spoken) return spoken.error();
    // The film begins within their speech.
    const std::size_t skipped = frames_at(random.between(0.1, 0.5));
    if (spoken->size() < skipped + (last - first))
      return failed("this espeak-ng speaks too quickly for the scene; try version 1.51");
    const auto begin = spoken->begin() + static_cast<std::ptrdiff_t>(skipped);
    const Mono part(begin, begin + static_cast<std::ptrdiff_t>(last - first));
    add_panned(sound, part, kPartyStart - 0.1, random.between(0.85, 1.0), guest.voice.pan);
    speak_with(mouths, guest_name(number), part, kPartyStart - 0.1);
  }
  return ok();
}

}  // namespace otoscape::demo::sound
