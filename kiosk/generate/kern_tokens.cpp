// SPDX-License-Identifier: EUPL-1.2
// kern_tokens KERN.css light|dark ROLES.txt OUT.inc: turns roles ("name = --kern-token",
// "name = #rrggbb" or "name = none") into designated initialisers of the theme, with KERN's oklch
// colours as sRGB.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <numbers>
#include <optional>
#include <sstream>
#include <string>

namespace {

using Tokens = std::map<std::string, std::string>;

std::string read_file(const char* path) {
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void read_declarations(const std::string& block, Tokens& tokens) {
    std::size_t at = 0;
    while ((at = block.find("--kern", at)) != std::string::npos) {
        const auto colon = block.find(':', at);
        const auto end = block.find(';', at);
        if (colon == std::string::npos || end == std::string::npos) return;
        if (colon < end) {
            tokens[trimmed(block.substr(at, colon - at))] =
                trimmed(block.substr(colon + 1, end - colon - 1));
        }
        at = end;
    }
}

// The palette stands in :root, each theme in its own block, which is read last and wins.
Tokens read_tokens(const std::string& css, const std::string& theme) {
    Tokens tokens;
    const auto first_theme = css.find("@media (prefers-color-scheme: dark)");
    read_declarations(css.substr(0, first_theme), tokens);
    const std::string selector = "[data-kern-theme=" + theme + "],\n.kern-" + theme + " {";
    for (auto at = css.find(selector); at != std::string::npos; at = css.find(selector, at + 1)) {
        read_declarations(css.substr(at, css.find('}', at) - at), tokens);
    }
    return tokens;
}

unsigned channel(double linear) {
    const double v =
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<unsigned>(std::lround(std::fmin(1, std::fmax(0, v)) * 255));
}

unsigned srgb_of_oklch(double lightness, double chroma, double hue) {
    const double angle = hue * std::numbers::pi / 180;
    const double a = chroma * std::cos(angle);
    const double b = chroma * std::sin(angle);
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    const unsigned red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    const unsigned green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    const unsigned blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16U | green << 8U | blue;
}

std::optional<unsigned> color_of(const Tokens& tokens, std::string value) {
    for (int depth = 0; depth < 8 && value.rfind("var(", 0) == 0; ++depth) {
        const auto known = tokens.find(value.substr(4, value.size() - 5));
        if (known == tokens.end()) return std::nullopt;
        value = known->second;
    }
    double l = 0;
    double c = 0;
    double h = 0;
    if (std::sscanf(value.c_str(), "oklch(%lf%% %lf %lf)", &l, &c, &h) == 3) {
        return srgb_of_oklch(l / 100, c, h);
    }
    if (value.size() == 7 && value[0] == '#' &&
        std::all_of(value.begin() + 1, value.end(),
                    [](unsigned char digit) { return std::isxdigit(digit) != 0; })) {
        return static_cast<unsigned>(std::stoul(value.substr(1), nullptr, 16));
    }
    return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: kern_tokens KERN.css light|dark ROLES.txt OUT.inc\n");
        return 2;
    }
    const Tokens tokens = read_tokens(read_file(argv[1]), argv[2]);
    std::istringstream roles{read_file(argv[3])};
    std::ofstream out{argv[4]};
    out << "// Generated from KERN's tokens by kern_tokens. Do not edit.\n";
    std::string line;
    for (int number = 1; std::getline(roles, line); ++number) {
        const auto equals = line.find('=');
        if (trimmed(line).empty() || trimmed(line)[0] == '#') continue;
        const std::string value =
            equals == std::string::npos ? "" : trimmed(line.substr(equals + 1));
        if (value == "none") continue;
        const auto color =
            color_of(tokens, value.rfind("--", 0) == 0 ? "var(" + value + ")" : value);
        if (!color) {
            std::fprintf(stderr, "%s:%d: no colour '%s'\n", argv[3], number, value.c_str());
            return 1;
        }
        std::array<char, 16> hex{};
        std::snprintf(hex.data(), hex.size(), "0x%06X", *color);
        out << "." << trimmed(line.substr(0, equals)) << " = rgb(" << hex.data() << "),\n";
    }
    return out.good() ? 0 : 1;
}
