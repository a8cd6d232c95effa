// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/band.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/drums.h"
#include "apps/demo/picture/head.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

bool playing(double seconds) {
  return seconds > sound::kGrooveStart - 0.2 && seconds < sound::kLastHit + 0.3;
}

// Down with every beat, back up before the next: 0…1.
double nod(double seconds) {
  if (!playing(seconds)) return 0.0;
  const double beat = (seconds - sound::kGrooveStart) / sound::kBeat;
  return 0.5 + 0.5 * std::cos(kTurn * beat);
}

// −1 above the strings … 1 below: down with a chord, slowly up to the next.
double strum(const sound::Scene& scene, double seconds) {
  double since = 1000.0;
  for (const double at : scene.chords)
    if (at <= seconds + 0.05) since = seconds - at;
  if (since > 1.5) return -0.4;
  return since < 0.05 ? -1.0 + 2.0 * ease(-0.05, 0.05, since) : 1.0 - 2.0 * ease(0.05, 0.45, since);
}

struct Guitar {
  Ink body;
  double neck;  // length
};

void draw_guitar(Canvas& canvas, const Guitar& guitar) {
  const auto kept = canvas.scope();
  canvas.shift({-18, 150});
  canvas.turn(-0.34);
  canvas.box({40, -7, guitar.neck, 14}, 5);
  canvas.fill(ink(0x3a2419));
  canvas.box({34.0 + guitar.neck, -11, 38, 21}, 6);
  canvas.fill(ink(0x241711));
  canvas.blob({{-72, -6},
               {-56, -42},
               {-14, -38},
               {16, -30},
               {46, -44},
               {62, -22},
               {50, 0},
               {60, 22},
               {40, 40},
               {8, 32},
               {-22, 44},
               {-60, 40}});
  canvas.fill(Shade::along({0, -44}, {0, 44},
                           {{0.0, blend(guitar.body, ink(0xffffff), 0.2)},
                            {1.0, blend(guitar.body, ink(0x000000), 0.35)}}));
  canvas.blob({{-30, -10}, {10, -26}, {40, -14}, {34, 14}, {0, 26}, {-28, 16}});
  canvas.fill(ink(0xf2ead8, 0.85));
  for (const double x : {-14.0, 14.0}) {
    canvas.box({x, -14, 9, 28}, 3);
    canvas.fill(ink(0x23202a));
  }
  for (const double y : {-4.0, 0.0, 4.0}) {
    canvas.begin({-40, y}).to({60.0 + guitar.neck, y * 0.8});
    canvas.stroke(ink(0xd8d8e0, 0.8), 1.1);
  }
}

void play_guitar(Canvas& canvas, const Looks& looks, Pose pose, const Guitar& guitar,
                 double stroke) {
  pose.left_hand = {-34.0 + 4.0 * stroke, 150.0 + 16.0 * stroke};
  pose.right_hand = {88.0 + 0.3 * guitar.neck, 92.0 - 0.2 * (guitar.neck - 130.0)};
  pose.left_elbow = 1.0;
  pose.right_elbow = 1.0;
  draw_legs(canvas, looks, pose);
  draw_chest(canvas, looks, pose);
  canvas.string({{-54, 12}, {-10, 70}, {34, 150}});  // the strap
  canvas.stroke(ink(0x1c1612), 9.0);
  draw_guitar(canvas, guitar);
  draw_arm(canvas, looks, pose, Side::right);
  draw_arm(canvas, looks, pose, Side::left);
}

// Who turns to whom: Ruth speaks to Sam, on her left in the picture.
Face talk(const BandMember& member, const char* who, int blinks, double turn) {
  Face face;
  face.turn = turn;
  face.look = {turn > 0 ? 0.7 : -0.7, 0.0};
  face.mouth = mouth_at(member.scene.mouths, who, member.seconds);
  face.lids = lids_at(member.seconds, blinks);
  face.tilt =
      0.03 * std::sin(member.seconds * 0.9 + blinks) + 0.05 * face.mouth * (turn > 0 ? 1.0 : -1.0);
  face.brows = 0.5 * face.mouth;
  face.smile = 0.25;
  return face;
}

}  // namespace

