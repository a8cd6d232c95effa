# SPDX-License-Identifier: Apache-2.0
"""What the checks read in C++ sources without a compiler: includes, parts and functions."""
import os
import re
from dataclasses import dataclass

# Comments, raw strings, strings, characters. A quote after a digit separates thousands.
SPANS = re.compile(r'''//[^\n]*|/\*.*?\*/|(?<!\w)R"([^()\\\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'''
                   r"""|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'""", re.DOTALL)
TOKENS = re.compile(r'''[A-Za-z_]\w*|\d[\w.']*|""|::|->|&&|\|\||<<|[<>=!]=|\S''')
PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]', re.MULTILINE)
CLOSE = {"(": ")", "[": "]", "{": "}"}
# A parenthesis after one of these does not hold parameters.
NO_NAMES = {"alignas", "decltype", "explicit", "noexcept", "requires", "__attribute__"}
NO_DECLARATIONS = {"using", "typedef", "static_assert", "friend"}
CLASSES = {"class", "struct", "union"}


def is_test(path):
    """Tests that lie beside what they test, and what only they include."""
    return path.endswith(("_test.cc", "_test_support.h"))


def part_of(path):
    """A source and its header are one part: folder/foo of foo.h, foo.cc and foo-inl.h."""
    stem = os.path.splitext(path)[0]
    return stem[:-len("-inl")] if stem.endswith("-inl") else stem


def blank(span):
    return re.sub(r"[^\n]", " ", span)


def without_comments(text):
    """The same lines and columns; raw strings, which may hold anything, are blanked too."""
    return SPANS.sub(lambda m: m[0] if m[0][0] in "\"'" else blank(m[0]), text)


def includes(text):
    """(line, file) of each #include."""
    text = without_comments(text)
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(1)) + 1, match[1]


@dataclass
class Token:
    text: str
    line: int


@dataclass
class Function:
    name: str
    line: int  # of the first word of its declaration
    end: int  # of its closing brace; 0 for a declaration
    parameters: int
    overrides: bool


def tokens_of(text):
    def literal(match):
        return '""' + blank(match[0][2:]) if match[0][0] in "\"'R" else blank(match[0])

    text = PREPROCESSOR.sub(lambda m: blank(m[0]), SPANS.sub(literal, text))
    for number, line in enumerate(text.split("\n"), 1):
        for match in TOKENS.finditer(line):
            yield Token(match[0], number)


def closing(tokens, at):
    """Index of the bracket that closes the one at `at`."""
    opens, closes, depth = tokens[at].text, CLOSE[tokens[at].text], 0
    for i in range(at, len(tokens)):
        depth += (tokens[i].text == opens) - (tokens[i].text == closes)
        if depth == 0:
            return i
    return len(tokens) - 1


def outer(tokens):
    """(index, text) of what stands in no bracket, angle brackets included; openings count."""
    angle, at = 0, 0
    while at < len(tokens):
        text = tokens[at].text
        before = tokens[at - 1].text if at else ""
        if angle == 0:
            yield at, text
        if text in CLOSE:
            at = closing(tokens, at)
        elif text == "<" and re.fullmatch(r"[A-Za-z_]\w*", before) and before != "operator":
            angle += 1
        elif text == ">" and angle:
            angle -= 1
        at += 1


def parameter_list(head):
    """Index of the parenthesis that opens the parameters, or None where `head` is no function."""
    for at, text in outer(head):
        before = head[at - 1].text if at else ""
        if text == "=" and before != "operator":
            return None
        if text != "(" or before in NO_NAMES or before == "operator":
            continue
        named = re.fullmatch(r'[A-Za-z_]\w*|>|""', before) or before == ")"
        return at if named or is_operator(head, at) else None
    return None


def is_operator(head, at):
    return any(token.text == "operator" for token in head[max(0, at - 4):at])


def count_parameters(inside):
    if not inside or [token.text for token in inside] == ["void"]:
        return 0
    return 1 + sum(text == "," for _, text in outer(inside))


def drop_template(head):
    """Without leading `template <…>`."""
    while head and head[0].text == "template":
        depth = 0
        for i, token in enumerate(head[1:], 1):
            depth += (token.text == "<") - (token.text == ">")
            if depth == 0:
                break
        head = head[i + 1:]
    return head


def function_of(head, end, scope):
    """The function that `head` declares in the class named `scope`, or None."""
    declared = drop_template(head)
    at = parameter_list(declared)
    if at is None or declared[0].text in NO_DECLARATIONS:
        return None
    name = declared[at - 1].text
    alone = at == 1 and name != scope
    if alone and end == 0:
        return None  # a macro, not a function
    inside = declared[at + 1:closing(declared, at)]
    overrides = any(token.text == "override" for token in declared[at:])
    if is_operator(declared, at):
        name = "operator"
    # A test's body has a length, but TEST(Suite, Name) has no parameters.
    return Function(name, head[0].line, end, 0 if alone else count_parameters(inside), overrides)


def scope_name(head):
    """The name of the namespace or class that the brace after `head` opens, or None."""
    head = drop_template(head)
    texts = [text for _, text in outer(head)]
    if "namespace" in texts or texts == ["extern", '""']:
        return ""
    if "enum" in texts or parameter_list(head) is not None or not CLASSES & set(texts):
        return None
    names = [text for text in texts[:(texts + [":"]).index(":")] if re.match(r"[A-Za-z_]", text)]
    return names[-1] if names[-1] != "final" else names[-2]


def opens_body(head):
    """Whether the brace after `head` is a function's body, and not a value."""
    head = drop_template(head)
    at = parameter_list(head)
    if at is None:
        return False
    tail = head[closing(head, at):]
    initializes = any(text == ":" for _, text in outer(tail))
    return not initializes or not re.match(r"\w|>", tail[-1].text)


def functions(text):
    """Every function of namespaces and classes, declared or defined; lambdas belong to theirs."""
    tokens, scopes, head, at = list(tokens_of(text)), [""], [], 0
    while at < len(tokens):
        word, end, function = tokens[at].text, at, None
        if word == "{" and (name := scope_name(head)) is not None:
            scopes, head = scopes + [name], []
        elif word in CLOSE:
            end = closing(tokens, at)
            if word == "{" and opens_body(head):
                function, head = function_of(head, tokens[end].line, scopes[-1]), []
            else:
                head = head + tokens[at:end + 1]
        elif word == "}":
            scopes, head = scopes[:-1] or [""], []
        elif word == ";":
            function, head = head and function_of(head, 0, scopes[-1]), []
        elif word == ":" and len(head) == 1 and head[0].text in ("public", "private", "protected"):
            head = []
        else:
            head = head + [tokens[at]]
        if function:
            yield function
        at = end + 1
