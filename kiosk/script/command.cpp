// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/script/command.h"

#include <array>
#include <charconv>
#include <cmath>

namespace qp::kiosk::script {
namespace {

constexpr double kSecondsMax = 3600;

struct VerbName {
    const char* name;
    Verb verb;
    bool needs_id;
    bool needs_text;
};
constexpr std::array<VerbName, 18> kVerbs{{
    {"tap", Verb::tap, true, false},
    {"touch", Verb::touch, true, true},
    {"heard", Verb::heard, true, false},
    {"spoken", Verb::spoken, false, false},
    {"focused", Verb::focused, false, false},
    {"type", Verb::type, false, true},
    {"key", Verb::key, true, false},
    {"expect", Verb::expect, true, false},
    {"expect-no", Verb::expect_no, true, false},
    {"wait", Verb::wait, true, false},
    {"wait-text", Verb::wait_text, true, true},
    {"value", Verb::value, true, false},
    {"screen", Verb::screen, true, false},
    {"shot", Verb::shot, true, false},
    {"dump", Verb::dump, false, false},
    {"frames", Verb::frames, false, false},
    {"stats", Verb::frames, false, false},
    {"quit", Verb::quit, false, false},
}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

Result<double> parse_number(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return fail(Code::malformed, "no number: " + std::string{text});
    return number;
}

std::string_view take_word(std::string_view& rest) {
    rest = trimmed(rest);
    const auto end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(end));
    return word;
}

}  // namespace

Result<std::optional<Command>> parse_command(std::string_view line) {
    std::string_view rest = trimmed(line);
    if (rest.empty() || rest.front() == '#') return std::optional<Command>{};
    const std::string_view word = take_word(rest);
    for (const VerbName& known : kVerbs) {
        if (word != known.name) continue;
        Command command;
        command.verb = known.verb;
        if (known.verb == Verb::type) {
            command.text = std::string{rest};
        } else {
            command.id = std::string{take_word(rest)};
            command.text = std::string{rest};
        }
        if (known.verb == Verb::wait && !rest.empty()) {
            double seconds = 0;
            const auto [end, error] =
                std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
            // Not "nan", not "inf": a script that waits for ever shows nothing.
            if (error != std::errc{} || end != rest.data() + rest.size() || !(seconds >= 0) ||
                seconds > kSecondsMax) {
                return fail(Code::malformed, "wait: no number of seconds: " + std::string{rest});
            }
            command.seconds = seconds;
            command.text.clear();
        }
        if (known.verb == Verb::touch) {
            const auto x = parse_number(command.id);
            const auto y = parse_number(command.text);
            if (!x || !y) return fail(Code::malformed, "touch needs two numbers, x and y");
            command.at = {static_cast<float>(*x), static_cast<float>(*y)};
        }
        if (known.needs_id && command.id.empty()) {
            return fail(Code::malformed, std::string{word} + " needs a name");
        }
        if (known.needs_text && command.text.empty()) {
            return fail(Code::malformed, std::string{word} + " needs a text");
        }
        return std::optional{command};
    }
    return fail(Code::malformed, "no such command: " + std::string{word});
}

}  // namespace qp::kiosk::script
