# SPDX-License-Identifier: Apache-2.0
"""Scores all pairs on all cores. What is known is looked up; what is new is kept as each pair ends."""
import concurrent.futures
import multiprocessing
import os
import signal
import sys
import threading
import time

import metric
import sounds

JOB = {}  # what every process has from the start: speech, seeds, audiograms, models, scores, known_only


class Unknown(Exception):
    """A score that is not kept, where none is to be made."""


def begin_process():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()


def end_with(parent):
    """Ends this process when the one that started it is gone, killed for example."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def look_up(found, clean, heard, levels_db_hl):
    key = metric.key(clean, heard, levels_db_hl)
    known = found.get(key, JOB["scores"].get(key))
    if known is None and JOB["known_only"]:
        raise Unknown
    found[key] = metric.score(clean, heard, levels_db_hl) if known is None else known
    return found[key]


def compare_if_known(pair):
    try:
        return compare(pair)
    except Unknown:
        return None, {}


def compare(pair):
    """The pair's row, and its scores by key."""
    speech, seed, points = JOB["speech"][pair.talker], JOB["seeds"][pair.talker], JOB["audiograms"][pair.listener]
    clean = sounds.made(speech, pair.level, None, seed)
    original = sounds.made(speech, pair.level, pair.snr, seed)
    found = {}
    row = {"talker": pair.talker, "level": pair.level, "noise": pair.noise, "listener": pair.listener,
           "ear": look_up(found, clean, original, metric.levels(points))}
    for name, model in JOB["models"].items():
        row[name] = look_up(found, clean, model(original, pair.listener, points), metric.TYPICAL)
    return row, found


def spread(pairs, jobs, store):
    """Rows in the order of the pairs, without those that are not known where none is to be scored."""
    context = multiprocessing.get_context("fork")  # the job is handed over by being there
    rows, progress = {}, Progress(len(pairs))
    pool = concurrent.futures.ProcessPoolExecutor(jobs, context, begin_process)
    try:
        waiting = {pool.submit(compare_if_known, pair): pair for pair in pairs}
        for done in concurrent.futures.as_completed(waiting):
            rows[waiting[done]], found = done.result()
            fresh = any(store.get(key) is None for key in found)
            store.add(found)
            progress.step(fresh)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    pool.shutdown()
    progress.end()
    return [rows[pair] for pair in pairs if rows[pair]]


class Progress:
    """One line that is rewritten on a terminal, one a minute elsewhere."""

    def __init__(self, count):
        self.count, self.done, self.fresh = count, 0, 0
        self.began = self.said = self.known_until = time.monotonic()
        self.terminal = sys.stderr.isatty()

    def step(self, fresh):
        self.done += 1
        self.fresh += fresh
        now = time.monotonic()
        if self.fresh == 0:
            self.known_until = now
        if self.terminal or now - self.said > 60:
            self.said = now
            self.say(f"{self.done} of {self.count} pairs, {self.seconds_left(now) / 60:.0f} minutes left",
                     "" if self.terminal else "\n")

    def seconds_left(self, now):
        """Pairs known from an earlier run come first and take little: they count only while there are no others."""
        each = (now - self.known_until) / self.fresh if self.fresh else (now - self.began) / self.done
        return each * (self.count - self.done)

    def end(self):
        minutes = (time.monotonic() - self.began) / 60
        self.say(f"{self.count} pairs in {minutes:.1f} minutes, {self.fresh} of them scored anew", "\n")

    def say(self, line, end):
        print(f"\r{line:60}" if self.terminal else line, end=end, file=sys.stderr, flush=True)
