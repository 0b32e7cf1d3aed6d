# SPDX-License-Identifier: EUPL-1.2
"""Makes core/i18n/msg.h (typed keys) from de.json, and a .cpp that carries all message files.

    generate_messages.py header OUT de.json
    generate_messages.py embed  OUT [--without PATTERN] de.json de-x-leicht.json ...

PATTERN: keys that this program never shows (a regular expression for the whole key).
"""
import argparse
import json
import os
import re
import sys

KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\Z")
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
CHUNK = 8000  # compilers need not accept longer string literals


def load(path):
    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                sys.exit(f"{path}: '{key}' stands there twice")
        return dict(pairs)

    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=no_twins)


def identifier(key, path):
    if not KEY.match(key):
        sys.exit(f"{path}: '{key}' is no key (lower case, digits, underscores, dots)")
    return key.replace(".", "_")


def declaration(key, value, path):
    name = identifier(key, path)
    forms = value if isinstance(value, dict) else {"other": value}
    by = forms.get("by")
    texts = [text for form, text in forms.items() if form != "by"]
    names = {found for text in texts for found in PLACEHOLDER.findall(text)} | ({by} if by else set())
    if not names:
        return f'inline constexpr i18n::Key {name}{{"{key}"}};\n'
    members = "".join(f"    i18n::{'Number' if n == by else 'Text'} {n};\n" for n in sorted(names))
    arguments = ", ".join(f'i18n::Argument{{"{n}", {n}}}' for n in sorted(names))
    return (f"struct {name} {{\n"
            f'    static constexpr std::string_view kKey = "{key}";\n'
            f"{members}"
            f"    std::array<i18n::Argument, {len(names)}> arguments() const {{ return {{{{{arguments}}}}}; }}\n"
            f"}};\n")


def header(german):
    parts = ["// SPDX-License-Identifier: EUPL-1.2\n"
             "// Generated from assets/messages/de.json by core/i18n/generate_messages.py.\n"
             "// NOLINTBEGIN(readability-identifier-naming): names are the keys of the message files.\n"
             "#pragma once\n\n#include <array>\n#include <string_view>\n\n"
             '#include "core/i18n/message_key.h"\n\nnamespace qp::msg {\n\n']
    messages = load(german)
    seen = {}
    for key, value in messages.items():
        name = identifier(key, german)
        if name in seen:
            sys.exit(f"{german}: '{key}' and '{seen[name]}' get the same name")
        seen[name] = key
        parts.append(declaration(key, value, german))
    parts.append("\n}  // namespace qp::msg\n// NOLINTEND(readability-identifier-naming)\n")
    return "".join(parts)


def embed(paths, without):
    parts = ["// SPDX-License-Identifier: EUPL-1.2\n"
             "// Generated from assets/messages by core/i18n/generate_messages.py.\n"
             "#include <cstdlib>\n#include <array>\n\n"
             '#include "core/i18n/messages.h"\n\nnamespace qp::i18n {\nnamespace {\n\n']
    rows = []
    for number, path in enumerate(paths):
        tag = os.path.basename(path)[: -len(".json")]
        shown = {key: text for key, text in load(path).items() if not (without and without.fullmatch(key))}
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
        chunks = [text[i:i + CHUNK] for i in range(0, len(text), CHUNK)]
        literals = "\n    ".join(f'R"qp({chunk})qp"' for chunk in chunks)
        parts.append(f"constexpr std::string_view kFile{number} =\n    {literals};\n\n")
        rows.append(f'    MessageFile{{"{tag}", kFile{number}}},\n')
    parts.append(f"constexpr std::array<MessageFile, {len(rows)}> kFiles{{{{\n{''.join(rows)}}}}};\n\n"
                 "}  // namespace\n\n"
                 "Messages built_in_messages() {\n"
                 "    auto messages = Messages::parse(kFiles);\n"
                 "    // The unit tests parse the very same files.\n"
                 "    if (!messages) std::abort();\n"
                 "    return std::move(*messages);\n"
                 "}\n\n}  // namespace qp::i18n\n")
    return "".join(parts)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["header", "embed"])
    arguments.add_argument("out")
    arguments.add_argument("--without", type=re.compile)
    arguments.add_argument("paths", nargs="+")
    given = arguments.parse_args()
    text = header(given.paths[0]) if given.kind == "header" else embed(given.paths, given.without)
    os.makedirs(os.path.dirname(given.out), exist_ok=True)
    with open(given.out, "w", encoding="utf-8") as file:
        file.write(text)


main()
