// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/booth.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr Box kWindow{170, 130, 460, 400};  // into the booth

// Foam wedges on the booth's walls.
void paint_inside(Canvas& canvas) {
  const auto kept = canvas.scope();
  canvas.box(kWindow);
  canvas.clip();
  canvas.cover(Shade::along({0, 120}, {0, 540}, {{0.0, ink(0x33414d)}, {1.0, ink(0x1d262e)}}));
  for (int row = 0; row < 7; ++row)
    for (int column = 0; column < 8; ++column) {
      const double x = 170 + column * 60.0, y = 130 + row * 60.0;
      const bool upright = (row + column) % 2;
      for (int ridge = 0; ridge < 4; ++ridge) {
        const double at = 7.5 + ridge * 15.0;
        canvas.box(upright ? Box{x + at - 6, y + 2, 9, 56} : Box{x + 2, y + at - 6, 56, 9}, 2);
        canvas.fill(ridge % 2 ? ink(0x141b22, 0.35) : ink(0x5c7080, 0.16));
      }
    }
  canvas.glow({400, 170}, 430, 340, ink(0xffe2b0, 0.42));
}

void paint_room(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, 810}, {{0.0, ink(0x4c6a70)}, {1.0, ink(0x2c4148)}}));
  canvas.box({-160, 600, 1600, 220});
  canvas.fill(Shade::along({0, 600}, {0, 800}, {{0.0, ink(0x3b5157)}, {1.0, ink(0x1d2b30)}}));
  canvas.glow({980, 120}, 700, 560, ink(0xffd9a0, 0.38));
  for (const double x : {690.0, 1240.0}) {
    canvas.begin({x, -90}).to({x, 600});
    canvas.stroke(ink(0x24363c, 0.6), 3.0);
  }
  canvas.box({1100, 60, 120, 90}, 4);  // a framed drawing of an ear
  canvas.fill(ink(0xe8e2d2));
  canvas.string(
      {{1150, 130}, {1142, 100}, {1158, 78}, {1180, 88}, {1178, 108}, {1164, 118}, {1160, 134}});
  canvas.stroke(ink(0xa8543c), 4.0);
  canvas.string({{1156, 104}, {1164, 94}, {1170, 104}});
  canvas.stroke(ink(0xa8543c), 3.0);
}

void paint_frame(Canvas& canvas) {
  canvas.box({kWindow.left - 14, kWindow.top - 14, kWindow.width + 28, kWindow.height + 28}, 10);
  canvas.stroke(ink(0x1c2a30), 26.0);
  canvas.box({kWindow.left - 6, kWindow.top - 6, kWindow.width + 12, kWindow.height + 12}, 6);
  canvas.stroke(ink(0x6f8c92), 4.0);
}

void paint(Canvas& canvas) {
  paint_room(canvas);
  paint_inside(canvas);
}

void draw_desk(Canvas& canvas) {
  canvas.box({-200, 566, 1700, 30}, 4);
  canvas.fill(Shade::along({0, 566}, {0, 596}, {{0.0, ink(0xc49a6c)}, {1.0, ink(0x8a6440)}}));
  canvas.box({-200, 596, 1700, 240});
  canvas.fill(Shade::along({0, 596}, {0, 760}, {{0.0, ink(0x5a4230)}, {1.0, ink(0x33261d)}}));
}

// Knobs, a row of lights, and a button that lights while a word is said.
void draw_audiometer(Canvas& canvas, double said) {
  canvas.polygon({{650, 566}, {672, 505}, {872, 505}, {894, 566}});
  canvas.fill(Shade::along({0, 505}, {0, 566}, {{0.0, ink(0xd7dcdf)}, {1.0, ink(0x8f999e)}}));
  for (const double x : {708.0, 836.0}) {
    canvas.ellipse({x, 540}, 21, 13);
    canvas.fill(ink(0x2a3338));
    canvas.begin({x, 540}).to({x + 9, 531});
    canvas.stroke(ink(0xf0f3f4), 3.0);
  }
  canvas.ellipse({772, 540}, 15, 9);
  canvas.fill(blend(ink(0x7b2f2a), ink(0xff6a4a), said));
  for (int i = 0; i < 7; ++i) {
    canvas.box({730.0 + i * 13.0, 512, 8, 8}, 2);
    canvas.fill(i < 1 + 6 * said ? ink(0x4fd08a) : ink(0x40504c));
  }
}

void draw_cross(Canvas& canvas, Point at) {
  canvas.begin(at + Point{-6, -6}).to(at + Point{6, 6});
  canvas.begin(at + Point{6, -6}).to(at + Point{-6, 6});
  canvas.stroke(ink(0x2f62c0), 3.6);
}

