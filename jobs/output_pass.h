// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "io/media/write/media_writer.h"
#include "io/output_file.h"
#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "jobs/output_loudness.h"
#include "jobs/pipeline.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// The pass that writes the output: tracks are rendered, other streams copied.
class OutputPass {
 public:
  OutputPass(const RenderJob& job, const models::InputFile& in, const Region& region,
             const io::media::OutputPlan& plan, const models::RenderModel& model)
      : job_(job),
        in_(in),
        region_(region),
        plan_(plan),
        model_(model),
        loudness_(model.loudness_points(), threads_of(job) > 1) {}

  // Before run: stems that begin with the file and whose folder appears before it does; null: none.
  void has_stems(models::StemWriter* stems);
  // The same of vibration.
  void has_haptics(haptics::HapticsWriter* haptics);

  // Before run: subtitles that the file gets beside the plan's streams.
  void adds(std::vector<io::media::TextTrack> texts) { texts_ = std::move(texts); }

  // The file appears under its name when it is complete.
  Status run(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
             const io::ProgressCall& progress);
  // What became of copied streams, for the user; after run.
  const std::vector<std::string>& notes() const { return notes_; }
  // Of what was written of a track; after run.
  std::optional<measure::LoudnessFacts> loudness(int stream) const {
    return loudness_.facts(stream);
  }

 private:
  io::media::WriterOptions writer_options(const Pipeline::Tracks& tracks) const;
  bool has_clock() const;
  Status write(io::media::MediaWriter& writer, io::media::Piece piece);
  void measure(const io::media::SoundPiece& sound, const Pipeline::Tracks& tracks);
  Status run_through(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                     io::media::MediaWriter& writer, const io::ProgressCall& progress);
  Status copy_chunks(const io::OutputFile& file, const Pipeline::Tracks& tracks) const;
  Status write_adm(const io::OutputFile& file, const Pipeline::Tracks& tracks) const;
  double rate_ratio(const Pipeline::Tracks& tracks) const;
  Error about_out(const Error& error) const;

  const RenderJob& job_;
  const models::InputFile& in_;
  const Region& region_;
  const io::media::OutputPlan& plan_;
  const models::RenderModel& model_;
  models::StemWriter* stems_ = nullptr;
  std::vector<io::media::TextTrack> texts_;
  haptics::HapticsWriter* haptics_ = nullptr;
  std::vector<std::string> notes_;
  OutputLoudness loudness_;
  std::set<int> started_;  // streams of the output that have their first frame
};

}  // namespace otoscape::jobs
