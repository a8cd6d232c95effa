// SPDX-License-Identifier: Apache-2.0
// One file through the MSBG simulator, and what that cost: ./run bench peers runs it beside
// the published program. Files are raw little-endian samples at 44.1 kHz, one channel: 32-bit in,
// 64-bit out, or 32-bit for `single`. Sound is read twice and never held whole.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "otoscape/loss/msbg/simulator.h"

namespace otoscape::bench {
namespace {

using namespace loss::msbg;

// "250:10,500:15": hertz and dB HL.
Result<Audiogram> parse(const std::string& text) {
  Audiogram audiogram;
  const char* at = text.c_str();
  for (;;) {
    char* end = nullptr;
    audiogram.frequencies_hz.push_back(std::strtod(at, &end));
    if (end == at || *end != ':') return wrong_usage("an audiogram reads HZ:DB,HZ:DB,…");
    at = end + 1;
    audiogram.thresholds_db_hl.push_back(std::strtod(at, &end));
    if (end == at || (*end != ',' && *end != '\0')) {
      return wrong_usage("an audiogram reads HZ:DB,HZ:DB,…");
    }
    if (*end == '\0') return audiogram;
    at = end + 1;
  }
}

// Calls `take` with every block of the file; its number of samples.
template <class Real, class Take>
Result<long long> for_each_block(const std::string& path, Take take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failed("cannot read " + path);
  std::vector<float> read(16384);
  std::vector<Real> block;
  long long frames = 0;
  while (file) {
    file.read(reinterpret_cast<char*>(read.data()),
              static_cast<std::streamsize>(read.size() * sizeof(float)));
    const auto got = static_cast<std::size_t>(file.gcount()) / sizeof(float);
    block.assign(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(got));
    take(std::span<const Real>(block));
    frames += static_cast<long long>(got);
  }
  return frames;
}

template <class Real>
Result<long long> render(const std::string& in, const std::string& out_path,
                         const Audiogram& audiogram) {
  LevelMeter meter;
  const auto frames =
      for_each_block<Real>(in, [&](std::span<const Real> block) { meter.push(block); });
  if (!frames) return frames.error();
  if (*frames < kFewestFrames) return failed(in + " is shorter than 10 ms");
  const auto gain = meter.gain();
  if (!gain) return gain.error();
  const auto design = Design::make(audiogram);
  if (!design) return design.error();

  std::ofstream file(out_path, std::ios::binary);
  std::vector<Real> out;
  const auto write = [&] {
    file.write(reinterpret_cast<const char*>(out.data()),
               static_cast<std::streamsize>(out.size() * sizeof(Real)));
    out.clear();
  };
  Simulation<Real> simulation(*design, *gain);
  const auto again = for_each_block<Real>(in, [&](std::span<const Real> block) {
    simulation.push(block, out);
    write();
  });
  if (!again) return again.error();
  simulation.finish(out);
  write();
  if (!file.flush()) return failed("cannot write " + out_path);
  return frames;
}

// The most memory this program has held, KiB; 0 where the system does not say.
long peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

int run(const std::string& in, const std::string& out, const std::string& audiogram_text,
        bool single) {
  const auto audiogram = parse(audiogram_text);
  const auto frames = !audiogram ? Result<long long>(audiogram.error())
                      : single   ? render<float>(in, out, *audiogram)
                                 : render<double>(in, out, *audiogram);
  if (!frames) {
    std::fprintf(stderr, "otoscape_msbg: %s\n", frames.error().sentence.c_str());
    return frames.error().kind == Error::Kind::usage ? 2 : 1;
  }
  // Processor time since the program's start.
  std::printf("{\"frames\": %lld, \"seconds\": %.6f, \"peak_kib\": %ld}\n", *frames,
              static_cast<double>(std::clock()) / CLOCKS_PER_SEC, peak_kib());
  return 0;
}

}  // namespace
}  // namespace otoscape::bench

int main(int argc, char** argv) {
  const std::string precision = argc == 5 ? argv[4] : "";
  if (precision != "double" && precision != "single") {
    std::fprintf(stderr, "usage: otoscape_msbg IN.f32 OUT HZ:DB,HZ:DB,… double|single\n");
    return 2;
  }
  return otoscape::bench::run(argv[1], argv[2], argv[3], precision == "single");
}