// The result: almost nothing at any frequency, right ear red O, left ear blue X.
void draw_audiogram(Canvas& canvas, double shown) {
  const Box page{1010, 330, 218, 168};
  canvas.box({page.left - 12, page.top - 12, page.width + 24, page.height + 24}, 8);
  canvas.fill(ink(0x1b2429));
  canvas.box({1095, 505, 48, 62});
  canvas.fill(ink(0x2a353b));
  canvas.box(page);
  canvas.fill(ink(0xf4f1e8));
  for (int line = 1; line < 7; ++line) {
    canvas.begin({page.left + 12, page.top + line * 24.0})
        .to({page.left + 206, page.top + line * 24.0});
    canvas.begin({page.left + line * 31.0, page.top + 10})
        .to({page.left + line * 31.0, page.top + 158});
    canvas.stroke(ink(0xc9c6ba), 1.2);
  }
  constexpr double kDown[] = {112, 122, 130, 138, 142, 146};
  const int count = static_cast<int>(6.99 * shown);
  for (int i = 0; i < std::min(count, 6); ++i) {
    const double x = page.left + 31.0 * (i + 1);
    canvas.circle({x, page.top + kDown[i]}, 6.5);
    canvas.stroke(ink(0xc23a30), 3.6);
    draw_cross(canvas, {x, page.top + kDown[i] - 7});
  }
}

class Booth : public Place {
 public:
  Booth(const sound::Scene& scene, double scale) : scene_(scene), backdrop_(scale, paint) {}

  void draw(Canvas& canvas, const Now& now) override {
    backdrop_.draw(canvas, now.camera);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    {
      const auto glass = canvas.scope();
      canvas.box(kWindow);
      canvas.clip();
      draw_sam(canvas, now.seconds);
      canvas.polygon({{250, 130}, {330, 130}, {190, 530}, {170, 530}, {170, 360}});
      canvas.fill(ink(0xd8f0ff, 0.07));
      canvas.polygon({{360, 130}, {384, 130}, {244, 530}, {220, 530}});
      canvas.fill(ink(0xd8f0ff, 0.06));
    }
    paint_frame(canvas);
    const double said = mouth_at(scene_.mouths, "Audiologist", now.seconds);
    draw_tester(canvas, now.seconds, said);
    draw_desk(canvas);
    draw_audiometer(canvas, now.seconds < 42.4 ? said : 0.0);
    draw_audiogram(canvas, ease(41.0, 43.4, now.seconds));
  }

 private:
  void draw_sam(Canvas& canvas, double t) {
    Pose pose;
    const double waits = ease(42.2, 43.0, t);
    pose.face = {.turn = 0.30 + 0.22 * waits,
                 .tilt = 0.03 * std::sin(1.1 * t),
                 .look = {0.5 * waits, 0.35 - 0.3 * waits},
                 .lids = lids_at(t, 1) * (0.86 + 0.14 * waits),
                 .smile = -0.45,
                 .brows = -0.4 + 0.5 * waits,
                 .headphones = true};
    pose.head = kHeadAt + Point{1.5 * std::sin(0.8 * t), 1.5 * std::sin(1.5 * t)};
    pose.left_hand = {-26, 186};
    pose.right_hand = {34, 190};
    const Light light{ink(0xffdca0, 0.22), ink(0x6fb0d0, 0.26), ink(0x10181e, 0.7)};
    stand(canvas, {400, 355}, 1.02, light, [&] { draw_person(canvas, kSam, pose); });
  }

  void draw_tester(Canvas& canvas, double t, double said) {
    Pose pose;
    pose.face = {.turn = -0.62 + 0.2 * ease(43.6, 44.2, t) * (1 - ease(44.6, 45.2, t)),
                 .tilt = 0.05 * said - 0.03 * ease(42.0, 43.0, t),
                 .look = {-0.6, 0.0},
                 .mouth = said,
                 .lids = lids_at(t, 4),
                 .smile = t < 42.0 ? 0.1 : -0.4,
                 .brows = 0.4 * said + 0.2};
    pose.head = kHeadAt + Point{-4, 2.0 * std::sin(0.9 * t)};
    pose.left_hand = {-82, 172};
    pose.right_hand = {44, 190};
    const Light light{ink(0x8fc4d8, 0.28), ink(0xffcf90, 0.40), ink(0x141f24, 0.55)};
    stand(canvas, {868, 350}, 1.12, light, [&] { draw_person(canvas, kAudiologist, pose); });
  }

  const sound::Scene& scene_;
  Backdrop backdrop_;
};

}  // namespace

std::unique_ptr<Place> make_booth(const sound::Scene& scene, double scale) {
  return std::make_unique<Booth>(scene, scale);
}

}  // namespace otoscape::demo::picture
