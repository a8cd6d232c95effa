# SPDX-License-Identifier: Apache-2.0
"""An error with one sentence a person can act on, and commands that give one."""
import subprocess


class Fault(Exception):
    pass


def run(command, what):
    """Standard output of the command; `what` begins the sentence if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Fault(f"{what}: {fault}") from fault
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().split("\n")[-1]
        raise Fault(f"{what}: {said or f'{command[0]} ended with {done.returncode}'}")
    return done.stdout
