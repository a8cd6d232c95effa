# SPDX-License-Identifier: Apache-2.0
"""A Python with the published programs beside which otoscape is measured, in build/peers."""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Of pyclarity's requirements these are the ones that its hearing-loss simulator and, numba and llvmlite, HASPI import.
PACKAGES = ("pyclarity==0.9.0", "numpy==2.2.6", "scipy==1.15.3", "numba==0.61.2", "llvmlite==0.44.0")
IMPORTS = "from clarity.evaluator.msbg.msbg import Ear; from clarity.evaluator.haspi import haspi_v2"


def first_fault(steps):
    """The last line that the first step to fail printed, or None."""
    for step in steps:
        try:
            done = subprocess.run(step, capture_output=True, text=True, timeout=900, check=False)
        except (OSError, subprocess.TimeoutExpired) as fault:
            return str(fault)
        if done.returncode != 0:
            return (done.stderr or done.stdout).strip().split("\n")[-1]
    return None


def set_up(otherwise):
    """The path of such a Python, or None with the reason and the sentence `otherwise` printed."""
    folder = os.path.join(ROOT, "build", "peers")
    python = os.path.join(folder, "bin", "python3")
    stamp = os.path.join(folder, "installed.txt")
    wanted = "\n".join(PACKAGES)
    if os.path.exists(stamp) and open(stamp, encoding="utf-8").read() == wanted:
        return python
    print(f"Fetching {', '.join(PACKAGES)} into build/peers", flush=True)
    fault = first_fault(([sys.executable, "-m", "venv", "--clear", folder],
                         [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                          "--only-binary", ":all:", "--retries", "1", "--timeout", "20", *PACKAGES],
                         [python, "-c", IMPORTS]))
    if fault:
        print(f"The published program cannot be set up here ({fault});\n"
              f"it needs a Python package registry and Debian's python3-venv. {otherwise}\n")
        return None
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)
    return python