void draw_drummer(Canvas& canvas, const BandMember& member) {
  const double t = member.seconds, down = nod(t);
  Pose pose;
  pose.face = talk(member, "Sam", 1, 0.55);
  // His left ear is full: he tilts his head to it, until he counts in.
  const double troubled = ease(2.4, 9.0, t) * (1.0 - ease(19.6, 20.1, t));
  pose.face.tilt += 0.07 * troubled;
  pose.face.brows -= 0.7 * troubled;
  pose.face.smile -= 0.6 * troubled;
  const double plays = ease(19.6, 20.0, t) * (1.0 - ease(36.6, 37.6, t));
  pose.face.turn = between(pose.face.turn, 0.12 + 0.25 * std::sin(t * 0.8), plays);
  pose.face.look = pose.face.look * (1.0 - plays) + Point{0.2, 0.5} * plays;
  pose.head = kHeadAt + Point{3.0 * std::sin(t * 0.7), 7.0 * down};
  const Sticks sticks = member.drumming.at(t);
  const auto hand = [](Point tip, Point elbow) {
    const Point way = elbow - tip;
    return tip + way * (kStick / std::max(length(way), 1.0));
  };
  pose.reach_fore = 0.52;  // they point at who watches
  pose.left_hand = hand(sticks.left_tip, {-62, 96});
  pose.right_hand = hand(sticks.right_tip, {64, 96});
  draw_stool(canvas);
  draw_chest(canvas, kSam, pose);
  draw_drums(canvas, member.drumming, t);
  const auto stick = [&](Point held, Point tip) {
    canvas.begin(held + (held - tip) * 0.16).to(tip);
    canvas.stroke(ink(0xe6c692), 4.6);
  };
  draw_arm(canvas, kSam, pose, Side::left);
  draw_arm(canvas, kSam, pose, Side::right);
  stick(pose.left_hand, sticks.left_tip);
  stick(pose.right_hand, sticks.right_tip);
}

void draw_singer(Canvas& canvas, const BandMember& member) {
  const double t = member.seconds;
  Pose pose;
  pose.face = talk(member, "Ruth", 3, -0.55);
  const double plays = playing(t) ? 1.0 : 0.0;
  pose.face.turn += plays * (0.35 + 0.2 * std::sin(t * 0.6));
  pose.face.smile = 0.5;
  pose.head = kHeadAt + Point{-4.0 + 3.0 * std::sin(t * 0.8), 5.0 * nod(t)};
  play_guitar(canvas, kRuth, pose, {ink(0xc9503c), 132.0}, strum(member.scene, t));
}

void draw_guitarist(Canvas& canvas, const BandMember& member) {
  const double t = member.seconds;
  Pose pose;
  pose.face = talk(member, "", 5, 0.4);
  pose.face.look = {0.2, 0.9};
  pose.head = kHeadAt + Point{2.0 * std::sin(t * 0.5), 6.0 * nod(t + 0.03)};
  play_guitar(canvas, kGuitarist, pose, {ink(0x2f5f8c), 132.0}, strum(member.scene, t - 0.01));
}

void draw_bassist(Canvas& canvas, const BandMember& member) {
  const double t = member.seconds;
  Pose pose;
  pose.face = talk(member, "", 7, -0.4);
  pose.face.look = {-0.3, 0.7};
  pose.head = kHeadAt + Point{2.0 * std::sin(t * 0.45 + 1), 5.0 * nod(t - 0.04)};
  play_guitar(canvas, kBassist, pose, {ink(0xb88a3c), 168.0}, 0.6 * strum(member.scene, t));
}

}  // namespace otoscape::demo::picture
