// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/recorded_shots.h"

#include "otoscape/render/inside/body_player.h"

namespace otoscape::render::inside {
namespace {

std::size_t index_of(scene::OwnSound::Kind kind) {
  return static_cast<std::size_t>(scene::Recorded::swallow) + static_cast<std::size_t>(kind);
}

}  // namespace

bool RecordedShots::place(scene::OwnSound::Kind kind, const body::Shot& shot,
                          const std::array<bool, 2>& ears) {
  const std::size_t index = index_of(kind);
  if (recordings_ == nullptr || recordings_->takes[index] == nullptr) return false;
  Source& source = sources_[index];
  const std::size_t takes = recordings_->takes[index]->size();
  source.at.resize(takes);
  body::TakeOrder order(takes, takes_key(seed_, static_cast<scene::Recorded>(index)));
  const std::size_t take = order.at(source.number++);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    if (ears[ear]) source.at[take][ear].push_back(shot);
  }
  return true;
}

void RecordedShots::add_to(std::array<std::vector<body::Shots>, 2>& events, int ears) const {
  for (std::size_t index = 0; index < sources_.size(); ++index) {
    for (std::size_t take = 0; take < sources_[index].at.size(); ++take) {
      for (std::size_t ear = 0; ear < static_cast<std::size_t>(ears); ++ear) {
        const auto& at = sources_[index].at[take][ear];
        if (!at.empty()) events[ear].emplace_back((*recordings_->takes[index])[take][ear], at);
      }
    }
  }
}

}  // namespace otoscape::render::inside
