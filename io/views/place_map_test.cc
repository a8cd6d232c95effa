// SPDX-License-Identifier: Apache-2.0
#include "io/views/place_map.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "io/files/implant_map_file.h"
#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/views/place_map_picture.h"

namespace otoscape::io::views {
namespace {

hearing::Implant implant_with(const char* map, const char* array) {
  hearing::Implant implant;
  implant.map = *files::load_map(map);
  implant.array = array;
  return implant;
}

// Contour Advance: 713 Hz for the contact of the band from 187.5 to 312.5 Hz, 14 221 Hz for that of
// 6937.5 to 7937.5 Hz (spiral-ganglion map, as openMHA's places; edges as published).
TEST(PlaceMap, ShowsHowFarPlacesLieAboveTheirBands) {
  const auto facts = place_map_facts(implant_with("ace-22", "contour-advance"));
  ASSERT_EQ(facts.bands.size(), 22u);
  EXPECT_EQ(facts.bands.front().low_hz, 187.5);
  EXPECT_EQ(facts.bands.front().centre_hz, 250.0);
  EXPECT_NEAR(facts.bands.front().place_hz, 713.0, 15.0);
  EXPECT_NEAR(facts.bands.front().mismatch_octaves(), 1.51, 0.03);
  EXPECT_NEAR(facts.bands.back().place_hz, 14221.0, 300.0);
  EXPECT_NEAR(facts.bands.back().mismatch_octaves(), 0.935, 0.03);
  EXPECT_EQ(facts.contacts.front().number, 22);
  EXPECT_NEAR(facts.contacts.front().mm, 35.0 - 18.0, 1e-9);
  for (std::size_t i = 1; i < 22; ++i)
    EXPECT_GT(facts.contacts[i].place_hz, facts.contacts[i - 1].place_hz);
}

TEST(PlaceMap, KnowsWhatIsOffAndWhatLiesOutside) {
  const auto partial = *files::load_listener("partial-insertion")->profile.left.implant;
  const auto facts = place_map_facts(partial);
  for (const auto& contact : facts.contacts) {
    EXPECT_EQ(contact.inside, contact.number > 5) << contact.number;
    EXPECT_EQ(contact.active, contact.number > 5) << contact.number;
  }
  EXPECT_EQ(std::ranges::count(facts.bands, false, &PlaceMapFacts::Band::active), 5);
  const auto twelve = place_map_facts(implant_with("ace-12", "contour-advance"));
  EXPECT_EQ(std::ranges::count(twelve.contacts, true, &PlaceMapFacts::Contact::active), 12);
  EXPECT_EQ(twelve.bands.size(), 12u);
}

TEST(PlaceMap, SteeringLiesBetweenTwoContacts) {
  const auto facts = place_map_facts(implant_with("hires-120", "hifocus-1j"));
  ASSERT_EQ(facts.bands.size(), 15u);
  EXPECT_EQ(facts.bands.front().low_hz, 306.0);
  EXPECT_NEAR(facts.bands[3].mm, 0.5 * (facts.contacts[3].mm + facts.contacts[4].mm), 1e-9);
}

TEST(PlaceMapPicture, DrawsEveryPreset) {
  for (const files::PresetText& preset : files::listener_presets()) {
    const auto loaded = files::load_listener(std::string(preset.name));
    if (!loaded->profile.left.implant) continue;
    const std::string svg = place_map_picture(*loaded->profile.left.implant);
    EXPECT_TRUE(svg.starts_with("<svg") && svg.ends_with("</svg>\n")) << preset.name;
    EXPECT_EQ(svg.find("nan"), std::string::npos) << preset.name;
    EXPECT_EQ(svg.find("inf"), std::string::npos) << preset.name;
    EXPECT_NE(svg.find("mm deep"), std::string::npos) << preset.name;
  }
}

}  // namespace
}  // namespace otoscape::io::views
