// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/fit_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "io/media/ffmpeg.h"
#include "io/media/speakers.h"
#include "io/media/write/audio_encoder.h"
#include "io/media/write/container.h"
#include "io/media/write/trial.h"

namespace otoscape::io::media {
namespace {

class Fitting {
 public:
  Fitting(OutputPlan& plan, MediaReader& source, const WriterOptions& options)
      : plan_(plan), source_(source), packets_(source.look_ahead()), options_(options) {}

  Status fit();

 private:
  std::unique_ptr<Trial> trial(const OutputPlan& plan) const {
    return std::make_unique<Trial>(plan, source_, packets_, options_);
  }
  OutputPlan with(std::vector<StreamPlan> streams) const;
  bool holds(std::vector<StreamPlan> streams) const {
    return trial(with(std::move(streams)))->all_returned();
  }
  Status check_layouts() const;
  void note_renamed();
  void drop_unwritten();
  void add_one_by_one();
  Status note_left_out();
  Status refuse_sound() const;
  Status refuse_picture(int stream, const std::string& can) const;
  void note_descriptions();
  std::string holder(const StreamPlan& stream) const;
  std::string looks_holder() const;
  std::string name_of(int stream) const;
  const StreamInfo& info_of(int stream) const {
    return source_.info().streams[static_cast<std::size_t>(stream)];
  }
  StreamInfo::Kind kind_of(int stream) const { return info_of(stream).kind; }
  bool is_moving(int stream) const { return info_of(stream).is_moving_picture(); }

  OutputPlan& plan_;
  MediaReader& source_;
  const std::deque<Packet>& packets_;
  const WriterOptions& options_;
  std::unique_ptr<Trial> current_;  // of plan_
  std::vector<StreamPlan> left_out_;
};

// Streams that FFmpeg makes anew from tags and chapters: time code and the text of chapters.
bool is_made_anew(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  if (par.codec_type != AVMEDIA_TYPE_DATA) return false;
  const bool chapters = par.codec_id == AV_CODEC_ID_BIN_DATA && stream.discard == AVDISCARD_ALL;
  return chapters || par.codec_tag == MKTAG('t', 'm', 'c', 'd');
}

OutputPlan Fitting::with(std::vector<StreamPlan> streams) const {
  OutputPlan plan = plan_;
  plan.streams = std::move(streams);
  return plan;
}

Status Fitting::fit() {
  std::erase_if(plan_.streams, [&](const StreamPlan& s) {
    return !s.render && is_made_anew(*source_.context().streams[s.source]);
  });
  for (const StreamPlan& s : plan_.streams) {
    if (!s.render) continue;
    const auto encoder = AudioEncoder::open(*s.render, options_.rendered.at(s.source), false, 1);
    if (!encoder) return encoder.error();
  }
  current_ = trial(plan_);
  if (auto status = check_layouts(); !status) return status;
  if (!current_->all_returned()) {
    drop_unwritten();
    current_ = trial(plan_);
    if (!current_->all_returned()) return refuse_sound();
  }
  if (auto status = note_left_out(); !status) return status;
  note_renamed();
  if (!plan_.excerpt) note_descriptions();
  return ok();
}

// Never fewer channels than asked, nor channels of unknown loudspeakers.
Status Fitting::check_layouts() const {
  for (std::size_t i = 0; i < plan_.streams.size(); ++i) {
    if (!current_->lost_layout(i)) continue;
    const StreamPlan& stream = plan_.streams[i];
    const StreamSpec& spec = options_.rendered.at(stream.source);
    return wrong_usage(fmt::format("{} sound in .{} files does not keep the layout {}; {}",
                                   stream.render->encoder, plan_.extension, text_of(spec.surround),
                                   who_holds(spec.channels())));
  }
  return ok();
}

void Fitting::note_renamed() {
  for (std::size_t i = 0; i < plan_.streams.size(); ++i) {
    const Layout named = current_->renamed(i);
    if (named.channels() == 0) continue;
    const Layout& asked = options_.rendered.at(plan_.streams[i].source).surround;
    plan_.notes.push_back(fmt::format(
        "{} sound in .{} files calls the layout {} {}: the same "
        "loudspeakers",
        plan_.streams[i].render->encoder, plan_.extension, text_of(asked), text_of(named)));
  }
}

// First all that did not come back at once; where that is not enough, each is tried.
void Fitting::drop_unwritten() {
  if (current_->written()) {
    std::vector<StreamPlan> kept, lost;
    for (std::size_t i = 0; i < plan_.streams.size(); ++i) {
      (current_->returned(i) || plan_.streams[i].render ? kept : lost).push_back(plan_.streams[i]);
    }
    if (holds(kept)) {
      plan_.streams = kept;
      left_out_ = lost;
      return;
    }
  }
  add_one_by_one();
}

// Pictures come first: some containers hold nothing without one.
void Fitting::add_one_by_one() {
  std::vector<bool> kept;
  for (const StreamPlan& s : plan_.streams) kept.push_back(s.render.has_value());
  const auto chosen = [&] {
    std::vector<StreamPlan> streams;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i]) streams.push_back(plan_.streams[i]);
    }
    return streams;
  };
  for (const bool pictures : {true, false}) {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (plan_.streams[i].render || is_moving(plan_.streams[i].source) != pictures) continue;
      kept[i] = true;
      if (holds(chosen())) continue;
      kept[i] = false;
      left_out_.push_back(plan_.streams[i]);
    }
  }
  plan_.streams = chosen();
}

