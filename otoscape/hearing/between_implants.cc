// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/between_implants.h"

#include <cmath>

namespace otoscape::hearing {
namespace {

double way(double a, double b, double part) { return std::lerp(a, b, part); }
Decibels way(Decibels a, Decibels b, double part) {
  return Decibels(std::lerp(a.value(), b.value(), part));
}
double octaves_way(double a, double b, double part) {
  return a == b ? a : std::exp2(std::lerp(std::log2(a), std::log2(b), part));
}
Hertz way(Hertz a, Hertz b, double part) { return Hertz(octaves_way(a.value(), b.value(), part)); }

template <class T>
std::optional<T> way(const std::optional<T>& a, const std::optional<T>& b, double part) {
  if (a && b) return way(*a, *b, part);
  return part < 0.5 ? a : b;
}

// The implant that supplies the values without interpolation: those that are not numbers, and those
// that change a map or a delay.
Implant nearer(const Implant& a, const Implant& b, double part) { return part < 0.5 ? a : b; }

}  // namespace

std::optional<Implant> between(const std::optional<Implant>& a, const std::optional<Implant>& b,
                               double part) {
  if (!a || !b || a->map != b->map || a->percept != b->percept) return part < 0.5 ? a : b;
  Implant now = nearer(*a, *b, part);
  now.adaptation = way(a->adaptation, b->adaptation, part);
  // Of a film's percept it is the grid of tones, which does not glide.
  const bool places_glide = a->percept == ImplantPercept::vocoder && a->array == b->array;
  if (places_glide) now.insertion_mm = way(a->insertion_mm, b->insertion_mm, part);
  if (a->spread_domain == b->spread_domain) {
    now.spread_db_per_mm = way(a->spread_db_per_mm, b->spread_db_per_mm, part);
  }
  now.envelope = way(a->envelope, b->envelope, part);
  now.band_low = way(a->band_low, b->band_low, part);
  now.band_high = way(a->band_high, b->band_high, part);
  now.smear = way(a->smear, b->smear, part);
  now.flattening = way(a->flattening, b->flattening, part);
  if (a->formant_shift && b->formant_shift) {
    now.formant_shift = octaves_way(*a->formant_shift, *b->formant_shift, part);
  }
  now.matched_pitch = way(a->matched_pitch, b->matched_pitch, part);
  now.sines = way(a->sines, b->sines, part);
  now.transients = way(a->transients, b->transients, part);
  now.noise = way(a->noise, b->noise, part);
  now.roughness = way(a->roughness, b->roughness, part);
  now.variety = way(a->variety, b->variety, part);
  now.clarity = way(a->clarity, b->clarity, part);
  now.confusion_deg = way(a->confusion_deg, b->confusion_deg, part);
  return now;
}

}  // namespace otoscape::hearing
