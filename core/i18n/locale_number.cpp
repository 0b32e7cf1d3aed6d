// SPDX-License-Identifier: EUPL-1.2
// Numbers, units and lists of a Locale.
#include <array>
#include <cmath>

#include "core/i18n/locale.h"
#include "core/i18n/msg.h"

namespace qp::i18n {
namespace {

// U+2212: a hyphen breaks lines and is not read as "minus".
constexpr std::string_view kMinus = "\u2212";
// Among letters that run right to left a minus would end up behind its number.
constexpr std::string_view kMinusRightToLeft = "\u200E\u2212";
// "7.4 °C" would be turned to "C° 7.4", and "°C" alone to "C°".
constexpr std::string_view kLeftToRightIsolate = "\u2066";
constexpr std::string_view kPopIsolate = "\u2069";
constexpr std::string_view kNarrowSpace = "\u202F";
constexpr unsigned kDecimalsMax = 9;

std::string grouped(std::uint64_t value, std::string_view mark) {
    const std::string digits = std::to_string(value);
    std::string result;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) result += mark;
        result += digits[i];
    }
    return result;
}

std::uint64_t magnitude(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    return value < 0 ? 0 - bits : bits;
}

std::uint64_t power_of_ten(unsigned exponent) {
    std::uint64_t power = 1;
    for (unsigned i = 0; i < exponent; ++i) power *= 10;
    return power;
}

std::string_view minus(const Language& language) {
    return language.right_to_left ? kMinusRightToLeft : kMinus;
}

std::string percent(const Language& language, std::string_view number) {
    switch (language.percent_sign) {
        case PercentSign::before:
            return "%" + std::string{number};
        case PercentSign::close:
            return std::string{number} + "%";
        case PercentSign::spaced:
            break;
    }
    return std::string{number} + std::string{kNarrowSpace} + "%";
}

struct SpokenUnit {
    std::string_view unit;
    Key key;
};
constexpr std::array kSpokenUnits{
    SpokenUnit{"°C", msg::unit_celsius},
    SpokenUnit{"µg/m³", msg::unit_ugm3},
    SpokenUnit{"%", msg::unit_percent},
    SpokenUnit{"dB", msg::unit_decibel},
    SpokenUnit{"dB(A)", msg::unit_decibel},
    SpokenUnit{"hPa", msg::unit_hectopascal},
    SpokenUnit{"cm", msg::unit_centimetre},
    SpokenUnit{"mg/m³", msg::unit_mgm3},
    SpokenUnit{"mm", msg::unit_millimetre},
    SpokenUnit{"m/s", msg::unit_metre_per_second},
    SpokenUnit{"km/h", msg::unit_kilometre_per_hour},
    SpokenUnit{"ppm", msg::unit_ppm},
    SpokenUnit{"lx", msg::unit_lux},
};

}  // namespace

std::string Locale::number(std::int64_t value) const {
    std::string digits = grouped(magnitude(value), language_->group_mark);
    return value < 0 ? std::string{minus(*language_)} + digits : digits;
}

std::string Locale::decimal(std::int64_t scaled, unsigned decimals) const {
    const unsigned places = decimals > kDecimalsMax ? kDecimalsMax : decimals;
    const std::uint64_t one = power_of_ten(places);
    const std::uint64_t size = magnitude(scaled);
    std::string result = scaled < 0 ? std::string{minus(*language_)} : std::string{};
    result += grouped(size / one, language_->group_mark);
    if (places == 0) return result;
    std::string fraction = std::to_string(size % one);
    fraction.insert(0, places - fraction.size(), '0');
    result += language_->decimal_mark;
    return result + fraction;
}

std::string Locale::decimal(double value, unsigned decimals) const {
    const unsigned places = decimals > kDecimalsMax ? kDecimalsMax : decimals;
    const double scaled = value * static_cast<double>(power_of_ten(places));
    if (!std::isfinite(scaled) || std::fabs(scaled) > 9.0e18) return text(msg::value_unknown);
    return decimal(static_cast<std::int64_t>(std::llround(scaled)), places);
}

std::string Locale::with_unit(std::string_view number, std::string_view unit) const {
    if (unit.empty()) return std::string{number};
    std::string result;
    if (unit == "%") {
        result = percent(*language_, number);
    } else {
        result = number;
        result += kNarrowSpace;
        result += unit;
    }
    return unit_alone(result);
}

std::string Locale::unit_alone(std::string_view unit) const {
    std::string result{unit};
    if (!language_->right_to_left || unit.empty()) return result;
    return std::string{kLeftToRightIsolate} + result + std::string{kPopIsolate};
}

std::string Locale::spoken_unit(std::string_view unit) const {
    for (const SpokenUnit& known : kSpokenUnits) {
        if (known.unit == unit) return text(known.key);
    }
    return std::string{unit};
}

std::string Locale::list(std::span<const std::string> items) const {
    if (items.empty()) return {};
    std::string head = items.front();
    for (std::size_t i = 1; i + 1 < items.size(); ++i) {
        head = text(msg::list_between{.head = head, .next = items[i]});
    }
    if (items.size() == 1) return head;
    return text(msg::list_last{.head = head, .last = items.back()});
}

}  // namespace qp::i18n
