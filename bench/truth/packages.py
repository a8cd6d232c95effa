# SPDX-License-Identifier: Apache-2.0
"""Files out of Debian's packages, fetched into the cache and not installed."""
import glob
import os
import shutil
import tempfile

import fault


def download(package, folder):
    """Fetches the package's archive; as root with fresh lists, if those at hand lead nowhere."""
    fetch = ["sh", "-c", 'cd "$1" && apt-get download -qq -o APT::Sandbox::User=root "$2"', "sh", folder, package]
    try:
        fault.run(fetch, package)
    except fault.Fault:
        if os.geteuid() == 0:
            fault.run(["apt-get", "update", "-qq"], "the lists of packages cannot be fetched")
        fault.run(fetch, f"{package} cannot be fetched ('sudo apt-get update' may be needed first)")
    return glob.glob(os.path.join(folder, "*.deb"))[0]


def unpacked(package, folder):
    """The folder with the package's files; fetched where it is not there yet."""
    place = os.path.join(folder, package)
    if os.path.isdir(place):
        return place
    print(f"Fetching the recordings in Debian's {package}", flush=True)
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        fault.run(["dpkg-deb", "-x", download(package, work), os.path.join(work, "files")],
                  f"{package} cannot be unpacked")
        shutil.move(os.path.join(work, "files"), place)
    return place
