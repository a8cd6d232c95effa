// SPDX-License-Identifier: Apache-2.0
// What the render of a single listener leaves out is said.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kLoss =
    "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 40 }\n";
constexpr const char* kRinging = "[[left.tinnitus]]\nkind = \"tone\"\nlevel_db_spl = 60\n";

TEST(ListenerRinging, IsLeftOutAndTheRenderSaysSo) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 0.5));
  write_bytes(folder / "plain.toml", kLoss);
  write_bytes(folder / "rings.toml", std::string(kLoss) + kRinging);
  const auto notes_of = [&](const std::string& name) {
    const Ran ran = render(folder / "in.wav", folder / (name + ".wav"),
                           {"--listener", folder / (name + ".toml"), "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return nlohmann::json::parse(ran.out)["notes"].dump();
  };
  EXPECT_NE(notes_of("rings").find("ringing is heard along a scene only"), std::string::npos);
  EXPECT_EQ(notes_of("plain").find("ringing"), std::string::npos);
  EXPECT_EQ(bytes_of(folder / "rings.wav"), bytes_of(folder / "plain.wav"));
  // The way that the note names.
  write_bytes(folder / "one.toml",
              "format = \"otoscape.scene/1\"\n[listeners]\none = \"rings.toml\"\n[[at]]\ntime = 0\n"
              "listener = \"one\"\n");
  const Ran scene = otoscape({"render", folder / "in.wav", "-o", folder / "scene.wav", "--scene",
                              folder / "one.toml", "--json"});
  EXPECT_EQ(scene.status, 0) << scene.err;
  EXPECT_EQ(nlohmann::json::parse(scene.out)["notes"].dump().find("left out"), std::string::npos);
  EXPECT_NE(bytes_of(folder / "scene.wav"), bytes_of(folder / "plain.wav"));
}

}  // namespace
}  // namespace otoscape::test
