// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/party.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

void paint_shelf(Canvas& canvas) {
  sound::Random random(11);
  for (const double y : {190.0, 300.0, 410.0}) {
    canvas.box({60, y, 330, 10}, 2);
    canvas.fill(ink(0x3a1f30));
    for (double x = 70; x < 372;) {
      const double wide = random.between(10, 22), tall = random.between(50, 84);
      const Ink books[] = {ink(0x9a4b58), ink(0x4f5f8a), ink(0xb98a4f), ink(0x5d7f6d),
                           ink(0x6d4a7a)};
      canvas.box({x, y - tall, wide - 2, tall}, 1);
      canvas.fill(blend(books[static_cast<int>(random.between(0, 4.99))], ink(0x2a1430), 0.35));
      x += wide + (random.next() > 0.8 ? 26.0 : 0.0);
    }
  }
}

void paint_window(Canvas& canvas) {
  const Box pane{860, 50, 270, 280};
  canvas.box(pane);
  canvas.fill(Shade::along({0, 50}, {0, 330}, {{0.0, ink(0x141a3c)}, {1.0, ink(0x3b3566)}}));
  sound::Random random(6);
  for (int light = 0; light < 46; ++light) {
    const Point at{random.between(866, 1124), random.between(200, 324)};
    canvas.circle(at, random.between(2, 5));
    canvas.fill(ink(light % 3 ? 0xffc877 : 0x8fb8ff, random.between(0.25, 0.7)));
  }
  canvas.box(pane);
  canvas.stroke(ink(0x2a1626), 14.0);
  canvas.begin({995, 50}).to({995, 330});
  canvas.stroke(ink(0x2a1626), 8.0);
}

void paint(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, 810}, {{0.0, ink(0x4a2444)}, {1.0, ink(0x2a1430)}}));
  paint_shelf(canvas);
  paint_window(canvas);
  canvas.glow({640, 260}, 800, 540, ink(0xff9a4a, 0.44));
  canvas.box({-160, 620, 1600, 220});
  canvas.fill(Shade::along({0, 620}, {0, 810}, {{0.0, ink(0x4b2a33)}, {1.0, ink(0x1d1018)}}));
}

constexpr Point kRope[] = {{-160, 60}, {140, 128}, {440, 66}, {740, 130}, {1040, 60}, {1440, 120}};

// Bulbs on a line. Each grows brighter and darker by a fifth in eight seconds.
void draw_bulbs(Canvas& canvas, double t) {
  for (std::size_t i = 0; i + 1 < std::size(kRope); ++i) {
    const Point a = kRope[i], b = kRope[i + 1];
    canvas.begin(a).curve(between(a, b, 0.33) + Point{0, 34}, between(a, b, 0.67) + Point{0, 34},
                          b);
    canvas.stroke(ink(0x1b0d18), 3.0);
    for (int bulb = 0; bulb < 5; ++bulb) {
      const double part = (bulb + 0.5) / 5.0;
      const Point at = between(a, b, part) + Point{0, 100.0 * part * (1.0 - part) + 8};
      const int number = static_cast<int>(i) * 5 + bulb;
      const Ink light = number % 3 == 0   ? ink(0xff8f6a)
                        : number % 3 == 1 ? ink(0xffd27a)
                                          : ink(0xf79ac0);
      const double glow = 0.8 + 0.2 * std::sin(0.8 * t + 1.9 * number);
      canvas.glow_light(at, 46, 46, light.faint(0.6 * glow));
      canvas.circle(at, 7);
      canvas.fill(blend(light, ink(0xffffff), 0.45));
    }
  }
}

void draw_loudspeaker(Canvas& canvas, double t) {
  const double beat = (t - sound::kPartyStroke) / sound::kBeat;
  const double push = std::exp(-4.0 * (beat - std::floor(beat)));
  canvas.box({1150, 330, 120, 300}, 8);
  canvas.fill(Shade::along({1150, 0}, {1270, 0}, {{0.0, ink(0x2a1c28)}, {1.0, ink(0x140c14)}}));
  for (const auto& [y, r] : {std::pair(400.0, 30.0), {530.0, 46.0}}) {
    canvas.circle({1210, y}, r);
    canvas.fill(ink(0x0d080e));
    canvas.circle({1210, y}, r * (0.62 + 0.05 * push));
    canvas.fill(ink(0x4a3a48));
    canvas.circle({1210, y}, r * 0.24);
    canvas.fill(ink(0x6d5a6a));
  }
}

void draw_cup(Canvas& canvas, Point hand, Ink colour) {
  canvas.polygon(
      {hand + Point{-15, -30}, hand + Point{15, -30}, hand + Point{10, 12}, hand + Point{-10, 12}});
  canvas.fill(colour);
}

