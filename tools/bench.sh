#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of every stage and of the whole beside what the machine can do, then the command on films.
# Figures are ratios within one run; for the 99.9th percentile keep the machine otherwise idle.
set -euo pipefail
cd "$(dirname "$0")/.."
build/otoscape_bench "$@"
python3 tools/bench_command.py build/otoscape
