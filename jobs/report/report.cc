// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/report.h"

#include <fmt/format.h>

#include <filesystem>

#include "io/input_path.h"
#include "io/media/read/media_reader.h"
#include "io/output_file.h"
#include "io/pages/report_page.h"
#include "io/printable.h"
#include "io/views/arc_picture.h"
#include "jobs/report/browser_copy.h"
#include "jobs/report/browser_file.h"
#include "jobs/report/hearing_course.h"
#include "jobs/report/measure_file.h"
#include "jobs/report/report_words.h"

namespace otoscape::jobs::report {
namespace {

namespace fs = std::filesystem;
using io::media::MediaReader;
using io::pages::ReportContents;

constexpr const char* kCopies[] = {"-room.mp4",  "-room.webm",  "-room.m4a",
                                   "-heard.mp4", "-heard.webm", "-heard.m4a"};

std::string stem_of(const std::string& page) {
  fs::path path(page);
  return path.replace_extension().string();
}

// From the page's folder.
std::string link_to(const std::string& file, const std::string& page) {
  std::error_code ignored;
  const fs::path folder = fs::absolute(page, ignored).parent_path();
  return fs::proximate(fs::absolute(file, ignored), folder, ignored).generic_string();
}

// One side of the comparison: a file that browsers play, and what is in it.
struct Side {
  std::string link;
  double offset_s = 0.0;  // of the page's time 0
  bool picture = false;
  SoundPictures pictures;
};

class Report {
 public:
  Report(const ReportRequest& request, const ReportFacts& facts, const io::ProgressCall& progress)
      : request_(request), facts_(facts), progress_(progress) {}

  Result<std::vector<std::string>> write();

 private:
  bool is_part() const { return facts_.length || facts_.begin > Seconds(0.0); }
  int in_stream() const { return *facts_.in.streams().begin(); }
  MeasuredPart part() const;
  Status add_room(bool with_picture);
  Status add_heard(MediaReader& out);
  Status give_file(Side& side, const io::media::MediaInfo& info, CopyRequest copy);
  ReportContents contents() const;
  io::pages::PlayerContents player() const;

