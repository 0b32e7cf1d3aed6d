// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/script/command.h"

#include <array>
#include <charconv>
#include <cmath>

namespace qp::kiosk::script {
namespace {

constexpr double kSecondsMax = 3600;
constexpr double kFingersMax = 1000;

struct VerbName {
    const char* name;
    Verb verb;
    bool needs_id;
    bool needs_text;
};
constexpr std::array<VerbName, 22> kVerbs{{
    {"tap", Verb::tap, true, false},
    {"touch", Verb::touch, true, true},
    {"down", Verb::down, true, true},
    {"move", Verb::move, true, true},
    {"up", Verb::up, true, true},
    {"pause", Verb::pause, true, false},
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

// Not "nan", not "inf": a script that waits for ever shows nothing.
Result<double> parse_seconds(std::string_view text) {
    const auto seconds = parse_number(text);
    if (!seconds || *seconds < 0 || *seconds > kSecondsMax)
        return fail(Code::malformed, "no number of seconds: " + std::string{text});
    return seconds;
}

// The numbers that some verbs have; names and texts stand there already.
Status parse_numbers(Command& command) {
    const bool is_finger =
        command.verb == Verb::down || command.verb == Verb::move || command.verb == Verb::up;
    if (command.verb == Verb::touch || is_finger) {
        std::string_view rest = command.text;
        const std::string_view first = is_finger ? take_word(rest) : command.id;
        const auto x = parse_number(first);
        const auto y = parse_number(rest);
        const auto finger = is_finger ? parse_number(command.id) : Result<double>{0.0};
        if (!x || !y || !finger || std::abs(*finger) > kFingersMax)
            return fail(Code::malformed, is_finger ? "a finger needs its number, x and y"
                                                   : "touch needs two numbers, x and y");
        command.at = {static_cast<float>(*x), static_cast<float>(*y)};
        command.finger = static_cast<int>(*finger);
    }
    const bool has_patience = command.verb == Verb::wait && !command.text.empty();
    if (has_patience || command.verb == Verb::pause) {
        const auto seconds = parse_seconds(has_patience ? command.text : command.id);
        if (!seconds) return fail(seconds.error());
        command.seconds = *seconds;
        command.text.clear();
    }
    return {};
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
        if (known.needs_id && command.id.empty()) {
            return fail(Code::malformed, std::string{word} + " needs a name");
        }
        if (known.needs_text && command.text.empty()) {
            return fail(Code::malformed, std::string{word} + " needs a text");
        }
        if (auto numbers = parse_numbers(command); !numbers) return fail(numbers.error());
        return std::optional{command};
    }
    return fail(Code::malformed, "no such command: " + std::string{word});
}

}  // namespace qp::kiosk::script