std::string Fitting::name_of(int stream) const {
  const StreamInfo& info = info_of(stream);
  const AVStream& in = *source_.context().streams[stream];
  if (is_moving(stream)) return fmt::format("the picture in stream {} ({})", stream, info.codec);
  if (info.cover_art) return fmt::format("the cover in stream {} ({})", stream, info.codec);
  if (info.kind == StreamInfo::Kind::attachment) {
    const auto* name = av_dict_get(in.metadata, "filename", nullptr, 0);
    return fmt::format("the attachment in stream {} ({})", stream,
                       name != nullptr ? name->value : info.codec);
  }
  char tag[AV_FOURCC_MAX_STRING_SIZE] = "";
  const bool by_tag = info.codec == "bin_data" || info.codec == "none";
  return fmt::format("stream {} ({})", stream,
                     by_tag ? av_fourcc_make_string(tag, in.codecpar->codec_tag) : info.codec);
}

// "; .mkv can", or nothing where no other container holds this stream.
std::string Fitting::holder(const StreamPlan& stream) const {
  for (const char* extension : {"mkv", "mov", "mp4", "ts", "mpg", "avi", "nut"}) {
    const auto container = container_of(fmt::format("x.{}", extension));
    if (!container || container->format->name == plan_.muxer) continue;
    OutputPlan plan = with({stream});
    plan.muxer = container->format->name;
    plan.extension = extension;
    if (trial(plan)->all_returned()) return fmt::format("; .{} can", extension);
  }
  return "";
}

Status Fitting::refuse_sound() const {
  const auto is_rendered = [](const StreamPlan& s) { return s.render.has_value(); };
  const auto rendered = std::ranges::find_if(plan_.streams, is_rendered);
  const auto tracks = std::ranges::count_if(plan_.streams, is_rendered);
  if (tracks > 1 && holds({*rendered})) {
    return wrong_usage(fmt::format(
        ".{} files hold one track; render all tracks into .mkv, .mp4 or .mov", plan_.extension));
  }
  const std::string needs = needs_of(plan_.muxer);
  if (!needs.empty()) {
    return wrong_usage(fmt::format(".{} {}; try .mov or .mkv", plan_.extension, needs));
  }
  return wrong_usage(fmt::format(
      "FFmpeg cannot put {} sound of {} Hz into .{} files; choose another --audio-codec or another "
      "extension, such as .mkv",
      rendered->render->encoder, options_.rendered.at(rendered->source).rate.value(),
      plan_.extension));
}

Status Fitting::note_left_out() {
  for (const StreamPlan& stream : left_out_) {
    const std::string can = holder(stream);
    if (is_moving(stream.source) && plan_.needs_picture) return refuse_picture(stream.source, can);
    const bool one_track =
        !plan_.film && kind_of(stream.source) == StreamInfo::Kind::sound && holds({stream});
    plan_.notes.push_back(fmt::format("{} is left out: .{} files {}{}", name_of(stream.source),
                                      plan_.extension,
                                      one_track ? "hold one track" : "cannot hold it", can));
  }
  return ok();
}

Status Fitting::refuse_picture(int stream, const std::string& can) const {
  const std::string needs = needs_of(plan_.muxer);
  // Where a picture is encoded anew, the film is made for it.
  const bool encodes = std::ranges::any_of(plan_.streams, &StreamPlan::encoded);
  return wrong_usage(
      fmt::format(".{} files cannot hold {}{}{}{}", plan_.extension, name_of(stream), can,
                  needs.empty() ? "" : fmt::format("; .{} {}", plan_.extension, needs),
                  encodes ? "" : "; --without-picture leaves it out"));
}

void Fitting::note_descriptions() {
  auto lost = current_->lost_tags();
  // QuickTime's list of any tags takes the place of the one with covers.
  if (plan_.muxer == "mov" && !lost.empty()) {
    OutputPlan all = plan_;
    all.all_tags = true;
    auto second = trial(all);
    if (second->all_returned() && second->lost_tags().size() < lost.size()) {
      plan_.all_tags = true;
      lost = second->lost_tags();
      current_ = std::move(second);
    }
  }
  if (current_->lost_chapters()) {
    plan_.notes.push_back(fmt::format(
        "the chapters are left out: .{} files cannot hold them; .mkv can", plan_.extension));
  }
  if (!lost.empty()) {
    plan_.notes.push_back(fmt::format("tags that .{} files cannot hold are left out: {}; .mkv can",
                                      plan_.extension, fmt::join(lost, ", ")));
  }
  if (const auto looks = current_->lost_looks(); !looks.empty()) {
    plan_.notes.push_back(fmt::format("what .{} files cannot say of a picture is left out: {}{}",
                                      plan_.extension, fmt::join(looks, ", "), looks_holder()));
  }
}

// "; .mp4 can", for how pictures look; nothing where no container holds all of it.
std::string Fitting::looks_holder() const {
  std::vector<StreamPlan> pictures;
  std::ranges::copy_if(plan_.streams, std::back_inserter(pictures),
                       [&](const auto& s) { return !s.render && is_moving(s.source); });
  for (const char* extension : {"mkv", "mp4", "mov"}) {
    OutputPlan plan = with(pictures);
    plan.muxer = container_of(fmt::format("x.{}", extension))->format->name;
    plan.extension = extension;
    const auto other = trial(plan);
    if (other->all_returned() && other->lost_looks().empty())
      return fmt::format("; .{} can", extension);
  }
  return "";
}

}  // namespace

Status fit_plan(OutputPlan& plan, MediaReader& source, const WriterOptions& options) {
  return Fitting(plan, source, options).fit();
}

}  // namespace otoscape::io::media
