// SPDX-License-Identifier: Apache-2.0
// The rules of levels and units, each in two forms that differ in one thing: its nearest legal
// form, and the one that must not compile. That the legal ones compile shows that the others fail
// for the rule's sake. RULE names the rule; with LEGAL defined the legal forms of all are taken.

#include "otoscape/base/block.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"
#include "otoscape/units/reference_threshold.h"
#include "otoscape/units/time.h"

#ifdef LEGAL
#define RULE_FORM(legal, illegal) legal
#define RULE_IS(number) true
#else
#define RULE_FORM(legal, illegal) illegal
#define RULE_IS(number) (RULE == number)
#endif

namespace otoscape::test {

void take_spl(DbSpl);
void take_hl(DbHl);
void take_decibels(Decibels);
void take_hertz(Hertz);
void take_seconds(Seconds);
void take_pascals(PascalBlock);
void take_readable(ConstBlock<PascalUnit>);

void levels(DbSpl spl, DbHl hl, DbFs fs, Decibels gain, Hertz hertz) {
#if RULE_IS(1)
  RULE_FORM((void)(spl + gain), (void)(spl + spl));  // two levels cannot be added
#endif
#if RULE_IS(2)
  RULE_FORM((void)(spl - spl), (void)(spl - hl));  // levels of two scales cannot be subtracted
#endif
#if RULE_IS(3)
  RULE_FORM((void)(spl < spl), (void)(spl < hl));  // levels of two scales cannot be compared
#endif
#if RULE_IS(4)
  RULE_FORM(take_spl(to_spl(hl, hertz)), take_spl(hl));  // hearing level is no sound pressure level
#endif
#if RULE_IS(5)
  RULE_FORM(take_hl(to_hl(spl, hertz)), take_hl(spl));  // sound pressure level is no hearing level
#endif
#if RULE_IS(6)
  RULE_FORM(take_spl(Calibration::home().to_spl(fs)),
            take_spl(fs));  // full scale needs a calibration
#endif
#if RULE_IS(7)
  RULE_FORM((void)Calibration(spl),
            (void)Calibration(hl));  // a calibration takes a sound pressure level
#endif
#if RULE_IS(8)
  RULE_FORM(take_decibels(spl - spl), take_decibels(spl));  // a level is no difference
#endif
#if RULE_IS(9)
  RULE_FORM(take_hl(hl + gain), take_hl(gain));  // a difference is no level
#endif
}

void numbers(DbHl hl, Hertz hertz, Seconds seconds, Frames frames) {
#if RULE_IS(10)
  RULE_FORM(take_hl(DbHl(40.0)), take_hl(40.0));  // a bare number is no hearing level
#endif
#if RULE_IS(11)
  RULE_FORM(take_decibels(Decibels(6.0)), take_decibels(6.0));  // a bare number is no difference
#endif
#if RULE_IS(12)
  RULE_FORM((void)(hl + Decibels(6.0)),
            (void)(hl + 6.0));  // a bare number cannot be added to a level
#endif
#if RULE_IS(13)
  RULE_FORM(take_hertz(Hertz(1000.0)), take_hertz(1000.0));  // a bare number is no frequency
#endif
#if RULE_IS(14)
  RULE_FORM((void)(hl.value() * 2.0), (void)(hl * 2.0));  // a level is no bare number
#endif
#if RULE_IS(15)
  RULE_FORM(take_hertz(hertz), take_hertz(seconds));  // seconds are no frequency
#endif
#if RULE_IS(16)
  RULE_FORM(take_seconds(seconds), take_seconds(hertz));  // a frequency is no time
#endif
#if RULE_IS(17)
  RULE_FORM(take_seconds(to_seconds(frames, hertz)),
            take_seconds(frames));  // frames are no time without a rate
#endif
}

void sounds(PascalBlock pascals, ConstBlock<PascalUnit> readable, FullScaleBlock full_scale) {
#if RULE_IS(18)
  RULE_FORM(take_pascals(pascals), take_pascals(full_scale));  // uncalibrated sound is no pressure
#endif
#if RULE_IS(19)
  RULE_FORM(take_readable(pascals), take_pascals(readable));  // sound to read cannot be written
#endif
}

}  // namespace otoscape::test
