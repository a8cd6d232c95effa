#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks of layers and sizes accept a clean tree and refuse each fault planted in it.

    checks_test.py SOURCE
"""
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE = sys.argv[1]
sys.path.insert(0, os.path.join(SOURCE, "tools"))
from layers import LAYERS, make_layers  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


def target_of(folder):
    return "otoscape_" + folder.removeprefix("otoscape/").replace("/", "_")


def module(folder, *links):
    name = target_of(folder).removeprefix("otoscape_")
    return f"otoscape_module({name} DEPS {' '.join(links)})\n"


class Tree:
    """A clean tree: in each folder of the table a part, and a module that links all below."""

    def __init__(self, root):
        self.root = root
        for layer in LAYERS.values():
            self.write(f"{layer.folder}/thing.h", "int thing();\n")
            self.write(f"{layer.folder}/thing.cc", f'#include "{layer.folder}/thing.h"\n' +
                       "".join(f'#include "{below}/thing.h"\n' for below in layer.below) +
                       "int thing() {\n  return 1;\n}\n")
            self.write(f"{layer.folder}/CMakeLists.txt",
                       module(layer.folder, *map(target_of, layer.below)))

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text if path.endswith(".txt") else SPDX + text)

    def remove(self, path):
        os.remove(os.path.join(self.root, path))

    def check(self, name):
        """(exit status, what it said) of one check."""
        done = subprocess.run([sys.executable, os.path.join(SOURCE, "tools", f"check_{name}.py")],
                              env=os.environ | {"OTOSCAPE_ROOT": self.root, "PYTHONUTF8": "1"},
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class Checks(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.tree = Tree(self.folder.name)

    def accepts(self, name):
        status, said = self.tree.check(name)
        self.assertEqual(status, 0, said)

    def refuses(self, name, *sentences):
        status, said = self.tree.check(name)
        self.assertEqual(status, 1, said)
        for sentence in sentences:
            self.assertIn(sentence + "\n", said)
        return said


class Layers(Checks):
    def test_a_clean_tree_is_accepted(self):
        self.accepts("layers")

    def test_a_loop_of_two_is_refused(self):
        self.tree.write("otoscape/scene/a.h", "")
        self.tree.write("otoscape/scene/a.cc", '#include "otoscape/scene/b.h"\n')
        self.tree.write("otoscape/scene/b.h", '\n#include "otoscape/scene/a.h"\n')
        self.refuses("layers", "otoscape/scene/b.h:3: a loop of includes: otoscape/scene/a.h → "
                     "otoscape/scene/b.h → otoscape/scene/a.cc",
                     "  otoscape/scene/b.h:3 includes otoscape/scene/a.h",
                     "  otoscape/scene/a.cc:2 includes otoscape/scene/b.h")

    def test_a_loop_of_three_is_refused_once(self):
        for here, there in ("ab", "bc", "ca"):
            self.tree.write(f"io/{here}.h", f'#include "io/{there}.h"\n')
        said = self.refuses("layers", "io/c.h:2: a loop of includes: "
                            "io/a.h → io/c.h → io/b.h → io/a.h")
        self.assertEqual(said.count("a loop"), 1, said)

    def test_the_shortest_loop_is_told(self):
        for here, there in ("ab", "bc", "cd", "da"):
            self.tree.write(f"io/{here}.h", f'#include "io/{there}.h"\n')
        self.tree.write("io/c.cc", '#include "io/b.h"\n')
        self.tree.write("io/b.cc", '#include "io/c.h"\n')
        said = self.refuses("layers")
        self.assertNotIn("io/d.h", said.replace("io/d.h:", ""))

    def test_a_part_may_include_itself_and_a_test_is_no_part(self):
        self.tree.write("io/a.h", '#include "io/a-inl.h"\n')
        self.tree.write("io/a-inl.h", '#include "io/a.h"\n')
        self.tree.write("io/b.h", '#include "io/a.h"\n')
        self.tree.write("io/a_test.cc", '#include "io/b.h"\n#include "tests/support/sound.h"\n')
        self.accepts("layers")

    def test_comments_and_strings_include_nothing(self):
        include = '#include "io/thing.h"\n'
        self.tree.write("otoscape/units/a.h", f'// {include}/*\n{include}*/\n'
                        f'const char* k = R"(\n{include})";\n')
        self.accepts("layers")

    def test_a_wrong_layer_is_refused(self):
        self.tree.write("otoscape/loss/a.h", '#include "otoscape/scene/thing.h"\n')
        self.tree.write("io/files/b.h", '#include "io/media/thing.h"\n')
        self.refuses("layers", "otoscape/loss/a.h:2: otoscape/loss may not include "
                     "otoscape/scene/thing.h",
                     "io/files/b.h:2: io/files may not include io/media/thing.h")

    def test_what_tests_share_is_for_tests(self):
        self.tree.write("io/a.h", '#include "tests/support/sound.h"\n#include <gtest/gtest.h>\n')
        self.refuses("layers", "io/a.h:2: io may not include tests/support/sound.h",
                     "io/a.h:3: gtest/gtest.h is for tests")

    def test_a_source_without_header_is_refused(self):
        self.tree.write("io/lonely.cc", "")
        self.tree.write("apps/cli/main.cc", "")
        self.tree.write("bench/whole.cc", "")
        said = self.refuses("layers", "io/lonely.cc:1: no header of its own name (lonely.h)")
        self.assertEqual(said.count("no header"), 1, said)
        self.tree.write("io/lonely-inl.h", "")
        self.accepts("layers")

    def test_ffmpeg_in_a_wrong_folder_is_refused(self):
        ffmpeg = "libavformat/avformat.h"
        self.tree.write("jobs/thing.cc", f"#include <{ffmpeg}>\n")
        self.tree.write("io/media/ffmpeg.h", f"#include <{ffmpeg}>\n")
        self.tree.write("io/media/thing.cc", '#include "io/media/ffmpeg.h"\n')
        said = self.refuses("layers", f"jobs/thing.cc:2: {ffmpeg} may not be included here: "
                            "FFmpeg belongs to io/media/")
        self.assertEqual(len(said.splitlines()), 1, said)

    def test_ffmpeg_stays_inside_sources(self):
        self.tree.write("io/media/ffmpeg.h", "")
        self.tree.write("io/media/thing.h", '#include "io/media/ffmpeg.h"\n')
        self.tree.write("io/media/thing.cc", "#include <libavutil/opt.h>\n")
        self.refuses("layers", "io/media/thing.h:2: io/media/ffmpeg.h is for .cc files, so that "
                     "FFmpeg's types stay inside them",
                     "io/media/thing.cc:2: libavutil/opt.h is included by way of io/media/ffmpeg.h")

    def test_the_library_sees_highway_only(self):
        self.tree.write("otoscape/dsp/thing.cc",
                        '#include "hwy/highway.h"\n#include <fmt/format.h>\n')
        said = self.refuses("layers", "otoscape/dsp/thing.cc:3: fmt/format.h may not be included "
                            "here: {fmt} belongs to io/, jobs/ and apps/")
        self.assertNotIn("hwy", said)

    def test_folders_and_rows_agree(self):
        self.tree.write("otoscape/sauna/thing.h", "")
        self.tree.write("otoscape/dsp/testdata/golden.h", "")
        self.tree.remove("otoscape/bank/thing.h")
        self.tree.remove("otoscape/bank/thing.cc")
        said = self.refuses("layers", "otoscape/sauna: no row in tools/layers.py",
                            "tools/layers.py: no source lies in otoscape/bank")
        self.assertNotIn("testdata", said)

    def test_a_module_links_what_is_below(self):
        self.tree.write("otoscape/dsp/CMakeLists.txt",
                        "# otoscape_module(no DEPS otoscape_nothing)\n"
                        "otoscape_module(dsp DEPS otoscape_units  # below\n"
                        " otoscape_scene otoscape_sauna LIBS PkgConfig::hwy)\n")
        said = self.refuses("layers", "otoscape/dsp/CMakeLists.txt:2: otoscape_dsp may not link "
                            "otoscape_scene: otoscape/dsp is not above otoscape/scene",
                            "otoscape/dsp/CMakeLists.txt:2: otoscape_dsp links otoscape_sauna, "
                            "which no otoscape_module declares")
        self.assertEqual(len(said.splitlines()), 2, said)

    def test_a_row_names_rows_above_it_alone(self):
        with self.assertRaises(ValueError):
            make_layers((("otoscape/a", "", "b"), ("otoscape/b", "", "")))


class Sizes(Checks):
    def test_a_clean_tree_is_accepted(self):
        self.accepts("sizes")

    def test_a_folder_of_26_parts_is_refused(self):
        for i in range(24):
            self.tree.write(f"io/part{i}.h", "")
            self.tree.write(f"io/part{i}-inl.h", "")
            self.tree.write(f"io/part{i}_test.cc", "")
        self.accepts("sizes")
        self.tree.write("io/one_more.h", "")
        self.refuses("sizes", "io: 26 parts, 25 are the most")

    def test_a_file_of_301_lines_is_refused_unless_it_is_a_table(self):
        self.tree.write("io/long.h", "\n" * 299)
        self.accepts("sizes")
        self.tree.write("io/long.h", "\n" * 300)
        self.refuses("sizes", "io/long.h: 301 lines, 300 are the most")
        self.tree.write("io/long.h", "// Table: thresholds by age.\n" + "\n" * 299)
        self.accepts("sizes")

    def test_a_function_of_51_lines_is_refused(self):
        head = "class Long {\n public:\n  Long() : a_{1}, b_(2) {}\n"
        body = "  int first(\n      int a) {\n    if (a) {\n" + "    ++a;\n" * 44 + "    }\n"
        self.tree.write("io/long.h", head + body + "    return a;\n  }\n};\n")
        self.accepts("sizes")
        self.tree.write("io/long.h", head + body + "    ++a;\n    return a;\n  }\n};\n")
        self.refuses("sizes", "io/long.h:5: a function of 51 lines, 50 are the most")

    def test_six_parameters_need_a_reason(self):
        many = "void many(int a, std::map<int, int> b, int c = f(1, 2), int d, int e, int f)"
        self.tree.write("io/thing.h", f"namespace io {{\n// Adds up.\n{many};\n}}\n")
        self.tree.write("io/thing.cc", f'#include "io/thing.h"\nnamespace io {{\n{many} {{}}\n}}\n')
        said = self.refuses("sizes", "io/thing.h:4: many has 6 parameters, 5 are the most")
        self.assertEqual(said.count("parameters"), 1, said)
        self.tree.write("io/thing.h", "namespace io {\n// Adds up. Six parameters: one for each\n"
                        f"// day of work.\n{many};\n}}\n")
        self.accepts("sizes")

    def test_a_reason_stands_directly_above(self):
        many = "void many(int a, int b, int c, int d, int e, int f);\n"
        self.tree.write("io/thing.h", f"// Six parameters: why not.\n\n{many}")
        self.refuses("sizes", "io/thing.h:4: many has 6 parameters, 5 are the most")

    def test_constructors_and_operators_have_parameters(self):
        six = "(int a, int b, int c, int d, int e, int f)"
        self.tree.write("io/thing.h", f"struct Thing {{\n  explicit Thing{six};\n"
                        f"  int operator(){six} const;\n  Thing(int a, int b);\n}};\n")
        self.refuses("sizes", "io/thing.h:3: Thing has 6 parameters, 5 are the most",
                     "io/thing.h:4: operator has 6 parameters, 5 are the most")

    def test_tests_calls_and_overrides_have_as_many_as_they_like(self):
        six = "(int a, int b, int c, int d, int e, int f)"
        self.tree.write("io/thing_test.cc", f"void many{six};\n")
        self.tree.write("tests/support/thing.h", f"void many{six};\n")
        self.tree.write("io/thing.cc", '#include "io/thing.h"\nMACRO(a, b, c, d, e, f);\n'
                        "int k = sum(1, 2, 3, 4, 5, 6);\nvoid run() { sum(1, 2, 3, 4, 5, 6); }\n")
        self.tree.write("io/other.h", f"struct Other : Thing {{\n  void many{six} override;\n}};\n")
        self.accepts("sizes")

    def test_medians_are_held(self):
        for i in range(3 * len(LAYERS)):  # more than the two of each layer
            self.tree.write(f"tests/tall/{i % 8}/part{i}.h", "\n" * 119)
        self.refuses("sizes", "the median file has 120 lines; aim at 110")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
