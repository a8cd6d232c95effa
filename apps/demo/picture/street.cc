// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/street.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/picture/vehicles.h"
#include "apps/demo/sound/street.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr double kKerb = 588.0;  // y of the road's near edge
constexpr double kPace = 118.0;  // units a second that houses go by

void paint_sky(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, 560},
                            {{0.0, ink(0x6fa3cf)}, {0.55, ink(0xf6c9a0)}, {1.0, ink(0xffe0b0)}}));
  canvas.glow({960, 250}, 420, 380, ink(0xfff0c4, 0.95));
  for (const auto& [x, y, r] : {std::tuple(150.0, 90.0, 60.0),
                                {230.0, 100.0, 46.0},
                                {90.0, 104.0, 40.0},
                                {660.0, 60.0, 40.0},
                                {716.0, 66.0, 52.0},
                                {780.0, 74.0, 34.0}}) {
    canvas.ellipse({x, y}, 1.8 * r, 0.42 * r);
    canvas.fill(ink(0xffffff, 0.35));
  }
}

struct House {
  double wide, tall;
  Ink wall;
  int storeys;
};
constexpr House kHouses[] = {
    {250, 400, ink(0xc9785a), 3}, {210, 340, ink(0xd9b27a), 3}, {280, 440, ink(0x8d7f9c), 4},
    {230, 360, ink(0xb86a68), 3}, {260, 410, ink(0x7f9a94), 3}, {220, 330, ink(0xd39a6a), 3},
};
constexpr double kRow = 1450.0;  // all of them side by side

void draw_house(Canvas& canvas, const House& house, double x) {
  const double top = 560.0 - house.tall, storey = (house.tall - 110.0) / (house.storeys - 1);
  canvas.box({x, top, house.wide - 4, house.tall});
  canvas.fill(Shade::along({x, 0}, {x + house.wide, 0},
                           {{0.0, blend(house.wall, ink(0x3a2a4a), 0.35)},
                            {1.0, blend(house.wall, ink(0xffe0b0), 0.25)}}));
  canvas.box({x - 6, top - 12, house.wide + 8, 16});
  canvas.fill(blend(house.wall, ink(0x3a2a4a), 0.5));
  for (int floor = 0; floor + 1 < house.storeys; ++floor)
    for (int column = 0; column < 3; ++column) {
      const double left = x + 22 + column * (house.wide - 50) / 3.0, up = top + 26 + floor * storey;
      canvas.box({left, up, 40, 62}, 2);
      canvas.fill((floor + column) % 3 ? ink(0x4f5f7c) : ink(0xffdf9a));
      canvas.box({left, up, 40, 62}, 2);
      canvas.stroke(ink(0xf6eadb, 0.8), 4.0);
    }
  canvas.box({x + 20, 478, house.wide - 110, 82}, 3);  // a shop's window under an awning
  canvas.fill(ink(0x3c4a64));
  canvas.polygon({{x + 12, 452}, {x + house.wide - 82, 452}, {x + house.wide - 70, 486}, {x, 486}});
  canvas.fill(blend(house.wall, ink(0xffffff), 0.55));
  canvas.box({x + house.wide - 66, 462, 46, 98}, 2);
  canvas.fill(blend(house.wall, ink(0x20182c), 0.6));
}

void draw_houses(Canvas& canvas, double gone) {
  const double first = -std::fmod(gone, kRow) - 400.0;
  for (double row = first; row < 1700.0; row += kRow) {
    double x = row;
    for (const House& house : kHouses) {
      if (x > -500.0 && x < 1600.0) draw_house(canvas, house, x);
      x += house.wide;
    }
  }
}

void draw_ground(Canvas& canvas, double gone) {
  canvas.box({-300, 556, 1900, 14});
  canvas.fill(ink(0xb7a596));
  canvas.box({-300, 568, 1900, kKerb - 560});
  canvas.fill(ink(0x5a5566));
  canvas.box({-300, kKerb - 2, 1900, 300});
  canvas.fill(Shade::along({0, kKerb}, {0, 760}, {{0.0, ink(0xcdb9a4)}, {1.0, ink(0x94806f)}}));
  canvas.box({-300, kKerb - 4, 1900, 9});
  canvas.fill(ink(0xe6d8c4));
  for (double x = -std::fmod(1.6 * gone, 150.0) - 300; x < 1600; x += 150) {
    canvas.begin({x, kKerb + 5}).to({x - 90, 810});
    canvas.stroke(ink(0x7c6a5c, 0.5), 2.5);
  }
}

void draw_trees(Canvas& canvas, double gone) {
  for (double x = -std::fmod(1.25 * gone, 620.0) - 300; x < 1700; x += 620) {
    canvas.limb({x, 590}, {x + 4, 380}, 11, 7);
    canvas.fill(ink(0x5a4038));
    for (const auto& [dx, dy, r] :
         {std::tuple(-44.0, 330.0, 60.0), {46.0, 326.0, 62.0}, {0.0, 272.0, 74.0}}) {
      canvas.circle({x + dx, dy}, r);
      canvas.fill(Shade::around({x + dx + 0.4 * r, dy - 0.4 * r}, 1.7 * r,
                                {{0.0, ink(0xb9c46a)}, {1.0, ink(0x4f7a52)}}));
    }
  }
}

class Street : public Place {
 public:
  Street(const sound::Scene& scene, double scale) : scene_(scene), sky_(scale, paint_sky) {}