struct Guest {
  Point at;
  double size;
  double turn;
};
constexpr std::array<Guest, sound::kGuestCount> kPlaces{{
    {{95, 330}, 0.86, 0.6},
    {{232, 318}, 0.80, -0.6},
    {{588, 312}, 0.70, 0.5},
    {{690, 318}, 0.72, -0.5},
    {{1000, 322}, 0.80, 0.6},
    {{1120, 330}, 0.86, -0.6},
}};

class Party : public Place {
 public:
  Party(const sound::Scene& scene, double scale) : scene_(scene), backdrop_(scale, paint) {}

  void draw(Canvas& canvas, const Now& now) override {
    Camera far = now.camera;
    backdrop_.draw(canvas, far, 0.85);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    draw_loudspeaker(canvas, now.seconds);
    for (int number = 0; number < sound::kGuestCount; ++number)
      draw_guest(canvas, number, now.seconds);
    draw_bulbs(canvas, now.seconds);
    const Light light{ink(0xff9a5a, 0.42), ink(0xd66ad0, 0.30), ink(0x1a0a1c, 0.6)};
    stand(canvas, {412, 392}, 1.18, light, [&] { draw_sam(canvas, now.seconds); });
    stand(canvas, {832, 388}, 1.16, light, [&] { draw_ruth(canvas, now.seconds); });
  }

 private:
  // Of a head, with the beat.
  static Point sway(double t, double by, double phase) {
    const double beat = (t - sound::kPartyStroke) / sound::kBeat;
    return {by * std::sin(kTurn * (0.25 * beat + phase)),
            0.5 * by * std::cos(kTurn * (0.5 * beat + phase))};
  }

  void draw_guest(Canvas& canvas, int number, double t) {
    const auto i = static_cast<std::size_t>(number);
    const Guest& guest = kPlaces[i];
    const double said = mouth_at(scene_.mouths, sound::guest_name(number), t);
    Pose pose;
    pose.face = {.turn = guest.turn,
                 .tilt = 0.05 * std::sin(0.9 * t + number),
                 .look = {guest.turn, 0},
                 .mouth = said,
                 .lids = lids_at(t, number),
                 .smile = 0.5,
                 .brows = 0.4 * said};
    pose.head = kHeadAt + sway(t, 5.0, 0.17 * number);
    const double way = guest.turn > 0 ? 1.0 : -1.0;
    const Point up{40.0 * way, 120.0 - 18.0 * std::sin(0.7 * t + 2 * number) * (0.3 + said)};
    (way > 0 ? pose.right_hand : pose.left_hand) = up;
    const Light light{ink(0xff9a5a, 0.25), ink(0xd66ad0, 0.22), ink(0x2a1230, 0.7)};
    stand(canvas, guest.at, guest.size, light, [&] {
      draw_person(canvas, kGuests[i], pose);
      draw_cup(canvas, up, ink(0xe0b070));
      canvas.tint(
          Shade::along({0, 0}, {0, 1}, {{0.0, ink(0x3a1a38, 0.42)}, {1.0, ink(0x3a1a38, 0.42)}}));
    });
  }

  // He bends towards her, and frowns.
  void draw_sam(Canvas& canvas, double t) {
    const double said = mouth_at(scene_.mouths, "Sam", t);
    const double tired = ease(62.5, 65.0, t);
    Pose pose;
    pose.face = {.turn = 0.62,
                 .tilt = 0.07 + 0.04 * said,
                 .look = {0.7, 0.1},
                 .mouth = said,
                 .lids = lids_at(t, 1) * (1.0 - 0.25 * tired),
                 .smile = -0.35,
                 .brows = -0.6 + 0.5 * said,
                 .implants = true};
    pose.head = kHeadAt + Point{9, 3};
    pose.left_hand = {-30, 168};
    pose.right_hand = {60, 190};
    draw_person(canvas, kSam, pose);
    draw_cup(canvas, pose.left_hand, ink(0xd8e4e8));
  }

  void draw_ruth(Canvas& canvas, double t) {
    const double said = mouth_at(scene_.mouths, "Ruth", t);
    // "Come, we go outside": a hand towards the door.
    const double leads = ease(65.2, 66.2, t);
    Pose pose;
    pose.face = {.turn = -0.62,
                 .tilt = -0.05 - 0.04 * said,
                 .look = {-0.7, 0},
                 .mouth = said,
                 .lids = lids_at(t, 3),
                 .smile = 0.35,
                 .brows = 0.2 + 0.5 * said};
    pose.head = kHeadAt + Point{-8, 2} + sway(t, 2.0, 0.0);
    pose.left_hand = Point{-62, 176} + Point{-60, -52} * leads;
    pose.right_hand = {36, 150};
    draw_person(canvas, kRuth, pose);
    draw_cup(canvas, pose.right_hand, ink(0xd8e4e8));
  }

  const sound::Scene& scene_;
  Backdrop backdrop_;
};

}  // namespace

std::unique_ptr<Place> make_party(const sound::Scene& scene, double scale) {
  return std::make_unique<Party>(scene, scale);
}

}  // namespace otoscape::demo::picture
