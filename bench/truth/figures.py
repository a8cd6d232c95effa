# SPDX-License-Identifier: Apache-2.0
"""Correlation, bias, error, and a test over talkers."""
import math

import numpy as np


def correlation(truth, guess):
    """Pearson's r; not a number where one of the two does not vary."""
    truth, guess = np.asarray(truth) - np.mean(truth), np.asarray(guess) - np.mean(guess)
    size = math.sqrt(float(np.dot(truth, truth)) * float(np.dot(guess, guess)))
    return float(np.dot(truth, guess)) / size if size > 1e-12 else math.nan


def bias(truth, guess):
    """Mean of guess minus truth: below 0 the simulation is harsher than the ear."""
    return float(np.mean(np.asarray(guess) - np.asarray(truth)))


def rmse(truth, guess):
    return float(np.sqrt(np.mean(np.square(np.asarray(guess) - np.asarray(truth)))))


def sign_test(better, worse):
    """Two-sided p of so uneven a split, if either were as likely; ties are left out before."""
    count = better + worse
    if count == 0:
        return 1.0
    tail = sum(math.comb(count, k) for k in range(min(better, worse) + 1)) / 2 ** count
    return min(1.0, 2 * tail)


def mean_and_error(values):
    """Mean and its standard error, not a number for fewer than two."""
    values = np.asarray(values, dtype=float)
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return float(np.mean(values)), error
