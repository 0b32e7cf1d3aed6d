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
NAME = re.compile(r"[a-z0-9_]+\Z")
FORMS = ("zero", "one", "two", "few", "many", "other", "=0")
END, FIELD, MISSING = "\x1e", "\x1f", "\x1a"  # core/i18n/catalogue.h
CHUNK = 8000  # compilers need not accept longer string literals


def check(key, value, path):
    """Two shapes: a text, or {"by": placeholder, CLDR category: text, …, optionally "=0": text}."""

    def refuse(why):
        sys.exit(f"{path}: message '{key}': {why}")

    texts = [value]
    if isinstance(value, dict):
        if not isinstance(value.get("by"), str) or not NAME.match(value["by"]):
            refuse('"by" names no placeholder')
        texts = [text for form, text in value.items() if form != "by"]
        if not set(value) <= {"by", *FORMS}:
            refuse("a form is no plural category")
        if not set(value) - {"by", "=0"}:
            refuse("no form at all")
    for text in texts:
        if not isinstance(text, str):
            refuse("neither a text nor plural forms")
        if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
            refuse("a brace without its partner, or around no placeholder")
        if any(mark in text for mark in (END, FIELD, MISSING)):
            refuse("a character that no text has")


def load(path):
    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                sys.exit(f"{path}: '{key}' stands there twice")
        return dict(pairs)

    try:
        with open(path, encoding="utf-8") as file:
            messages = json.load(file, object_pairs_hook=no_twins)
    except ValueError as error:
        sys.exit(f"{path}: no JSON: {error}")
    if not isinstance(messages, dict):
        sys.exit(f"{path}: no JSON object")
    for key, value in messages.items():
        check(key, value, path)
    return messages


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


def packed(value):
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    fields = [value["by"]]
    for form in FORMS:
        if form in value:
            fields += [form, value[form]]
    return "".join(FIELD + field for field in fields)


def literal(text):
    return "\n    ".join(f'R"qp({text[i:i + CHUNK]})qp"' for i in range(0, len(text), CHUNK))


def embed(paths, without):
    languages = {os.path.basename(path)[: -len(".json")]: load(path) for path in paths}
    keys = sorted({key for messages in languages.values() for key in messages
                   if not (without and without.fullmatch(key))})
    rows = "".join(f'    PackedLanguage{{"{tag}",\n    {literal("".join(packed(messages.get(key)) + END for key in keys))}}},\n'
                   for tag, messages in languages.items())
    return ("// SPDX-License-Identifier: EUPL-1.2\n"
            "// Generated from assets/messages by core/i18n/generate_messages.py.\n"
            "#include <array>\n\n"
            '#include "core/i18n/messages.h"\n\nnamespace qp::i18n {\nnamespace {\n\n'
            f"constexpr std::string_view kKeys =\n    {literal(''.join(key + END for key in keys))};\n\n"
            f"constexpr std::array<PackedLanguage, {len(languages)}> kPacked{{{{\n{rows}}}}};\n\n"
            "}  // namespace\n\n"
            "Messages built_in_messages() {\n"
            "    return Messages{kKeys, kPacked};\n"
            "}\n\n}  // namespace qp::i18n\n")


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


if __name__ == "__main__":
    main()
