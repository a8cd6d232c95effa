// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/scene/keyframe.h"

// Points of a scene in words, for tables and pictures.

namespace otoscape::io::views {

// "after", or "after | ringing" for left and right; "–" for an ear that does not change; empty
// where neither does.
std::string listener_words(const scene::Keyframe& keyframe);
// "pop, left", "blast", "foam plugs in" …
std::string event_words(const scene::Event& event);
// "12 s ease", "cut".
std::string ramp_words(const scene::Ramp& ramp);
// "heart −6, breath 0", "off".
std::string body_words(const scene::BodySetting& body);
// "felt off", "felt body", "felt water −6".
std::string felt_words(const scene::FeltSetting& felt);

}  // namespace otoscape::io::views
