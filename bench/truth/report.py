# SPDX-License-Identifier: Apache-2.0
"""The table, the test by talker, and the file of all pairs."""
import csv
import math
import os

import figures
import pairs

GROUPS = (("listener", "listener", pairs.LISTENERS), ("level", "level, dB SPL", pairs.LEVELS_DB_SPL),
          ("noise", "speech to noise", tuple(map(pairs.noise_name, pairs.SNRS_DB))), ("talker", "talker", ()))


def number(value, width):
    """.971 and -.040: without the nought before the point."""
    text = "–" if math.isnan(value) else f"{value:.3f}".replace("0.", ".", 1)
    return f"{text:>{width}}"


def row(label, rows, models):
    truth = [each["ear"] for each in rows]
    cells = []
    for model in models:
        guess = [each[model] for each in rows]
        cells.append(number(figures.correlation(truth, guess), 6) + number(figures.bias(truth, guess), 6) +
                     number(figures.rmse(truth, guess), 5))
    return f"{label:13}{len(rows):4} " + " ".join(cells)


def table(rows, models):
    lines = [" " * 18 + " ".join(f"{model:^17}" for model in models),
             f"{'':13}{'n':>4} " + " ".join(f"{'r':>6}{'bias':>6}{'rmse':>5}" for _ in models),
             row("all", rows, models)]
    for field, title, order in GROUPS:
        there = list(dict.fromkeys(each[field] for each in rows))
        lines.append(f"by {title}")
        lines += [row(f"  {value}", [each for each in rows if each[field] == value], models)
                  for value in sorted(there, key=lambda value: order.index(value) if value in order else 0)]
    return "\n".join(lines)


def lead(rows, model, other):
    """By how much the model's RMSE is below the other's, for each talker."""
    leads = {}
    for talker in dict.fromkeys(each["talker"] for each in rows):
        own = [each for each in rows if each["talker"] == talker]
        truth = [each["ear"] for each in own]
        leads[talker] = (figures.rmse(truth, [each[other] for each in own]) -
                         figures.rmse(truth, [each[model] for each in own]))
    return leads


def talkers_test(rows, model, other):
    leads = lead(rows, model, other)
    better, worse = sum(x > 0 for x in leads.values()), sum(x < 0 for x in leads.values())
    mean, error = figures.mean_and_error(list(leads.values()))
    return (f"{model} is closer than {other} for {better} of {len(leads)} talkers, further off for {worse} "
            f"(sign test p {figures.sign_test(better, worse):.3f}); RMSE lower by {mean:.3f} ± {error:.3f} (s.e.)")


def write_csv(path, rows, models):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["talker", "level", "noise", "listener", "ear", *models], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