  void draw(Canvas& canvas, const Now& now) override {
    const double t = now.seconds, gone = kPace * (t - sound::kStreetStart);
    sky_.draw(canvas, now.camera, 0.4);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    draw_houses(canvas, gone);
    draw_ground(canvas, gone);
    draw_vehicles(canvas, t);
    draw_trees(canvas, gone);
    draw_bicycle(canvas, t);
    const Light light{ink(0x6a5a9a, 0.34), ink(0xffdd9a, 0.48), ink(0x3a2440, 0.4)};
    stand(canvas, {478, 276}, 0.80, light, [&] { draw_walker(canvas, t, true); });
    stand(canvas, {744, 284}, 0.78, light, [&] { draw_walker(canvas, t, false); });
  }

 private:
  static void draw_vehicles(Canvas& canvas, double t) {
    constexpr Ink kPaints[] = {ink(0xc8503c), ink(0x3f7fae), ink(0x5c8a5a), ink(0xd9b04a)};
    for (std::size_t i = 0; i < sound::kVehicles.size(); ++i) {
      const sound::Vehicle& vehicle = sound::kVehicles[i];
      // 78 units a metre, nearer than the houses; a passing is as long as it sounds.
      const double metres = vehicle.speed_m_s * (t - vehicle.nearest_s);
      const double x = 640.0 + 78.0 * metres;
      if (x < -700.0 || x > 2000.0) continue;
      const auto kept = canvas.scope();
      canvas.shift({x, kKerb - 3});
      canvas.scale(0.84);
      if (vehicle.engine_hz < 50.0)
        draw_lorry(canvas, kPaints[i], 3.0 * metres);
      else
        draw_car(canvas, kPaints[i], 3.0 * metres);
    }
  }

  // Comes up from the right and rings.
  static void draw_bicycle(Canvas& canvas, double t) {
    const double since = t - sound::kStreetBell;
    const double x = 1010.0 - 300.0 * since;
    if (x < -200.0 || x > 1500.0) return;
    const auto kept = canvas.scope();
    canvas.shift({x, kKerb + 14});
    canvas.scale(1.02);
    draw_cyclist(canvas, 0.9 * since);
  }

  // Steps done up to a time, in steps and parts of one.
  double steps_at(double t) const {
    const auto& steps = scene_.steps;
    if (steps.size() < 2) return 0.0;
    const auto next = std::find_if(steps.begin(), steps.end(), [t](double s) { return s > t; });
    if (next == steps.begin()) return (t - steps[0]) / (steps[1] - steps[0]);
    const auto last = std::prev(next);
    const double gap = next == steps.end() ? 0.535 : *next - *last;
    return static_cast<double>(last - steps.begin()) + std::min((t - *last) / gap, 1.0);
  }

  // Where a foot is: on the ground for half of two steps, going back as the ground does.
  static Point foot(double steps) {
    const double part = steps / 2.0 - std::floor(steps / 2.0);  // 0: it is set down in front
    constexpr double kReach = 62.0;
    if (part < 0.5) return {kReach - 4.0 * kReach * part, kFeetAt};
    const double swing = (part - 0.5) * 2.0;
    return {-kReach + 2.0 * kReach * ease(0.0, 1.0, swing),
            kFeetAt - 46.0 * std::sin(kTurn / 2 * swing)};
  }

  void draw_walker(Canvas& canvas, double t, bool sam) const {
    const double steps = steps_at(t) + (sam ? 0.0 : 1.0);
    const char* who = sam ? "Sam" : "Ruth";
    const double said = mouth_at(scene_.mouths, who, t);
    const double heard =
        ease(sound::kStreetBell + 0.3, sound::kStreetBell + 0.7, t) * (1.0 - ease(72.6, 73.2, t));
    Pose pose;
    pose.turn = 0.5;
    pose.face = {.turn = sam ? 0.6 : -0.45,
                 .tilt = 0.04 * std::sin(0.8 * t) + 0.04 * said,
                 .look = {sam ? 0.6 : -0.6, 0},
                 .mouth = said,
                 .lids = lids_at(t, sam ? 1 : 3),
                 .smile = sam ? 0.2 + 0.6 * ease(72.6, 73.4, t) : 0.5,
                 .brows = 0.2 + 0.5 * said + (sam ? 0.6 * heard : 0.0),
                 .implants = sam};
    pose.head = kHeadAt + Point{2, 3.0 * std::cos(kTurn * steps)};
    pose.left_foot = foot(steps);
    pose.right_foot = foot(steps + 1.0);
    const double swing = std::cos(kTurn / 2 * steps);
    pose.left_hand = {-30 - 46 * swing, 168 - 10 * std::abs(swing)};
    pose.right_hand = {40 + 46 * swing, 168 - 10 * std::abs(swing)};
    pose.left_elbow = pose.right_elbow = 1.0;
    canvas.ellipse({0, kFeetAt + 4}, 88, 11);
    canvas.fill(ink(0x3a2c3c, 0.4));
    draw_arm(canvas, sam ? kSam : kRuth, pose, Side::right);
    draw_legs(canvas, sam ? kSam : kRuth, pose);
    draw_chest(canvas, sam ? kSam : kRuth, pose);
    draw_arm(canvas, sam ? kSam : kRuth, pose, Side::left);
  }

  const sound::Scene& scene_;
  Backdrop sky_;
};

}  // namespace

std::unique_ptr<Place> make_street(const sound::Scene& scene, double scale) {
  return std::make_unique<Street>(scene, scale);
}

}  // namespace otoscape::demo::picture