  const ReportRequest& request_;
  const ReportFacts& facts_;
  const io::ProgressCall& progress_;
  Side room_, heard_;
  std::vector<std::string> notes_;
};

MeasuredPart Report::part() const {
  return {in_stream(),   facts_.track.calibration,
          Decibels(0.0), facts_.in.info().is_film || is_part(),
          facts_.begin,  facts_.length};
}

// with_picture: where the heard side has none to show.
Status Report::add_room(bool with_picture) {
  auto reader = facts_.in.read_folded();
  if (!reader) return reader.error();
  auto pictures = measure_file(**reader, part(), progress_);
  if (!pictures) return pictures.error();
  room_.pictures = *std::move(pictures);
  room_.offset_s = facts_.begin.value();
  const bool pair = facts_.in.stream(in_stream()).right >= 0;
  const io::media::MediaInfo& info = facts_.in.info();
  const bool picture = !pair && (with_picture || browsers_show(info));
  return give_file(room_, info,
                   {request_.in, in_stream(), stem_of(request_.file) + "-room", picture,
                    request_.overwrite, facts_.begin, facts_.length});
}

Status Report::add_heard(MediaReader& out) {
  const io::media::MediaInfo info = out.info();
  if (info.best_track < 0) return failed(request_.out + ": has no sound to report on");
  const int stream = info.tracks[static_cast<std::size_t>(info.best_track)];
  if (auto chosen = out.choose({stream}, false); !chosen) return chosen;
  MeasuredPart heard = part();
  heard.stream = stream;
  heard.gain = facts_.track.gain;
  heard.has_clock = info.is_film;
  heard.begin = Seconds(0.0);
  auto pictures = measure_file(out, heard, progress_);
  if (!pictures) return pictures.error();
  heard_.pictures = *std::move(pictures);
  return give_file(
      heard_, info,
      {request_.out, stream, stem_of(request_.file) + "-heard", true, request_.overwrite});
}

// The file itself where browsers play it, else a copy that they do.
Status Report::give_file(Side& side, const io::media::MediaInfo& info, CopyRequest copy) {
  std::string file = copy.from;
  side.picture = info.picture() >= 0 && browsers_show(info);
  if (!browsers_play(info, copy.stream, file)) {
    auto made = copy_for_browsers(copy, progress_);
    if (!made) {
      return failed(
          fmt::format("the render is complete, but its report needs a copy of {} for "
                      "browsers: {}",
                      copy.from, made.error().sentence));
    }
    file = made->path;
    side.picture = made->picture;
    if (made->is_part) side.offset_s = 0.0;
    notes_.insert(notes_.end(), made->notes.begin(), made->notes.end());
    notes_.push_back(fmt::format("{} is a copy of {} for browsers, which do not play that",
                                 made->path, copy.from));
  }
  side.link = link_to(file, request_.file);
  return ok();
}

io::pages::PlayerContents Report::player() const {
  const Seconds length(heard_.pictures.seconds);
  io::pages::PlayerContents player;
  player.id = "film";
  player.question = "Listen to";
  player.seconds = length.value();
  if (heard_.picture || room_.picture) {
    const Side& shown = heard_.picture ? heard_ : room_;
    player.picture = shown.link;
    player.picture_offset_s = shown.offset_s;
  }
  const bool scene = facts_.scene != nullptr;
  player.versions = {{"room",
                      "In the room",
                      "The programme, unchanged.",
                      room_.link,
                      room_.offset_s,
                      true,
                      room_.pictures.levels,
                      {}},
                     {"heard", "As heard", heard_words(facts_.heard) + ": one possible percept.",
                      heard_.link, heard_.offset_s, false, heard_.pictures.levels,
                      scene ? hearing_course(*facts_.scene, facts_.begin, length)
                            : hearing_course(*facts_.listener)}};
  player.first = 1;
  if (scene) player.moments = moments(*facts_.scene, facts_.begin, length);
  player.captions = facts_.captions;
  player.vibration = facts_.vibration;
  player.audibility = facts_.audibility;
  player.audibility.begin = Seconds(player.audibility.begin.value() - facts_.begin.value());
  player.audibility_words = facts_.audibility_words;
  return player;
}

ReportContents Report::contents() const {
  ReportContents contents;
  contents.title = io::printable(fs::path(request_.in).stem().string(), 120);
  contents.whose = whose_words(facts_.heard);
  contents.notices = facts_.notices;
  contents.player = player();
  if (facts_.scene != nullptr) {
    // The picture's times are the scene's; the programme's sound begins with the part.
    io::views::SoundOutline outline = room_.pictures.outline;
    const auto before = static_cast<std::size_t>(facts_.begin.value() / outline.step.value());
    outline.peaks.insert(outline.peaks.begin(), before, 0.0f);
    const Seconds end(facts_.begin.value() + heard_.pictures.seconds);
    outline.length = end;
    contents.arc_svg = io::views::arc_svg(*facts_.scene, end, &outline);
    contents.arc_begin_s = facts_.begin.value();
    contents.safety = safety_facts(facts_.track);
  }
  contents.room = room_.pictures.spectrogram;
  contents.heard = heard_.pictures.spectrogram;
  contents.room_loudness = room_.pictures.loudness;
  contents.heard_loudness = heard_.pictures.loudness;
  contents.loudness_lines = loudness_words(facts_.track);
  contents.sheet = sheet_parts(facts_.track, facts_.listener, facts_.scene);
  return contents;
}

Result<std::vector<std::string>> Report::write() {
  auto out = MediaReader::open(request_.out);
  if (!out) return out.error();
  const bool out_shows = (*out)->info().picture() >= 0;
  if (auto added = add_room(!out_shows); !added) return added.error();
  if (auto added = add_heard(**out); !added) return added.error();
  const auto page = io::pages::report_page(contents());
  if (!page) return page.error();
  if (auto written = io::write_text(request_.file, *page, request_.overwrite); !written)
    return written.error();
  return notes_;
}

}  // namespace

Status check_report(const ReportRequest& request) {
  if (request.file.empty()) return ok();
  if (request.file == "-") return wrong_usage("--report -: the page needs a file of its own");
  for (const std::string& other : {request.in, request.out}) {
    if (other == "-")
      return wrong_usage("--report: the page plays IN and OUT, so both need to be files");
  }
  if (auto twice = io::must_be_read_twice(request.in); !twice) return twice;
  for (const char* ending : kCopies) {
    const std::string copy = stem_of(request.file) + ending;
    for (const std::string& other : {request.in, request.out})
      if (io::same_file(copy, other))
        return wrong_usage(
            fmt::format("--report {}: a copy for browsers would replace {}; give "
                        "the page another name",
                        request.file, other));
    if (!request.overwrite && fs::exists(copy))
      return failed(fmt::format("{} exists, of another report; replace it with --overwrite", copy));
  }
  const auto file = io::OutputFile::create(request.file, request.overwrite);
  return file ? ok() : Status(file.error());
}

Result<std::vector<std::string>> write_report(const ReportRequest& request,
                                              const ReportFacts& facts,
                                              const io::ProgressCall& progress) {
  return Report(request, facts, progress).write();
}

}  // namespace otoscape::jobs::report
