/* SPDX-License-Identifier: Apache-2.0 */

/* Sound that arrives block by block, through one listener or from one to another.
 *
 *   live LISTENER [--change-at SECONDS LISTENER2] [--rate HZ] [--channels N] [--block N]
 *        < in.f32 > out.f32
 *
 * LISTENER is a preset (N3, age:70:male), or a file if its name holds a "." or a "/". Sound is raw
 * 32-bit float, 1.0 is full scale, with the channels in turn: two at 48 kHz if nothing else is
 * said. A block has 512 frames; the result does not depend on it.
 *
 * What comes out of a live render is late by a constant latency. Here that many frames are left out
 * at the start, and as many of silence follow the input, so that the output is in time with the
 * input and as long.
 */

#include <otoscape/c/otoscape.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BLOCK = 8192, MOST_TEXT = 1 << 20 };

typedef struct options {
  const char *listener, *listener2;
  double change_at_s, rate_hz;
  int channels, block;
} options;

static int fail(const char* sentence) {
  fprintf(stderr, "live: %s\n", sentence);
  return 1;
}

static int read_options(int argc, char** argv, options* to) {
  const options usual = {NULL, NULL, 0.0, 48000.0, 2, 512};
  int i;
  *to = usual;
  for (i = 1; i < argc; ++i) {
    const int left = argc - i - 1;
    if (strcmp(argv[i], "--change-at") == 0 && left >= 2) {
      to->change_at_s = atof(argv[++i]);
      to->listener2 = argv[++i];
    } else if (strcmp(argv[i], "--rate") == 0 && left >= 1) {
      to->rate_hz = atof(argv[++i]);
    } else if (strcmp(argv[i], "--channels") == 0 && left >= 1) {
      to->channels = atoi(argv[++i]);
    } else if (strcmp(argv[i], "--block") == 0 && left >= 1) {
      to->block = atoi(argv[++i]);
    } else if (to->listener == NULL && argv[i][0] != '-') {
      to->listener = argv[i];
    } else {
      return 0;
    }
  }
  return to->listener != NULL && to->block >= 1 && to->block <= MOST_BLOCK && to->channels >= 1 &&
         to->channels <= 2 && to->change_at_s >= 0.0;
}

/* The library reads no file: it is given what a file holds. */
static otoscape_listener* read_listener(const char* name) {
  static char text[MOST_TEXT];
  size_t size = 0;
  otoscape_listener* listener;
  otoscape_error error;
  otoscape_error_init(&error, sizeof error);
  if (strpbrk(name, "./") != NULL) {
    FILE* file = fopen(name, "rb");
    if (file == NULL) {
      perror(name);
      return NULL;
    }
    size = fread(text, 1, sizeof text, file);
    fclose(file);
  } else {
    size = (size_t)snprintf(text, sizeof text, "preset:%s", name);
  }
  listener = otoscape_listener_from_text(text, (int64_t)size, name, NULL, &error);
  if (listener == NULL) fail(error.sentence);
  return listener;
}

static otoscape_live* start(const options* asked, otoscape_listener* const* listeners) {
  otoscape_live* live;
  otoscape_live_setup setup;
  otoscape_error error;
  otoscape_error_init(&error, sizeof error);
  otoscape_live_setup_init(&setup, sizeof setup);
  setup.rate_hz = asked->rate_hz;
  setup.channels = asked->channels;
  /* The first is heard from the start. That it can change to the second counts for its latency. */
  setup.listeners = (const otoscape_listener* const*)listeners;
  setup.listener_count = listeners[1] != NULL ? 2 : 1;
  live = otoscape_live_create(&setup, NULL, &error); /* NULL: the usual parameters */
  if (live == NULL) fail(error.sentence);
  return live;
}

/* One block: from interleaved sound to one array for each channel, through the ears, and back. */
static int render(otoscape_live* live, float* frames, int count, int channels) {
  static float planes[2][MOST_BLOCK];
  float* const planar[2] = {planes[0], planes[1]};
  const float* const in[2] = {planes[0], planes[1]};
  int n, c;
  for (n = 0; n < count; ++n) {
    for (c = 0; c < channels; ++c) planes[c][n] = frames[n * channels + c];
  }
  if (otoscape_live_process(live, in, planar, count) != OTOSCAPE_OK) return 0;
  for (n = 0; n < count; ++n) {
    for (c = 0; c < channels; ++c) frames[n * channels + c] = planes[c][n];
  }
  return 1;
}

/* Where the change is due, a block ends. In a program with a device, another thread than the audio
 * thread changes the listener. */
static int change(otoscape_live* live, const otoscape_listener* to) {
  otoscape_error error;
  otoscape_error_init(&error, sizeof error);
  if (otoscape_live_change(live, to, NULL, &error) == OTOSCAPE_OK) return 1;
  fail(error.sentence);
  return 0;
}

static int run(otoscape_live* live, const options* asked, const otoscape_listener* to) {
  static float frames[2 * MOST_BLOCK];
  const size_t frame_size = sizeof(float) * (size_t)asked->channels;
  const int64_t change_at = to == NULL ? -1 : (int64_t)(asked->change_at_s * asked->rate_hz);
  int64_t skip = otoscape_live_latency(live); /* frames of output still to leave out */
  int64_t rest = skip;                        /* frames of silence still to feed */
  int64_t done = 0;
  for (;;) {
    size_t count, first;
    size_t wanted = (size_t)asked->block;
    if (done == change_at && !change(live, to)) return 1;
    if (done < change_at && (int64_t)wanted > change_at - done) wanted = (size_t)(change_at - done);
    count = fread(frames, frame_size, wanted, stdin);
    if (count == 0) { /* the input has ended */
      if (rest == 0) break;
      count = (int64_t)wanted > rest ? (size_t)rest : wanted;
      rest -= (int64_t)count;
      memset(frames, 0, count * frame_size);
    }
    if (!render(live, frames, (int)count, asked->channels)) return fail("the block is refused");
    done += (int64_t)count;
    first = skip > (int64_t)count ? count : (size_t)skip;
    skip -= (int64_t)first;
    if (fwrite((char*)frames + first * frame_size, frame_size, count - first, stdout) !=
        count - first) {
      return fail("the result could not be written");
    }
  }
  return fflush(stdout) == 0 ? 0 : fail("the result could not be written");
}

int main(int argc, char** argv) {
  options asked;
  otoscape_listener* listeners[2] = {NULL, NULL};
  otoscape_live* live = NULL;
  int status = 1;
  if (!read_options(argc, argv, &asked)) {
    return fail(
        "usage: live LISTENER [--change-at SECONDS LISTENER2] [--rate HZ] [--channels N] "
        "[--block N] < in.f32 > out.f32");
  }
  if (otoscape_abi() != OTOSCAPE_ABI) return fail("the library is another than its header");
  listeners[0] = read_listener(asked.listener);
  if (asked.listener2 != NULL) listeners[1] = read_listener(asked.listener2);
  if (listeners[0] != NULL && (asked.listener2 == NULL || listeners[1] != NULL)) {
    live = start(&asked, listeners);
  }
  if (live != NULL) status = run(live, &asked, listeners[1]);
  otoscape_live_destroy(live); /* as free(): NULL is allowed */
  otoscape_listener_free(listeners[1]);
  otoscape_listener_free(listeners[0]);
  return status;
}
