// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/crash_note.h"
#include "apps/cli/layout_argument.h"
#include "apps/cli/progress_bar.h"
#include "apps/cli/time_argument.h"
#include "io/files/scene_file.h"
#include "io/output_file.h"
#include "io/views/arc_picture.h"
#include "io/views/scene_table.h"
#include "jobs/measure/scene_course.h"
#include "jobs/measure/section_table.h"
#include "jobs/measure/sound_outline.h"
#include "jobs/measure/take_folders.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::cli {
namespace {

struct SceneArguments {
  std::string scene, fit_to, out, film, input_layout, calibration = "home";
  bool fit = false, overwrite = false;
};

// A length as people type it, with frames as the scene counts them, or a film's own.
Result<Seconds> length_of(const std::string& film_or_seconds, const scene::Scene& scene) {
  const auto time = parse_length("--fit", film_or_seconds, [&]() -> Result<io::files::TimeReader> {
    return io::files::TimeReader::of(scene);
  });
  const bool in_frames = io::files::notation_of(film_or_seconds) != scene::TimeNotation::seconds;
  if (in_frames || (time && *time > Seconds(0.0))) return time;
  const bool file = film_or_seconds.find('/') != std::string::npos ||
                    std::filesystem::path(film_or_seconds).has_extension();
  if (file) return jobs::measure::film_length(film_or_seconds);
  return wrong_usage(
      fmt::format("--fit {}: say a film, seconds, M:S, H:M:S or H:M:S:F", film_or_seconds));
}

Result<jobs::measure::SceneCourse> course_of(const SceneArguments& asked,
                                             const scene::Scene& scene) {
  const auto calibration = jobs::measure::parse_calibration(asked.calibration);
  if (!calibration) return calibration.error();
  const auto layout = parse_input_layout(asked.input_layout);
  if (!layout) return layout.error();
  const CrashNote crash(asked.film, asked.out);
  ProgressBar bar(true);
  const auto show = [&](io::Progress progress) { bar.show(progress); };
  return jobs::measure::scene_course(scene, asked.film, *calibration, show, *layout);
}

// What the scene does to the film's loudness, without rendering it.
std::string course_text(const jobs::measure::SceneCourse& course, const scene::Scene& scene) {
  const auto written = [&](Seconds time) { return io::files::written(time, scene); };
  std::string text = fmt::format(
      "\nloudness of each section, estimated within 2 or 3 LU; LU re the programme, {:.1f} LUFS\n",
      course.reference.programme_lufs);
  text +=
      jobs::measure::section_table(course.sections, course.reference.programme_lufs, written, "");
  for (const auto& action : course.cap_actions) {
    text += fmt::format(
        "the return cap will act at {}: a rise of {:.0f} LU, {:.0f} LU of it "
        "delayed by less than half a second\n",
        written(action.time), action.rise_lu, action.excess_lu);
  }
  for (const std::string& note : course.notes) text += "note: " + note + "\n";
  return text;
}

Status check(const SceneArguments& asked) {
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  if (!asked.fit_to.empty()) {
    const auto length = length_of(asked.fit_to, loaded->scene);
    if (!length) return length.error();
    auto status = io::files::fit_scene(loaded->scene, *length, loaded->notes);
    if (!status) return status;
  }
  const auto takes = jobs::measure::read_takes(loaded->scene.recordings, loaded->notes);
  if (!takes) return takes.error();
  std::string text = io::views::scene_table(*loaded);
  if (!takes->empty()) text += "\nrecordings\n" + jobs::measure::takes_text(*takes);
  if (!asked.film.empty()) {
    const auto course = course_of(asked, loaded->scene);
    if (!course) return course.error();
    text += course_text(*course, loaded->scene);
  }
  return io::write_text("-", text, true);
}

Status plot(const SceneArguments& asked) {
  if (std::filesystem::path(asked.out).extension() != ".svg") {
    return wrong_usage(fmt::format("{}: a scene is drawn as .svg", asked.out));
  }
  if (asked.fit && asked.film.empty()) {
    return wrong_usage("--fit needs the film to fit the scene to: give --film");
  }
  auto loaded = io::files::load_scene(asked.scene);
  if (!loaded) return loaded.error();
  scene::Scene& scene = loaded->scene;
  std::optional<io::views::SoundOutline> film;
  if (!asked.film.empty()) {
    const CrashNote crash(asked.film, asked.out);
    const auto layout = parse_input_layout(asked.input_layout);
    if (!layout) return layout.error();
    auto outline = jobs::measure::sound_outline(asked.film, *layout);
    if (!outline) return outline.error();
    film = *std::move(outline);
  }
  std::vector<std::string> notes;
  if (asked.fit) {
    if (auto status = io::files::fit_scene(scene, film->length, notes); !status) return status;
  }
  if (film) {
    const auto course = course_of(asked, scene);
    if (!course) return course.error();
    film->loudness = jobs::measure::loudness_curves(*course);
    scene.keyframes = render::programme::in_db(std::move(scene.keyframes), course->reference);
  }
  Seconds length = film ? film->length : scene::own_length(scene);
  if (!film && !scene.length) length = Seconds(length.value() * 1.05 + 1.0);  // see its end
  auto drawn = io::write_text(asked.out, io::views::arc_svg(scene, length, film ? &*film : nullptr),
                              asked.overwrite);
  // Where the picture itself goes to standard output, words must not.
  if (!drawn || notes.empty() || asked.out == "-") return drawn;
  return io::write_text("-", "note: " + notes.front() + "\n", true);
}

}  // namespace

Command add_scene(CLI::App& program) {
  auto asked = std::make_shared<SceneArguments>();
  CLI::App* command = program.add_subcommand("scene", "Look at a scene before rendering it");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* meaning) {
    CLI::App* one = command->add_subcommand(name, meaning);
    one->add_option("scene", asked->scene, "FILE.toml, or preset:NAME (see otoscape presets)")
        ->required();
    return one;
  };
  CLI::App* check_one = add("check", "List its points and recordings, and what is odd about it");
  check_one->add_option("--fit", asked->fit_to,
                        "Stretched to this: a film, or a length in seconds, M:S, H:M:S or H:M:S:F");
  check_one->add_option("--film", asked->film,
                        "Say how loud this film's sections will be: the room, what is heard, and "
                        "world, felt and inside by themselves; and warn where that is odd");
  check_one->footer(
      "Examples\n  otoscape scene check preset:sudden-loss\n"
      "  otoscape scene check my.toml --fit film.mkv --film film.mkv");
  CLI::App* plot_one = add("plot", "Draw it over time");
  plot_one->add_option("-o,--out", asked->out, "OUT.svg")->required();
  plot_one->add_option("--film", asked->film,
                       "Draw this film's sound above it and its loudness along the scene below");
  for (CLI::App* one : {check_one, plot_one}) {
    one->add_option("-c,--calibration", asked->calibration,
                    "The level of the film, as for otoscape render")
        ->capture_default_str();
    add_input_layout(*one, asked->input_layout, "the film's");
  }
  plot_one->add_flag("--fit", asked->fit, "Stretch the scene to the film's length");
  plot_one->add_flag("--overwrite", asked->overwrite, "Replace OUT if it exists");
  plot_one->footer("Example\n  otoscape scene plot my.toml -o arc.svg --film film.mkv --fit");
  command->footer(
      "Examples\n  otoscape scene check my.toml\n"
      "  otoscape scene plot preset:sudden-loss -o arc.svg");
  return [asked, check_one] { return check_one->parsed() ? check(*asked) : plot(*asked); };
}

}  // namespace otoscape::cli
