// SPDX-License-Identifier: Apache-2.0
// The rules of levels and units, each in two forms that differ in one thing: its nearest legal
// form, and the one that must not compile. That the legal one compiles shows that the other fails
// for the rule's sake. RULE names the rule; with LEGAL defined its legal form is taken.

#include "otoscape/base/block.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"
#include "otoscape/units/reference_threshold.h"
#include "otoscape/units/time.h"

#ifdef LEGAL
#define RULE_FORM(legal, illegal) legal
#else
#define RULE_FORM(legal, illegal) illegal
#endif

namespace otoscape::test {

void take_spl(DbSpl);
void take_hl(DbHl);
void take_decibels(Decibels);
void take_hertz(Hertz);
void take_seconds(Seconds);
void take_pascals(PascalBlock);
void take_readable(ConstBlock<PascalUnit>);

void rule(DbSpl spl, DbHl hl, DbFs fs, Decibels gain, Hertz hertz, Seconds seconds, Frames frames,
          PascalBlock pascals, ConstBlock<PascalUnit> readable, FullScaleBlock full_scale) {
#if RULE == 1
  RULE_FORM((void)(spl + gain), (void)(spl + spl));  // two levels cannot be added
#elif RULE == 2
  RULE_FORM((void)(spl - spl), (void)(spl - hl));  // levels of two scales cannot be subtracted
#elif RULE == 3
  RULE_FORM((void)(spl < spl), (void)(spl < hl));  // levels of two scales cannot be compared
#elif RULE == 4
  RULE_FORM(take_spl(to_spl(hl, hertz)), take_spl(hl));  // hearing level is no sound pressure level
#elif RULE == 5
  RULE_FORM(take_hl(to_hl(spl, hertz)), take_hl(spl));  // sound pressure level is no hearing level
#elif RULE == 6
  RULE_FORM(take_spl(Calibration::home().to_spl(fs)),
            take_spl(fs));  // full scale needs a calibration
#elif RULE == 7
  RULE_FORM((void)Calibration(spl),
            (void)Calibration(hl));  // a calibration takes a sound pressure level
#elif RULE == 8
  RULE_FORM(take_decibels(spl - spl), take_decibels(spl));  // a level is no difference
#elif RULE == 9
  RULE_FORM(take_hl(hl + gain), take_hl(gain));  // a difference is no level
#elif RULE == 10
  RULE_FORM(take_hl(DbHl(40.0)), take_hl(40.0));  // a bare number is no hearing level
#elif RULE == 11
  RULE_FORM(take_decibels(Decibels(6.0)), take_decibels(6.0));  // a bare number is no difference
#elif RULE == 12
  RULE_FORM((void)(hl + Decibels(6.0)),
            (void)(hl + 6.0));  // a bare number cannot be added to a level
#elif RULE == 13
  RULE_FORM(take_hertz(Hertz(1000.0)), take_hertz(1000.0));  // a bare number is no frequency
#elif RULE == 14
  RULE_FORM((void)(hl.value() * 2.0), (void)(hl * 2.0));  // a level is no bare number
#elif RULE == 15
  RULE_FORM(take_hertz(hertz), take_hertz(seconds));  // seconds are no frequency
#elif RULE == 16
  RULE_FORM(take_seconds(seconds), take_seconds(hertz));  // a frequency is no time
#elif RULE == 17
  RULE_FORM(take_seconds(to_seconds(frames, hertz)),
            take_seconds(frames));  // frames are no time without a rate
#elif RULE == 18
  RULE_FORM(take_pascals(pascals), take_pascals(full_scale));  // uncalibrated sound is no pressure
#elif RULE == 19
  RULE_FORM(take_readable(pascals), take_pascals(readable));  // sound to read cannot be written
#else
#error "no such rule"
#endif
}

}  // namespace otoscape::test
