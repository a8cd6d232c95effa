// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/languages.h"

#include <algorithm>
#include <array>
#include <utility>

namespace otoscape::jobs::captions {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// ISO 639-1 to 639-2/T.
constexpr std::array<Pair, 32> kLanguages = {
    {{"ar", "ara"}, {"bg", "bul"}, {"ca", "cat"}, {"cs", "ces"}, {"da", "dan"}, {"de", "deu"},
     {"el", "ell"}, {"en", "eng"}, {"es", "spa"}, {"et", "est"}, {"fa", "fas"}, {"fi", "fin"},
     {"fr", "fra"}, {"he", "heb"}, {"hi", "hin"}, {"hr", "hrv"}, {"hu", "hun"}, {"it", "ita"},
     {"ja", "jpn"}, {"ko", "kor"}, {"lt", "lit"}, {"lv", "lav"}, {"nb", "nob"}, {"nl", "nld"},
     {"no", "nor"}, {"pl", "pol"}, {"pt", "por"}, {"ro", "ron"}, {"ru", "rus"}, {"sv", "swe"},
     {"tr", "tur"}, {"zh", "zho"}}};

// ISO 639-2/B where it is another code than 639-2/T.
constexpr std::array<Pair, 8> kBibliographic = {{{"cs", "cze"},
                                                 {"de", "ger"},
                                                 {"el", "gre"},
                                                 {"fa", "per"},
                                                 {"fr", "fre"},
                                                 {"nl", "dut"},
                                                 {"ro", "rum"},
                                                 {"zh", "chi"}}};

}  // namespace

std::string three_letters(std::string_view language) {
  const auto found =
      std::ranges::find(kLanguages, language.substr(0, language.find('-')), &Pair::first);
  return std::string(found != kLanguages.end() ? found->second : language);
}

std::string two_letters(std::string_view language) {
  const auto found = std::ranges::find(kLanguages, language, &Pair::second);
  if (found != kLanguages.end()) return std::string(found->first);
  const auto other = std::ranges::find(kBibliographic, language, &Pair::second);
  return std::string(other != kBibliographic.end() ? other->first : language);
}

}  // namespace otoscape::jobs::captions
