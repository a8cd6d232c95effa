// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/severity.h"

namespace otoscape::loss::msbg {

Severity severity_of(const Audiogram& audiogram) {
  double sum_db = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < audiogram.frequencies_hz.size(); ++i) {
    const double frequency_hz = audiogram.frequencies_hz[i];
    if (frequency_hz < 2000.0 || frequency_hz > 8000.0) continue;
    sum_db += audiogram.thresholds_db_hl[i];
    ++count;
  }
  const double mean_db = count == 0 ? 0.0 : sum_db / count;
  if (mean_db > 56.0) return Severity::severe;
  if (mean_db > 35.0) return Severity::moderate;
  return mean_db > 15.0 ? Severity::mild : Severity::nothing;
}

Broadening broadening_of(Severity severity) {
  switch (severity) {
    case Severity::severe:
      return {4.0, 2.0};
    case Severity::moderate:
      return {2.4, 1.6};
    case Severity::mild:
      return {1.6, 1.1};
    case Severity::nothing:
      break;
  }
  return {1.0, 1.0};
}

}  // namespace otoscape::loss::msbg
